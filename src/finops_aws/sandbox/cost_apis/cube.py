"""The bill per day, meter and kind of line, with the dimensions of Cost Explorer as columns."""

import csv
import tempfile
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from threading import Lock
from typing import Any

import duckdb

from finops_aws.sandbox.cost_apis.service_names import service_name
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.rows import DISCOUNT_TYPES, SEED_SPAN
from finops_aws.sandbox.statements import statement
from finops_aws.sandbox.storage import store

MEMORY_LIMIT = "450MB"
Row = tuple[Any, ...]
SPENT = ("bulk", "detail", "hour", "series")


class Cube:
    """Answers SQL about the view ``cost``; amounts and quantities are ticks of 10⁻¹⁰.

    It is made when it is first asked, once, from the tables the bill itself is written from. A line
    that spans days, such as a monthly fee, counts on its first day. Quantities count for usage only
    (column ``used``). A plan does not tell the two modes with discount lines apart: these stand here as
    in the mode ``net-and-lines``, with a net of 0. Many threads may ask; they take turns.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._turn = Lock()
        self._made: duckdb.DuckDBPyConnection | None = None
        self._asked: tuple[str, list[object]] | None = None
        self._told: list[Row] = []

    def rows(self, query: str, values: Sequence[object] = ()) -> Sequence[Row]:
        """Give the rows of a query over ``cost``; ``values`` fill its question marks.

        The last answer is kept: the pages of one long list come from a single run of its query.
        """
        asked = (query, list(values))
        with self._turn:
            if self._made is None:
                self._made = _made(self._plan)
            if asked != self._asked:
                self._told = self._made.execute(*asked).fetchall()
                self._asked = asked
            return self._told


def _made(plan: Plan) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": "1", "memory_limit": MEMORY_LIMIT})
    connection.execute("SET TimeZone = 'UTC'")
    with tempfile.TemporaryDirectory(prefix="sandbox-cube-") as scratch:
        store(connection, plan, folder=Path(scratch))
        _name_services(connection, plan, folder=Path(scratch))
    connection.execute(_sql("fact"))
    connection.execute(_sql("engine"))
    running = [str(month.position) for month in plan.timeline.months if not month.closed]
    epoch = f"TIMESTAMP '{plan.timeline.epoch:%Y-%m-%d}'"
    connection.execute(_sql("postings", epoch=epoch, open_months=", ".join(running) or "-1"))
    _add_series(connection, plan)
    _add_discounts(connection, plan)
    for name in SPENT:
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute(_sql("cost"))
    return connection


def _name_services(connection: duckdb.DuckDBPyConnection, plan: Plan, *, folder: Path) -> None:
    path = folder / "service.csv"
    with path.open("w", newline="", encoding="utf-8") as sink:
        csv.writer(sink).writerows((meter.id, service_name(meter)) for meter in plan.meters)
    columns = "{'meter': 'BIGINT', 'service': 'VARCHAR'}"
    source = (
        f"read_csv(?, header = false, auto_detect = false, delim = ',', quote = '\"', columns = {columns})"
    )
    connection.execute(f"CREATE TABLE service AS SELECT * FROM {source}", [str(path)])


def _add_series(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Work out the bulk usage month by month, as the bill does, and add up its days."""
    noise = str(plan.seed % SEED_SPAN)
    for month in plan.timeline.months if plan.series else ():
        first, last = str(month.first_hour), str(month.end_hour)
        connection.execute(statement("bulk", first=first, last=last, seed=noise))
        connection.execute(_sql("series"))


def _add_discounts(connection: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Add the discounts of each month as lines of its first day, where the bill has such lines."""
    if not plan.discount_meters:
        return
    rows = connection.execute(_sql("discounts")).fetchall()
    _insert(connection, (_discount(row, plan) for row in rows))


def _discount(row: tuple[Any, ...], plan: Plan) -> list[object]:
    month, account, product, terms, amount = row
    meter = plan.discount_meters[account, product, terms]
    gross = -int(amount)
    return [month, meter.id, 0, DISCOUNT_TYPES[terms], None, None, 0, gross, gross, 0, 0, 0, 0]


def _insert(connection: duckdb.DuckDBPyConnection, rows: Iterable[list[object]]) -> None:
    places = ", ".join("?" * 13)
    for row in rows:
        connection.execute(f"INSERT INTO fact VALUES ({places})", row)


def _sql(name: str, **parts: str) -> str:
    text = files(__package__).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
    return Template(text).safe_substitute(parts)
