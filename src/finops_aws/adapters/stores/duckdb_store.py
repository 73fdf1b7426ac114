"""Answers questions from the marts with the embedded engine."""

import logging
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import duckdb

from finops_aws.adapters.stores.cost_sql import cost_sql, decimal_or_none
from finops_aws.adapters.stores.data_directory import DataDirectory, State, StoredDelivery
from finops_aws.adapters.stores.dialect import parquet_scan
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion, CostRow
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.errors import CorruptFile, NotFound

log = logging.getLogger(__name__)


class DuckDbStore:
    """The cost store over Parquet marts in the data directory; ``connect`` opens an engine connection."""

    def __init__(self, directory: DataDirectory, *, connect: Callable[[], duckdb.DuckDBPyConnection]) -> None:
        self._directory = directory
        self._connect = connect
        self._connection: duckdb.DuckDBPyConnection | None = None

    def data_version(self) -> str:
        return self._directory.version()

    def deliveries(self) -> tuple[Delivery, ...]:
        return tuple(stored.delivery for stored in self._directory.state().deliveries)

    def costs(self, question: CostQuestion) -> CostAnswer:
        state = self._directory.state()
        if not state.marts:
            raise NotFound(thing="ledger", where=self._directory.root)
        sql = cost_sql(question, _tag_columns(state.current()), every_month=_tags_of_every_month(state))
        scan = parquet_scan(self._directory.paths(_mart_files(state, sql.mart)))
        rows = self._rows(sql.text.replace("{mart}", scan), sql.parameters)
        log.debug("question_answered", extra={"mart": sql.mart, "rows": len(rows)})
        return CostAnswer(question, tuple(_cost_row(row) for row in rows), self.data_version())

    def _rows(self, query: str, parameters: tuple[object, ...]) -> list[tuple[Any, ...]]:
        if self._connection is None:
            self._connection = self._connect()
        try:
            with self._connection.cursor() as cursor:
                return cursor.execute(query, list(parameters)).fetchall()
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise CorruptFile(path=self._directory.root, reason=str(error).split("\n", 1)[0]) from error


def _tag_columns(bills: Iterable[StoredDelivery]) -> dict[str, str]:
    """``tag:<key>`` (or ``cost_category:<name>``) → mart column, over the bills."""
    return {
        f"{'cost_category' if column.startswith('cost_category_') else 'tag'}:{key}": column
        for stored in bills
        for column, key in stored.tags.items()
    }


def _tags_of_every_month(state: State) -> frozenset[str]:
    months: dict[str, list[StoredDelivery]] = {}
    for stored in state.current():
        months.setdefault(stored.delivery.billing_period, []).append(stored)
    return frozenset.intersection(*(frozenset(_tag_columns(bills)) for bills in months.values()))


def _mart_files(state: State, mart: str) -> tuple[str, ...]:
    return tuple(month[mart] for _, month in sorted(state.marts.items()) if mart in month)


def _cost_row(row: tuple[Any, ...]) -> CostRow:
    bucket, *keys, currency, gross, credits_, refunds = row
    return CostRow(
        bucket=bucket if bucket is None or isinstance(bucket, date) else None,
        keys=tuple(str(key) for key in keys),
        currency=str(currency),
        gross=decimal_or_none(gross),
        credits=decimal_or_none(credits_),
        refunds=decimal_or_none(refunds),
    )
