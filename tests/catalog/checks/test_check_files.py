"""Every check is whole, and its examples hold: what must match matches, and nothing else."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest
import yaml

from docs.compile_catalog import HERE
from finops_aws.adapters.aws.inventory.catalogue import read_services
from finops_aws.adapters.check_catalogue import CheckCatalogue
from finops_aws.adapters.stores.check_engine import blind_spots, found_rows

FILES = sorted((HERE / "checks").rglob("*.yaml"))
SCHEMA = json.loads((HERE / "schemas" / "check.schema.json").read_text("utf-8"))
CHECKS = {check.id: check for check in CheckCatalogue().checks()}
RESOURCES = (
    *("account", "region", "service", "resource_type", "id", "arn", "name", "created", "state", "size"),
    *("class", "tags", "attributes"),
)
TYPES = {"created": "TIMESTAMP", "tags": "MAP(VARCHAR, VARCHAR)", "attributes": "JSON"}
NOW = datetime(2026, 11, 20)  # noqa: DTZ001 - the engine keeps UTC without a zone

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def written(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return content


EXAMPLES = [
    pytest.param(file.stem, example, id=f"{file.stem}: {example['name']}")
    for file in FILES
    for example in written(file)["examples"]
]


def world(given: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
    """The tables of an example."""
    engine = duckdb.connect()
    columns = ", ".join(f'"{name}" {TYPES.get(name, "VARCHAR")}' for name in RESOURCES)
    engine.execute(f"CREATE TABLE resources ({columns})")
    for one in given["resources"]:
        whole = {"account": "1", "region": "r", "arn": f"arn:{one['id']}", **one}
        whole["attributes"] = json.dumps(one.get("attributes", {}))
        marks = ", ".join("?" for _ in RESOURCES)
        engine.execute(f"INSERT INTO resources VALUES ({marks})", [whole.get(name) for name in RESOURCES])
    engine.execute(
        "CREATE TABLE metrics (account VARCHAR, region VARCHAR, resource_id VARCHAR, metric VARCHAR, "
        "statistic VARCHAR, hour TIMESTAMP, value DOUBLE)"
    )
    for one in given.get("metrics", ()):
        row = ["1", "r", one["resource_id"], one["metric"], one.get("statistic", "Sum"), one["hour"]]
        engine.execute("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?)", [*row, one["value"]])
    engine.execute(
        "CREATE TABLE measured AS SELECT account, region, resource_type, id AS resource_id FROM resources "
        "WHERE list_contains(?, id)",
        [list(given.get("measured", ()))],
    )
    engine.execute(
        "CREATE TABLE costs (account VARCHAR, resource_id VARCHAR, usage_type VARCHAR, "
        "amount DECIMAL(38, 12))"
    )
    for one in given.get("costs", ()):
        engine.execute(
            "INSERT INTO costs VALUES ('1', ?, ?, ?)", [one["resource_id"], one["usage_type"], one["amount"]]
        )
    engine.execute(
        "CREATE TABLE coverage (account VARCHAR, region VARCHAR, resource_type VARCHAR, status VARCHAR)"
    )
    return engine


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
        assert sorted({one.missing for one in blind_spots(engine, CHECKS[name])}) == example.get("blind", [])


@every_file
def test_a_check_has_examples_of_waste_and_of_what_is_none(file: Path):
    examples = written(file)["examples"]
    wanted = [one for example in examples for one in example["expect"]]
    given = [one["id"] for example in examples for one in example["given"]["resources"]]
    assert len(wanted) >= 2
    assert len(set(given) - set(wanted)) >= 2


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
        (blind,) = blind_spots(engine, check)
    assert (blind.account, blind.region, blind.missing) == ("1", "r", "resources.aws:vpc:elastic-ip")
