"""Answers questions about the estate."""

import json
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from decimal import Decimal
from importlib.resources import files
from typing import Any

from finops_aws.adapters.stores.data_directory import DataDirectory
from finops_aws.adapters.stores.dialect import parquet_scan
from finops_aws.adapters.stores.duckdb_engine import readable
from finops_aws.adapters.stores.estate_book import EstateBook
from finops_aws.adapters.stores.estate_directory import EstateDirectory
from finops_aws.domain.operations.estate import Outcome, Resource
from finops_aws.domain.operations.resources import (
    UNKNOWN,
    UNTAGGED,
    Count,
    FoundResource,
    ResourceFilter,
    ResourceOrder,
    ResourcePage,
    ResourceQuestion,
)

_COSTED = (files("finops_aws.adapters.stores") / "sql" / "estate" / "costed.sql").read_text(encoding="utf-8")
_NO_COSTS = (
    "(SELECT '' AS SubAccountId, '' AS ResourceId, '' AS BillingCurrency, NULL::DECIMAL AS EffectiveCost "
    "WHERE FALSE)"
)
_COLUMNS = {"type": "resource_type"}
_ORDERS = {
    ResourceOrder.COST: "list_max(map_values(costs)) DESC NULLS LAST",
    ResourceOrder.CREATED: "created DESC NULLS LAST",
    ResourceOrder.NAME: "coalesce(name, id)",
}
_SEARCHED = "lower(concat_ws(' ', id, arn, name, resource_type, array_to_string(map_values(tags), ' ')))"


class DuckDbEstate:
    """The estate store over Parquet, beside the marts of the bill."""

    def __init__(self, estate: EstateDirectory, bills: DataDirectory) -> None:
        self._estate = estate
        self._bills = bills

    def scan(self) -> AbstractContextManager[EstateBook]:
        return self._estate.scan()

    def outcomes(self) -> Sequence[Outcome]:
        return self._estate.outcomes()

    def version(self) -> str:
        return self._estate.version()

    def resources(self, question: ResourceQuestion) -> ResourcePage:
        state = self._estate.state()
        month, costs = self._costs()
        found = f"read_parquet({self._estate.table(state, 'resources')})"
        costed = _COSTED.replace("{costs}", costs or _NO_COSTS).replace("{resources}", found)
        where, parameters = _where(question)
        with readable(self._bills.root), self._estate.engine() as engine:
            engine.execute(f"CREATE TEMP TABLE chosen AS SELECT * FROM ({costed}) WHERE {where}", parameters)
            counts = engine.execute(
                "SELECT account, region, service, COUNT(*) FROM chosen GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
            ).fetchall()
            result = engine.execute(
                f"SELECT * FROM chosen ORDER BY {_ORDERS[question.order]}, account, service, region, id "
                "LIMIT ? OFFSET ?",
                [question.limit, question.offset],
            )
            names = [column[0] for column in result.description or ()]
            rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        return ResourcePage(
            rows=tuple(map(_found, rows)),
            total=sum(count[3] for count in counts),
            counts=tuple(
                Count(account=account, region=region, service=service, resources=number)
                for account, region, service, number in counts
            ),
            cost_month=month,
            scanned_at=datetime.fromisoformat(state["scanned_at"]),
        )

    def _costs(self) -> tuple[str | None, str | None]:
        """The newest month of which bills are held (YYYY-MM) and its cost by resource, as SQL."""
        months = {month: marts["costs_by_resource"] for month, marts in self._bills.state().marts.items()}
        if not months:
            return None, None
        newest = max(months)
        return newest, parquet_scan(self._bills.paths((months[newest],)))


def _where(question: ResourceQuestion) -> tuple[str, list[object]]:
    conditions, parameters = ["TRUE"], []
    for one in question.filters:
        condition, values = _condition(one)
        conditions.append(condition)
        parameters += values
    for word in question.text.lower().split():
        conditions.append(f"contains({_SEARCHED}, ?)")
        parameters.append(word)
    return " AND ".join(conditions), parameters


def _condition(one: ResourceFilter) -> tuple[str, list[object]]:
    values: list[object] = list(one.values)
    kind, _, key = one.column.partition(":")
    if kind == "tag":
        column = f"CASE WHEN tags IS NULL THEN '{UNKNOWN}' ELSE coalesce(tags[?], '{UNTAGGED}') END"
        parameters: list[object] = [key]
    else:
        column, parameters = f"coalesce(\"{_COLUMNS.get(one.column, one.column)}\", '')", []
    if one.contains:
        matches = " OR ".join(f"contains(lower({column}), lower(?))" for _ in values)
        return f"({matches})", [each for value in values for each in (*parameters, value)]
    marks = ", ".join("?" for _ in values)
    return f"{column} {'NOT IN' if one.negated else 'IN'} ({marks})", [*parameters, *values]


def _found(row: Mapping[str, Any]) -> FoundResource:
    costs = row["costs"]
    return FoundResource(
        resource=Resource(
            account=row["account"],
            region=row["region"],
            service=row["service"],
            resource_type=row["resource_type"],
            id=row["id"],
            arn=row["arn"],
            name=row["name"],
            created=_utc(row["created"]),
            state=row["state"],
            size=row["size"],
            instance_class=row["class"],
            tags=row["tags"],
            attributes=json.loads(row["attributes"] or "{}"),
        ),
        first_seen=row["first_seen"].replace(tzinfo=UTC),
        last_seen=row["last_seen"].replace(tzinfo=UTC),
        costs=None
        if costs is None
        else {currency: None if amount is None else Decimal(amount) for currency, amount in costs.items()},
    )


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
