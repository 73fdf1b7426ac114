"""The mart statements stay in the SQL that DuckDB, Athena and Spark have in common."""

import re

import pytest

from tests.house.tree import SOURCE

STATEMENTS = sorted((SOURCE / "adapters" / "stores" / "sql" / "marts").glob("*.sql"))

# What only some engines have, and what each accepts under another meaning.
FORBIDDEN = {
    "a cast with ::": r"::",
    "GROUP BY ALL": r"GROUP BY ALL",
    "GROUP BY a name instead of ordinals": r"GROUP BY (?!\{keys\})",
    "QUALIFY": r"\bQUALIFY\b",
    "FILTER": r"\bFILTER\s*\(",
    "EXCLUDE, EXCEPT or REPLACE of columns": r"\*\s*(EXCLUDE|EXCEPT|REPLACE)",
    "a map or list subscript": r"\w\[",
    "a lambda": r"->|\blambda\b",
    "string functions that differ": r"\b(contains|strftime|list_\w+|map_\w+|arg_max|max_by)\s*\(",
    "ILIKE": r"\bILIKE\b",
    "a read of files by name": r"read_\w+\(",
}


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda path: path.stem)
def test_a_mart_statement_uses_the_common_sql_only(statement):
    text = statement.read_text("utf-8")
    assert [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("SELECT x::DATE", "a cast with ::"),
        ("SELECT a, SUM(b) FROM t GROUP BY a", "GROUP BY a name instead of ordinals"),
        ("SELECT tags['team']", "a map or list subscript"),
        ("SELECT SUM(x) FILTER (WHERE y)", "FILTER"),
        ("SELECT * EXCLUDE (a) FROM t", "EXCLUDE, EXCEPT or REPLACE of columns"),
    ],
)
def test_the_lint_sees_what_it_forbids(text, name):
    assert re.search(FORBIDDEN[name], text)
