"""A cost question as SQL over the smallest mart that can answer it."""

from dataclasses import dataclass
from decimal import Decimal

from finops_aws.adapters.stores.dialect import quoted, render_columns
from finops_aws.adapters.stores.marts import MARTS
from finops_aws.adapters.stores.marts import UNALLOCATABLE as IS_UNALLOCATABLE
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.visibility.costs import (
    NO_VALUE,
    UNALLOCATABLE,
    UNTAGGED,
    Basis,
    CostQuestion,
    Filter,
    Granularity,
)
from finops_aws.errors import UnknownName

_BY_MONTH = ("costs_overview_monthly", "invoices", "costs_by_tag_monthly", "costs_by_resource")
_BY_DAY = ("costs_by_service", "costs_overview", "costs_by_tag", "costs_daily")
_KEYS = {mart.name: frozenset(render_columns(mart.statement)) for mart in MARTS}

LAST_HOUR = "SELECT MAX(ChargeHour) FROM {mart} WHERE NOT x_SpansDays AND ChargeHour < ?"
"""The last hour in which usage began; what spans days lies in the hour it begins and says nothing of it."""


@dataclass(frozen=True, slots=True)
class CostSql:
    """``mart`` says which files to read; ``text`` reads them as ``{mart}`` with ``parameters`` bound."""

    mart: str
    text: str
    parameters: tuple[object, ...]


def cost_sql(
    question: CostQuestion, tag_columns: dict[str, str], *, every_month: frozenset[str] = frozenset()
) -> CostSql:
    """The SQL of a question; rows are bucket, keys…, currency, movement, amount (NULL: unknown), unordered.

    ``every_month`` names the tags that all bills have: only these are whole in ``costs_by_tag``.
    ``tag_columns`` maps ``tag:<key>`` to its mart column; raises UnknownName for a key that no bill has.
    """
    needed = [*question.by, *(one.dimension for one in question.filters)]
    for name in needed:
        if ":" in name and name not in tag_columns:
            raise UnknownName(
                kind="tag", name=name, known=", ".join(sorted(tag_columns)) or "none in these bills"
            )
    mart = _smallest_mart(question, needed, every_month)
    columns = {name: _column(name, mart, tag_columns) for name in needed}
    where, parameters = _where(question, columns, mart=mart, tag_columns=tag_columns)
    keys = [f"coalesce(CAST({columns[name]} AS VARCHAR), '{NO_VALUE}')" for name in question.by]
    selected = [_bucket(question.granularity), *keys, "BillingCurrency", "x_Movement"]
    text = (
        f"SELECT {', '.join(selected)}, {_known_sum(question.metric.column)} FROM {{mart}} "
        f"WHERE {' AND '.join(where)} GROUP BY {', '.join(str(n + 1) for n in range(len(selected)))}"
    )
    return CostSql(mart, text, tuple(parameters))


def tag_costs_sql(metric: CostMetric) -> str:
    """The SQL of what each tag says of the cost of a period: tag column, state, currency, amount."""
    return (
        f"SELECT x_TagKey, x_TagState, BillingCurrency, {_known_sum(metric.column)} FROM {{mart}} "
        "WHERE CAST(BillingPeriodStart AS DATE) >= ? AND CAST(BillingPeriodStart AS DATE) < ? "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )


def _smallest_mart(question: CostQuestion, needed: list[str], every_month: frozenset[str]) -> str:
    tags = {name for name in needed if ":" in name}
    plain = {name for name in needed if ":" not in name}
    monthly = question.counted_by is Basis.BILLS and question.granularity is not Granularity.DAY
    candidates: tuple[str, ...] = (*(_BY_MONTH if monthly else ()), *_BY_DAY)
    for mart in candidates:
        one_tag_only = "x_TagKey" in _KEYS[mart]
        if mart == "costs_daily" or (
            plain <= _KEYS[mart] and len(tags) == one_tag_only and tags <= every_month
        ):
            return mart
    raise AssertionError("costs_daily answers everything")


def _column(name: str, mart: str, tag_columns: dict[str, str]) -> str:
    if ":" not in name:
        return quoted(name)
    if mart.startswith("costs_by_tag"):
        return (
            f"CASE x_TagState WHEN 'untagged' THEN '{UNTAGGED}' "
            f"WHEN 'unallocatable' THEN '{UNALLOCATABLE}' ELSE x_TagValue END"
        )
    value = quoted(tag_columns[name])
    return (
        f"CASE WHEN {value} IS NOT NULL THEN {value} "
        f"WHEN {IS_UNALLOCATABLE} THEN '{UNALLOCATABLE}' ELSE '{UNTAGGED}' END"
    )


def _bucket(granularity: Granularity) -> str:
    if granularity is Granularity.DAY:
        return "ChargeDay"
    return "CAST(BillingPeriodStart AS DATE)" if granularity is Granularity.MONTH else "CAST(NULL AS DATE)"


def _known_sum(column: str) -> str:
    """The sum, or NULL when one of its rows is unknown."""
    return f"CASE WHEN COUNT({column}) = COUNT(*) THEN SUM({column}) END"


def _where(
    question: CostQuestion, columns: dict[str, str], *, mart: str, tag_columns: dict[str, str]
) -> tuple[list[str], list[object]]:
    by_bill = question.counted_by is Basis.BILLS
    day = "CAST(BillingPeriodStart AS DATE)" if by_bill else "ChargeDay"
    conditions = [f"{day} >= ?", f"{day} < ?"]
    parameters: list[object] = [question.period.start, question.period.end]
    if mart.startswith("costs_by_tag"):
        conditions.append("x_TagKey = ?")
        parameters.append(tag_columns[next(name for name in columns if ":" in name)])
    for one in question.filters:
        condition, values = _condition(one, columns[one.dimension])
        conditions.append(condition)
        parameters += values
    return conditions, parameters


def _condition(one: Filter, column: str) -> tuple[str, list[object]]:
    marks = ", ".join("?" for _ in one.values)
    operator = "NOT IN" if one.negated else "IN"
    return f"coalesce(CAST({column} AS VARCHAR), '{NO_VALUE}') {operator} ({marks})", list(one.values)


def decimal_or_none(amount: object) -> Decimal | None:
    """What the engine gave for an amount, as Decimal."""
    return amount if amount is None or isinstance(amount, Decimal) else Decimal(str(amount))
