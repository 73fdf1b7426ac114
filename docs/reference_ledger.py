"""The generated pages on the ledger: its columns, and how each line item type is counted.

The second is found out by asking: one line of each type, every amount on it another number, goes through the
real reader, and the numbers that come out are named after the amounts that went in.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from reference_pages import bullet, code, codes, page, table

from finops_aws.adapters.exports.columns import CUR_COLUMNS, FOCUS_COLUMNS
from finops_aws.adapters.exports.ledger_reader import LedgerReader
from finops_aws.adapters.stores.duckdb_engine import connect
from finops_aws.bootstrap import CATALOG
from finops_aws.domain.charge import DISCOUNT_TYPES
from finops_aws.domain.visibility.delivery import ExportFile, FoundDelivery

SQL = Path(__file__).parents[1] / "src" / "finops_aws" / "adapters" / "exports" / "sql"
LOOKED_UP = {
    "services": ["line_item_product_code"],
    "regions": ["product_region_code", "product_region"],
}
"""The catalogue's tables, and the CUR columns they are looked up by."""
open_engine = partial(connect, threads=1, memory_limit_mb=400)

Amounts = dict[str, str]


def ledger_page() -> str:
    cur, focus = _columns(partial(_write_samples, net=NET_STATED)), _columns(_write_focus)
    if cur != focus:
        raise ValueError(f"the two mappings differ: {set(cur.items()) ^ set(focus.items())}")
    reads = _cur_columns_read()
    unknown = _unknown_in_focus()
    rows = [
        (code(name), code(kind), "FOCUS 1.2" if not name.startswith("x_") else "FinOps AWS", reads[name],
         "unknown" if name in unknown else "")
        for name, kind in cur.items()
    ]  # fmt: skip
    sections = [
        "One row is one charge in [FOCUS 1.2](https://focus.finops.org/focus-specification/v1-2/) "
        "columns, with `x_` columns for what AWS says and FOCUS does not. Money and quantities have "
        "12 decimals. The files lie in `ledger/<month>/` of the data directory.",
        "Beside these columns there is one per tag key and cost category in use: `tag_<key>` and "
        "`cost_category_<name>`, text, with the key in lower snake case. A key that this does not "
        "spell exactly gets six more characters, so that `Team` and `team` stay two columns. The key "
        "as its owner wrote it is what `finops costs --by tag:<key>` takes; AWS's own keys begin with"
        " `aws:`.",
        "*Reads* names the columns of a Cost and Usage Report that the value comes from, under their "
        "CUR 2.0 names. *FOCUS export* says what cannot be known when the bill was read from a FOCUS "
        "export; all other columns are taken over from it.",
        table(("Column", "Type", "Defined by", "Reads", "FOCUS export"), rows),
    ]
    return page("Ledger", "Every column of the ledger.", sections)


def _columns(shape: Callable[[Path], None]) -> dict[str, str]:
    """Column → type of the ledger read from a bill that ``shape`` writes."""
    with _read(shape) as (engine, ledger):
        rows = engine.execute(f"DESCRIBE SELECT * FROM {ledger}").fetchall()
    return {str(name): str(kind) for name, kind, *_ in rows}


@contextmanager
def _read(shape: Callable[[Path], None]) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """An engine and the SQL of the ledger that the real reader makes of a bill."""
    with TemporaryDirectory() as place, open_engine() as engine:
        bill = Path(place) / "bill.csv"
        shape(bill)
        file = ExportFile("bill.csv", bill, 0, "")
        found = FoundDelivery("bill", "1", None, datetime(2026, 10, 1, tzinfo=UTC), (file,))
        (part,) = _reader().read(found, Path(place))
        files = ", ".join(f"'{name}'" for name in part.files)
        yield engine, f"read_parquet([{files}], union_by_name = true)"


def _reader() -> LedgerReader:
    return LedgerReader(connect=open_engine, catalogue=CATALOG / "billing")


