"""Hands a plan to DuckDB as tables; all amounts stay whole ticks."""

import csv
import hashlib
import json
from base64 import b32encode
from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.commitments import Commitment, Reservation, net
from finops_aws.sandbox.lines import Line
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.months import Timeline
from finops_aws.sandbox.plan import Plan
from finops_aws.sandbox.prices import REGIONS
from finops_aws.sandbox.seasons import PROFILES, loads
from finops_aws.sandbox.statements import statement

if TYPE_CHECKING:
    import duckdb

DETAIL_TICKS = [
    "ri_effective",
    "ri_net_effective",
    "ri_upfront_for_usage",
    "ri_recurring_for_usage",
    "ri_net_recurring_for_usage",
    "normalized",
    "sp_effective",
    "sp_net_effective",
    "sp_rate",
    "sp_total",
    "sp_used",
    "sp_recurring",
    "sp_upfront",
    "sp_net_recurring",
    "sp_net_upfront",
    "ri_upfront",
    "ri_unused_upfront",
    "ri_unused_recurring",
    "ri_net_upfront",
    "ri_net_unused_upfront",
    "ri_net_unused_recurring",
    "ri_unused_units",
    "ri_unused_quantity",
    "ri_total_units",
    "ri_total",
    "split_cost",
    "split_unused",
    "split_net_cost",
    "split_net_unused",
    "split_listed",
    "split_listed_unused",
    "split_ratio",
    "split_usage",
    "split_reserved",
    "split_actual",
]
DETAIL_TEXTS = ["factor", "split_parent", "tax_type"]
UNCAPPED = 10**15


def store(connection: "duckdb.DuckDBPyConnection", plan: Plan, *, folder: Path) -> None:
    """Create the tables meter, tagset, commitment, detail, hour and series."""
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Iterable[Iterable[object]]] = {
        "meter": map(_meter_row, plan.meters),
        "commitment": (_commitment_row(c, plan.timeline) for c in plan.commitments),
        "detail": _detail_rows(plan),
        "hour": _hour_rows(plan),
        "series": _series_rows(plan),
    }
    for name, rows in tables.items():
        _load(connection, name, rows, folder=folder)
    connection.execute(statement("tagset"))


def append_details(
    connection: "duckdb.DuckDBPyConnection", rows: list[list[object]], *, folder: Path
) -> None:
    """Add lines found while writing (discount lines) to the table detail."""
    if rows:
        _load(connection, "detail", rows, folder=folder, action="INSERT INTO detail")


def _load(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    rows: Iterable[Iterable[object]],
    *,
    folder: Path,
    action: str | None = None,
) -> None:
    """Hand rows over as a file: many times faster than one insert per row."""
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as sink:
        csv.writer(sink).writerows(rows)
    load = statement(
        f"load_{name}", detail_columns=_detail_columns(), action=action or f"CREATE TABLE {name} AS"
    )
    connection.execute(load, [str(path)])


def detail_row(number: int, line: Line, *, place: tuple[object, ...]) -> list[object]:
    """Give a row of detail; ``place`` is pattern, month, start, stop, delivery, bill type, invoice."""
    details = line.details
    return [
        number,
        *place,
        line.meter.id,
        line.commitment.term.id if line.commitment else None,
        line.line_type,
        line.child,
        line.quantity,
        line.unblended,
        line.billed,
        line.amortized,
        line.effective,
        line.listed,
        *(details.get(name) for name in DETAIL_TICKS),
        *(details.get(name) for name in DETAIL_TEXTS),
    ]


def _detail_columns() -> str:
    columns = [f"'{name}': 'BIGINT'" for name in DETAIL_TICKS] + [
        f"'{name}': 'VARCHAR'" for name in DETAIL_TEXTS
    ]
    return ", ".join(columns)


def _detail_rows(plan: Plan) -> Iterator[list[object]]:
    number = 0
    for position, hour in enumerate(plan.patterns):
        for line in hour.lines:
            yield detail_row(number, line, place=(position, None, None, None, 1, "Anniversary", None))
            number += 1
    for post in plan.postings:
        place = (None, post.month, post.start, post.stop, post.delivery, post.bill_type, post.invoice)
        yield detail_row(number, post.line, place=place)
        number += 1


