"""A check's query over the tables that it may read, and where one of its needs is not known."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

import duckdb

from finops_aws.domain.optimization.checks import Check

_PARAMETER = re.compile(r"\$(\w+)")
_FOUND = """
SELECT known.*, to_json(found) AS said
FROM ({query}) AS found
JOIN resources AS known USING (account, region, resource_type, id)
ORDER BY known.account, known.region, known.resource_type, known.id
"""
_BLIND = {
    "resources": """
SELECT DISTINCT account, region
FROM coverage
WHERE resource_type = ? AND status NOT IN ('ok', 'not_offered')
""",
    "metrics": """
SELECT DISTINCT account, region
FROM resources AS one
WHERE resource_type = ? AND NOT EXISTS (
    FROM measured AS own
    WHERE own.account = one.account
        AND own.region = one.region
        AND own.resource_type = one.resource_type
        AND own.resource_id = one.id
        AND own.since <= greatest(coalesce(one.created, TIMESTAMP '1970-01-01'), CAST(? AS TIMESTAMP))
)
""",
}

BlindSpot = tuple[str, str, str]
"""Account, region, and the need that is not known there."""


def blind_spots(engine: duckdb.DuckDBPyConnection, check: Check, *, as_of: datetime) -> list[BlindSpot]:
    """Where the check lacks one of its needs, or enough days of metrics before ``as_of``."""
    oldest = as_of - timedelta(days=check.lookback_days or 0)
    found: list[BlindSpot] = []
    for need in check.needs:
        table, _, kind = need.partition(".")
        asked = [kind, oldest] if table == "metrics" else [kind]
        rows = engine.execute(_BLIND[table], asked).fetchall() if table in _BLIND else []
        found += [(account, region, need) for account, region in rows]
    return found


def found_rows(engine: duckdb.DuckDBPyConnection, check: Check, *, as_of: datetime) -> list[dict[str, Any]]:
    """The resources that the check's query finds; ``said`` is what the query says of each.

    That is ``evidence`` and, where it gives them, ``share`` (0 to 1) and ``billed`` (ids or ARNs).
    """
    bound = {"as_of": as_of, **{name: one.value for name, one in check.params.items()}}
    asked = {name: bound[name] for name in set(_PARAMETER.findall(check.query))}
    result = engine.execute(_FOUND.replace("{query}", check.query), asked)
    names = [column[0] for column in result.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return [{**row, "said": json.loads(row["said"])} for row in rows]