def _write_focus(path: Path) -> None:
    line = {
        "BillingAccountId": "000000000000",
        "BillingCurrency": "USD",
        "BillingPeriodStart": "2026-10-01T00:00:00Z",
        "ChargePeriodStart": "2026-10-01T00:00:00Z",
        "ChargeCategory": "Usage",
        "ProviderName": "AWS",
        "BilledCost": "1",
    }
    _write_csv(path, list(FOCUS_COLUMNS), [line])


def _write_csv(path: Path, columns: list[str], lines: Iterable[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)


def _cur_columns_read() -> dict[str, str]:
    """Ledger column → the CUR columns its expression names, also those behind a name of the first step."""
    lines, rows = (SQL / "cur_to_ledger.sql").read_text("utf-8").split("FROM report", 1)
    steps = LOOKED_UP | {name: _named(said, {}) for name, said in _items(lines.split("*,", 1)[1])}
    return {name: _origin(said, steps) for name, said in _items(rows.split("SELECT", 1)[1])}


def _origin(expression: str, steps: dict[str, list[str]]) -> str:
    if expression.startswith("CAST(NULL"):
        return "nothing: unknown"
    if expression.startswith("'"):
        return "nothing: always " + code(expression.split("'")[1])
    return codes(_named(expression, steps)) or "every number of the line"


def _named(expression: str, steps: dict[str, list[str]]) -> list[str]:
    words = re.findall(r"\w+", re.sub(r"'[^']*'", "", expression))
    return list(dict.fromkeys(c for w in words for c in steps.get(w, [w]) if c in CUR_COLUMNS))


def _items(select: str) -> Iterator[tuple[str, str]]:
    """(name, expression) of each column of a select list."""
    text = re.sub(r"--.*", "", select).split("/* tags */", 1)[0]
    depth, start = 0, 0
    for place, character in enumerate(text + ","):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            item = text[start:place].strip()
            start = place + 1
            yield item.split()[-1], item


def _unknown_in_focus() -> set[str]:
    text = (SQL / "focus_to_ledger.sql").read_text("utf-8").split("SELECT", 1)[1]
    return {name for name, said in _items(text) if said.startswith("CAST(NULL")}


# One line of each type: every amount that it may carry is another number, so that results can be named.
OWN: Amounts = {
    "line_item_unblended_cost": "1000",
    "line_item_net_unblended_cost": "900",
    "pricing_public_on_demand_cost": "1300",
}
PLAN: Amounts = {
    "savings_plan_savings_plan_a_r_n": "arn:aws:savingsplans::000000000000:savingsplan/{name}",
    "savings_plan_savings_plan_effective_cost": "700",
    "savings_plan_net_savings_plan_effective_cost": "600",
}
PLAN_FEE: Amounts = {
    "savings_plan_savings_plan_a_r_n": PLAN["savings_plan_savings_plan_a_r_n"],
    "savings_plan_total_commitment_to_date": "1000",
    "savings_plan_used_commitment": "550",
    "savings_plan_recurring_commitment_for_billing_period": "1000",
    "savings_plan_amortized_upfront_commitment_for_billing_period": "0",
    "savings_plan_net_recurring_commitment_for_billing_period": "800",
    "savings_plan_net_amortized_upfront_commitment_for_billing_period": "0",
}
RESERVATION: Amounts = {
    "reservation_reservation_a_r_n": "arn:aws:ec2:us-east-1:000000000000:reserved-instances/{name}",
    "reservation_effective_cost": "500",
    "reservation_net_effective_cost": "400",
}
RESERVATION_FEE: Amounts = {
    "reservation_reservation_a_r_n": RESERVATION["reservation_reservation_a_r_n"],
    "reservation_unused_amortized_upfront_fee_for_billing_period": "31",
    "reservation_unused_recurring_fee": "41",
    "reservation_net_unused_amortized_upfront_fee_for_billing_period": "23",
    "reservation_net_unused_recurring_fee": "37",
}
SYMBOLS = {
    "1000": "g",
    "900": "n",
    "1300": "p",
    "1170": "p × n ÷ g",
    "650": "p × ratio",
    "150": "d",
    "850": "g + d",
    "700": "s",
    "600": "s (net)",
    "500": "r",
    "400": "r (net)",
    "72": "u",
    "60": "u (net)",
    "450": "c",
    "360": "c × net fee ÷ fee",
}
LEGEND = (
    "**g**: `line_item_unblended_cost`; **n**: `line_item_net_unblended_cost`",
    "**p**: `pricing_public_on_demand_cost`, or g where the line has none",
    "**d**: `line_item_unblended_cost` of a discount line, below 0; it belongs to a line when it has "
    "the same account, product, usage type, operation, resource, start and invoice as that one line only",
    "**s**: `savings_plan_savings_plan_effective_cost`, and its net twin",
    "**r**: `reservation_effective_cost`, and its net twin",
    "**u**: `reservation_unused_amortized_upfront_fee_for_billing_period` + "
    "`reservation_unused_recurring_fee`, and their net twins",
    "**c**: `savings_plan_total_commitment_to_date` − `savings_plan_used_commitment`; net it is "
    "c × net fee ÷ fee of the plan's month, and its last hour takes what rounding left",
    "**ratio**: Σ net cost ÷ Σ public on-demand cost of the SKU's on-demand lines in the month, where "
    "that is below 1; without such lines p itself is taken",
)

Sample = tuple[str, str, Amounts]
_DISCOUNTS: tuple[Sample, ...] = tuple(
    (str(kind), "", {"line_item_unblended_cost": "-1000"}) for kind in DISCOUNT_TYPES
)
SAMPLES: tuple[Sample, ...] = (
    ("Usage", "", OWN),
    ("Usage", "with a discount line of its own", OWN | {"line_item_usage_type": "discounted"}),
    ("DiscountedUsage", "", OWN | RESERVATION),
    ("DiscountedUsage", "SKU with a ratio", OWN | RESERVATION | {"product_sku": "RATIO"}),
    ("RIFee", "", OWN | RESERVATION_FEE),
    ("Fee", "of a reservation", OWN | RESERVATION),
    ("Fee", "any other", OWN),
    ("SavingsPlanCoveredUsage", "cancelled by its negation", OWN | PLAN),
    ("SavingsPlanNegation", "cancels the usage of its hour", {n: f"-{v}" for n, v in OWN.items()}),
    ("SavingsPlanCoveredUsage", "without negation", OWN | PLAN),
    ("SavingsPlanRecurringFee", "", OWN | PLAN_FEE),
    ("SavingsPlanUpfrontFee", "", OWN | PLAN_FEE),
    ("Tax", "", OWN),
    ("Credit", "", {n: f"-{v}" for n, v in OWN.items()}),
    ("Refund", "of usage", {n: f"-{v}" for n, v in OWN.items()}),
    ("Refund", "of a commitment", {n: f"-{v}" for n, v in OWN.items()} | RESERVATION),
    ("Refund", "of tax", {n: f"-{v}" for n, v in OWN.items()} | {"line_item_tax_type": "ISS"}),
    *_DISCOUNTS,
    (
        "EdpDiscount",
        "names the one line it belongs to",
        {"line_item_unblended_cost": "-150", "line_item_usage_type": "discounted"},
    ),
    ("SomethingNew", "a type not known yet", OWN),
)
COSTS = ("BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "x_UnblendedCost", "x_AmortizedCost")


NET_STATED, NET_ABSENT, NET_EMPTY = "stated", "absent", "empty"


def line_item_types_page() -> str:
    columns = ("Line item type", "Row", "ChargeCategory", *map(code, COSTS))
    discounts = [row for row in _counted(NET_EMPTY) if row[0].strip("`") in DISCOUNT_TYPES]
    sections = [
        "A line becomes one row. What only the whole month can tell becomes rows beside it: the unused "
        "part of a commitment, and what a Savings Plan's negation leaves over when it does not cancel "
        "the usage of its hour. `net_unblended` is the same as `BilledCost` and `net_amortized` the "
        "same as `EffectiveCost`.",
        bullet(LEGEND),
        "## An export that states net costs",
        "Discount lines count 0: the net columns hold the discounts already.",
        table(columns, _counted(NET_STATED)),
        "## An export without net columns",
        "There is no negotiated discount, or it comes as lines of its own.",
        table(columns, _counted(NET_ABSENT)),
        "## An export whose net columns are all empty",
        "As without net columns, but each discount line becomes two rows, so that it counts as well:",
        table(columns, discounts),
        "## Lines that are parts of others, and unknown types",
        "Lines of containers (operation `EKSPod-EC2` or `ECSTask-EC2`, cost 0) are parts of another "
        "line. They are marked `x_IsSplitChild`, go to the mart `split_costs` and are never counted in "
        "a total. A line of a type that is not known counts with its own cost under its own name, and "
        "the ingest says so.",
    ]
    return page("Line item types", "How each type of line is counted in each cost basis.", sections)


def _counted(net: str) -> Iterator[Sequence[str]]:
    for (_, variant, _), rows in zip(SAMPLES, _read_samples(net), strict=True):
        for kind, category, status, source, *amounts in rows:
            added = "unused commitment" if status == "Unused" else "added for the month"
            part = added if source == "completed" else variant
            yield code(kind), part, category, *(_symbol(amount) for amount in amounts)


def _symbol(amount: Decimal) -> str:
    size = format(abs(amount).normalize(), "f")
    if size != "0" and size not in SYMBOLS:
        raise ValueError(f"an amount that no input explains: {amount}")
    return "0" if size == "0" else SYMBOLS[size]


def _read_samples(net: str) -> list[list[tuple]]:  # type: ignore[type-arg]
    """The ledger rows of each sample, those added for the month last."""
    with _read(partial(_write_samples, net=net)) as (engine, ledger):
        rows = engine.execute(
            "SELECT ChargeDescription, x_LineItemType, ChargeCategory, CommitmentDiscountStatus, "
            f"x_ContractedCostSource, {', '.join(COSTS)} FROM {ledger} "
            "ORDER BY 1, x_ContractedCostSource = 'completed'"
        ).fetchall()
    return [[row[1:] for row in rows if row[0] == f"sample {n}"] for n in range(len(SAMPLES))]


def _write_samples(path: Path, *, net: str) -> None:
    columns = [name for name in CUR_COLUMNS if net != NET_ABSENT or "_net_" not in name]
    blank = [name for name in CUR_COLUMNS if net == NET_EMPTY and "_net_" in name]
    ratio = {"line_item_unblended_cost": "50", "line_item_net_unblended_cost": "50"}
    ratio |= {"pricing_public_on_demand_cost": "100", "product_sku": "RATIO"}
    lines = [_line(number, *sample) for number, sample in enumerate((*SAMPLES, ("Usage", "", ratio)))]
    _write_csv(path, columns, [line | dict.fromkeys(blank, "") for line in lines])


def _line(number: int, kind: str, _variant: str, amounts: Amounts) -> dict[str, str]:
    name = str(number)
    if kind == "SavingsPlanNegation":
        amounts = amounts | {"savings_plan_savings_plan_a_r_n": PLAN["savings_plan_savings_plan_a_r_n"]}
        name = str(number - 1)
    return {
        "bill_payer_account_id": "000000000000",
        "bill_billing_period_start_date": "2026-10-01T00:00:00Z",
        "bill_billing_period_end_date": "2026-11-01T00:00:00Z",
        "line_item_usage_account_id": "000000000000",
        "line_item_usage_start_date": "2026-10-01T00:00:00Z",
        "line_item_usage_end_date": "2026-10-01T01:00:00Z",
        "line_item_currency_code": "USD",
        "line_item_product_code": "AmazonEC2",
        "line_item_line_item_type": kind,
        "line_item_line_item_description": f"sample {number}",
        "product_sku": name,
    } | {column: amount.format(name=name) for column, amount in amounts.items()}