def _hour_rows(plan: Plan) -> Iterator[list[object]]:
    timeline = plan.timeline
    for month in timeline.months:
        for hour in month.hours:
            moment = timeline.time(hour)
            interval = f"{moment:%Y-%m-%dT%H:%M:%SZ}/{moment + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
            busy = loads(moment, progress=hour / timeline.end_hour)
            late = int(hour >= plan.activation)
            start = moment.replace(tzinfo=None).isoformat(sep=" ")
            yield [
                hour,
                hour // timeline.stride,
                month.position,
                plan.hours[hour],
                start,
                interval,
                late,
                *busy,
            ]


def _series_rows(plan: Plan) -> Iterator[list[object]]:
    for number, s in enumerate(plan.series):
        cap = s.base if s.meter.price.unit in ("Hrs", "Hours") else UNCAPPED
        profile = PROFILES.index(s.profile)
        yield [
            number,
            s.meter.id,
            s.birth,
            s.death,
            s.base,
            s.step,
            s.cadence,
            s.phase,
            profile,
            cap,
            s.meter.rate_ticks,
            s.meter.percent,
        ]


def _meter_row(meter: Meter) -> list[object]:
    price = meter.price
    sku = _code(f"{meter.product_code}{meter.usage_type}{price.operation}")
    return [
        meter.id,
        meter.account.id,
        meter.account.name,
        json.dumps({"BusinessUnit": meter.account.unit}),
        meter.product_code,
        price.product_name,
        price.service_code,
        price.family or None,
        meter.usage_type or None,
        price.operation or None,
        price.unit,
        meter.description,
        f"{meter.rate:.10f}",
        f"{meter.rate * (100 - meter.percent) / 100:.12f}",
        meter.rate_ticks,
        meter.percent,
        price.terms,
        *_place(meter),
        meter.legal_entity,
        meter.billing_entity,
        price.instance_type or None,
        price.subcategory if price.instance_type else None,
        sku,
        f"{sku}.JRTCKXETXF.{_code(price.unit)[:10]}",
        str(int(hashlib.sha256(sku.encode()).hexdigest()[:10], 16)),
        price.category,
        price.subcategory,
        *_transfer(meter),
        json.dumps(_product(meter)),
        json.dumps(dict(meter.tags.before)),
        json.dumps(dict(meter.tags.after)),
    ]


def _place(meter: Meter) -> list[str | None]:
    """Give region, its name, zone, resource and kind of resource."""
    kind = None if meter.resource_id is None else meter.price.resource
    return [meter.region, REGIONS[meter.region].name, meter.zone, meter.resource_id, kind]


def _transfer(meter: Meter) -> list[str | None]:
    """Give where moved bytes come from and go to."""
    if meter.price.family != "Data Transfer":
        return [None, None, None]
    return [REGIONS[meter.region].name, meter.region, "External"]


def _product(meter: Meter) -> dict[str, str]:
    """Give the product attributes AWS would name for this price."""
    price = meter.price
    known: dict[str, str] = {"product_name": price.product_name, "region": meter.region}
    if price.instance_type:
        known |= {"instance_type_family": price.instance_type.rpartition(".")[0], "current_generation": "Yes"}
    if price.product_code == "AmazonEC2" and price.instance_type:
        known |= {"operating_system": "Linux", "tenancy": "Shared", "license_model": "No License required"}
    if price.product_code == "AmazonRDS":
        engine = "PostgreSQL" if "r6g" in price.usage else "MySQL"
        known |= {"database_engine": engine, "deployment_option": "Single-AZ"}
    if price.resource == "volume":
        known |= {"volume_type": "General Purpose", "volume_api_name": price.key.removeprefix("ebs-")}
    return known


def _commitment_row(commitment: Commitment, timeline: Timeline) -> list[Any]:
    term = commitment.term
    reserved = isinstance(commitment, Reservation)
    years = "1yr" if term.years == 1 else f"{term.years}yr"
    return [
        term.id,
        "Reservation" if isinstance(commitment, Reservation) else commitment.kind,
        term.arn,
        str(term.payment),
        years,
        "standard" if reserved else None,
        f"{timeline.time(term.start):%Y-%m-%dT%H:%M:%S.000Z}",
        f"{timeline.time(term.end) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%S.000Z}",
        term.region,
        None if isinstance(commitment, Reservation) else commitment.family,
        str(commitment.count) if isinstance(commitment, Reservation) else None,
        str(Decimal(commitment.factor)) if isinstance(commitment, Reservation) else None,
        str(1_000_000 + term.id) if reserved else None,
        commitment.fee,
        net(commitment.fee, commitment.percent),
    ]


@cache
def _code(text: str) -> str:
    return b32encode(hashlib.sha256(text.encode()).digest())[:16].decode()
