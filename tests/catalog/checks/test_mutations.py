"""The examples bite: a query of which one condition is turned round, or one limit moved, fails them."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from finops_aws.adapters.check_catalogue import CheckCatalogue
from finops_aws.adapters.stores.check_queries import found_rows
from finops_aws.domain.optimization.checks import Check
from tests.catalog.checks.examples import FILES, NOW, world, written

CHECKS = {check.id: check for check in CheckCatalogue().checks()}
NEIGHBORS = {
    "COMPARE_LESSTHAN": "COMPARE_LESSTHANOREQUALTO",
    "COMPARE_LESSTHANOREQUALTO": "COMPARE_LESSTHAN",
    "COMPARE_GREATERTHAN": "COMPARE_GREATERTHANOREQUALTO",
    "COMPARE_GREATERTHANOREQUALTO": "COMPARE_GREATERTHAN",
}
CONDITIONS = ("where_clause", "having", "condition", "filter", "when_expr")
TRANSPARENT = ("CONJUNCTION_AND", "CONJUNCTION_OR", "OPERATOR_NOT")

Tree = Any
Place = tuple[str | int, ...]


def parsed(query: str) -> Tree:
    with duckdb.connect() as engine:
        (text,) = engine.execute("SELECT json_serialize_sql(?)", [query]).fetchone() or ("{}",)
    tree = json.loads(text)
    assert not tree["error"], tree
    return tree


def text_of(tree: Tree) -> str:
    with duckdb.connect() as engine:
        (text,) = engine.execute("SELECT json_deserialize_sql(?)", [json.dumps(tree)]).fetchone() or ("",)
    return str(text)


def conditions(tree: Tree, place: Place = ()) -> Iterator[Place]:
    """Where a condition stands that is not made of others."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, part in pairs:
        here = (*place, key)
        if key in CONDITIONS and isinstance(part, dict):
            yield from _atoms(part, here)
        yield from conditions(part, here)


def _atoms(tree: Tree, place: Place) -> Iterator[Place]:
    if tree.get("type") in TRANSPARENT:
        for number, child in enumerate(tree["children"]):
            yield from _atoms(child, (*place, "children", number))
    else:
        yield place


def mutants(query: str) -> Iterator[tuple[str, str]]:
    """(what was changed, the changed query)."""
    tree = parsed(query)
    for place in dict.fromkeys(conditions(tree)):
        atom = _at(tree, place)
        yield "turned round", text_of(_with(tree, place, _not(atom)))
        if atom.get("type") in NEIGHBORS:
            moved = {**atom, "type": NEIGHBORS[atom["type"]]}
            yield "limit moved", text_of(_with(tree, place, moved))


def _not(atom: Tree) -> Tree:
    return {
        "class": "OPERATOR",
        "type": "OPERATOR_NOT",
        "alias": "",
        "query_location": atom["query_location"],
        "children": [atom],
    }


def _at(tree: Tree, place: Place) -> Tree:
    for key in place:
        tree = tree[key]
    return tree


def _with(tree: Tree, place: Place, part: Tree) -> Tree:
    made = copy.deepcopy(tree)
    _at(made, place[:-1])[place[-1]] = part
    return made


def holds(engine: duckdb.DuckDBPyConnection, check: Check, example: dict[str, Any]) -> bool:
    """Whether the query still says what the example wants."""
    try:
        rows = found_rows(engine, check, as_of=example["given"].get("as_of", NOW))
    except duckdb.Error:
        return False
    said = {row["id"]: row["said"] for row in rows}
    says = example.get("says", {})
    same = all({key: said.get(one, {}).get(key) for key in wanted} == wanted for one, wanted in says.items())
    return same and [row["id"] for row in rows] == example["expect"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_turning_a_condition_round_or_moving_a_limit_fails_the_examples(file: Path):
    check, examples = CHECKS[file.stem], written(file)["examples"]
    alive = list(dict.fromkeys(mutants(check.query)))
    assert len(alive) >= 3
    for example in examples:
        with world(example["given"]) as engine:
            alive = [one for one in alive if holds(engine, replace(check, query=one[1]), example)]
    assert [f"{change}: {query}" for change, query in alive] == []


def test_a_mutant_is_made_of_every_condition():
    query = "SELECT 1 FROM a JOIN b ON a.x = b.x AND b.y >= $y WHERE NOT (a.z IS NULL OR a.w IN (1, 2))"
    changed = [text.partition(" FROM ")[2] for _, text in mutants(query)]
    assert len(changed) == 5
    assert any("b.y > $y" in text for text in changed)
    assert all(text != text_of(parsed(query)) for text in changed)
