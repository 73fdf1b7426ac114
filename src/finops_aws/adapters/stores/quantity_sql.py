"""A question about consumed quantities as SQL over the daily mart, and its rows as the domain has them."""

from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from finops_aws.adapters.stores.cost_sql import decimal_or_none
from finops_aws.domain.operations.usage import (
    QuantityAnswer,
    QuantityBy,
    QuantityQuestion,
    QuantityRow,
    days_of,
)

_TEXT = (files("finops_aws.adapters.stores") / "sql" / "quantities.sql").read_text(encoding="utf-8")
_KEYS = {
    QuantityBy.SERVICE: "''",
    QuantityBy.USAGE_TYPE: "coalesce(x_UsageType, '')",
    QuantityBy.RESOURCE: "coalesce(ResourceId, '')",
}


def quantity_sql(question: QuantityQuestion) -> tuple[str, tuple[object, ...]]:
    """The SQL, which reads ``{mart}``, and its parameters."""
    conditions, chosen = ["TRUE"], list[object]()
    for column, values in (("ServiceName", question.services), ("SubAccountId", question.accounts)):
        if values:
            conditions.append(f"{column} IN ({', '.join('?' for _ in values)})")
            chosen += values
    text = _TEXT.replace("{key}", _KEYS[question.by]).replace("{where}", " AND ".join(conditions))
    period = question.period
    return text, (period.start, period.end, *chosen, question.limit, question.offset)


def quantity_answer(question: QuantityQuestion, rows: Iterable[tuple[Any, ...]]) -> QuantityAnswer:
    """The rows that the SQL gave."""
    days = days_of(question.period)
    found = list(rows)
    return QuantityAnswer(
        question=question,
        rows=tuple(
            QuantityRow(
                service=service,
                key=key,
                unit=unit,
                currency=currency,
                quantity=quantity,
                cost=decimal_or_none(cost),
                days=tuple(by_day.get(day) for day in days),
            )
            for service, key, unit, currency, quantity, cost, by_day, _ in found
        ),
        total=found[0][-1] if found else 0,
    )
