"""Every check is whole, and its examples hold: what must match matches, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docs.compile_catalog import HERE
from finops_aws.adapters.aws.inventory.catalogue import read_services
from finops_aws.adapters.check_catalogue import CheckCatalogue
from finops_aws.adapters.stores.check_queries import blind_spots, found_rows
from tests.catalog.checks.examples import FILES, NOW, world, written

SCHEMA = json.loads((HERE / "schemas" / "check.schema.json").read_text("utf-8"))
CHECKS = {check.id: check for check in CheckCatalogue().checks()}
every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


EXAMPLES = [
    pytest.param(file.stem, example, id=f"{file.stem}: {example['name']}")
    for file in FILES
    for example in written(file)["examples"]
]


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@every_file
def test_a_check_is_whole_and_lies_in_the_folder_of_its_service(file: Path):
    check = written(file)
    faults = [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(check)]
    assert faults == []
    assert (check["id"], check["service"]) == (file.stem, file.parent.name)
    assert check["service"] in {entry.key for entry in read_services()}
    assert file.read_text("utf-8").splitlines()[0].endswith("$schema=../../schemas/check.schema.json")


@every_file
def test_a_check_needs_types_that_the_catalogue_lists_and_measures(file: Path):
    rows = {row.type: row for entry in read_services() for row in entry.resources}
    for need in written(file)["needs"]:
        table, _, kind = need.partition(".")
        assert table == "costs" or kind in rows
        assert table != "metrics" or rows[kind].metrics is not None


@every_file
def test_a_query_names_all_params_and_no_others(file: Path):
    check = written(file)
    assert set(re.findall(r"\$(\w+)", check["query"])) - {"as_of"} == set(check["params"])


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_holds(name: str, example: dict[str, Any]):
    given = example["given"]
    with world(given) as engine:
        found = found_rows(engine, CHECKS[name], as_of=given.get("as_of", NOW))
        assert [row["id"] for row in found] == example["expect"]
        said = {row["id"]: row["said"] for row in found}
        for one, wanted in example.get("says", {}).items():
            assert {key: said[one].get(key) for key in wanted} == wanted
        spots = blind_spots(engine, CHECKS[name], as_of=given.get("as_of", NOW))
        assert sorted({need for _, _, need in spots}) == example.get("blind", [])


@every_file
def test_a_check_has_examples_of_waste_and_of_what_is_none(file: Path):
    examples = written(file)["examples"]
    wanted = [one for example in examples for one in example["expect"]]
    given = [one["id"] for example in examples for one in example["given"]["resources"]]
    assert len(wanted) >= 2
    assert len(set(given) - set(wanted)) >= 2


@every_file
def test_a_share_of_the_cost_is_a_param_with_the_page_that_states_it(file: Path):
    check = written(file)
    savings = check.get("saving") or []
    for one in savings if isinstance(savings, list) else [savings]:
        assert "share" not in one or check["params"][one["share"]]["source"].startswith("https://")


@every_file
def test_a_command_can_be_filled_in(file: Path):
    check = written(file)
    names = {name for text in check["commands"] for name in re.findall(r"\{(\w+)\}", text)}
    evidence = set(re.findall(r"'(\w+)':", check["query"]))
    assert names <= evidence | {"resource_id", "resource_arn", "name", "account", "region"}


def test_every_need_of_an_unscanned_place_is_told():
    check = CHECKS["idle-public-ipv4"]
    with world({"resources": []}) as engine:
        engine.execute("INSERT INTO coverage VALUES ('1', 'r', 'aws:vpc:elastic-ip', 'denied')")
        engine.execute("INSERT INTO coverage VALUES ('2', 'r', 'aws:vpc:elastic-ip', 'ok')")
        assert blind_spots(engine, check, as_of=NOW) == [("1", "r", "resources.aws:vpc:elastic-ip")]
