"""What resources cost in the window, by usage type, with the parts that commitments cover told apart."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb

from finops_aws.adapters.stores.cost_sql import decimal_or_none
from finops_aws.domain.money import exact_sum
from finops_aws.domain.optimization.findings import Finding, LineCost

_OF = """
SELECT charged.* EXCLUDE (region, list_amount)
FROM charged
WHERE account = ? AND resource_id IN (SELECT unnest(?))
"""


def lines_of(
    engine: duckdb.DuckDBPyConnection, findings: Sequence[Finding]
) -> Mapping[tuple[str, str], Sequence[LineCost]]:
    """(account, name on the bill) → its lines, of everything that the findings are about."""
    names: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        names[finding.account].update(finding.names)
    found: dict[tuple[str, str], list[LineCost]] = defaultdict(list)
    for account, wanted in names.items():
        rows = engine.execute(_OF, [account, sorted(wanted)]).fetchall()
        for line in _lines(rows):
            found[account, line.resource].append(line)
    return found


def _lines(rows: Sequence[tuple[Any, ...]]) -> Iterator[LineCost]:
    """One line per resource and usage type, the parts that commitments cover told apart."""
    parts: dict[tuple[Any, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for account, resource, service_code, usage_type, unit, currency, *rest in rows:
        parts[account, resource, service_code, usage_type, unit, currency].append(tuple(rest))
    yield from (_line(key, own) for key, own in parts.items())


def _line(key: tuple[Any, ...], parts: Sequence[tuple[Any, ...]]) -> LineCost:
    """``parts``: commitment, first and last day, amount, quantity."""
    account, resource, service_code, usage_type, unit, currency = key
    amounts = [decimal_or_none(part[3]) for part in parts]
    known = [amount for amount in amounts if amount is not None]
    return LineCost(
        account=account,
        resource=resource,
        service_code=service_code,
        usage_type=usage_type,
        unit=unit,
        currency=currency,
        amount=exact_sum(known) if len(known) == len(amounts) else None,
        quantity=exact_sum(quantity for part in parts if (quantity := decimal_or_none(part[4])) is not None),
        first=min(part[1] for part in parts),
        last=max(part[2] for part in parts),
        commitments={
            part[0]: amount for part, amount in zip(parts, amounts, strict=True) if part[0] and amount
        },
    )
