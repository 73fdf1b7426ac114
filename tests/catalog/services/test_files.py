"""Every file of the service catalogue: its shape, its place in the whole, and that the JSON has it."""

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from docs import compile_catalog as compiling
from finops_aws.adapters.aws.inventory.catalogue import depth, depths, read_services
from finops_aws.domain.service import Depth
from tests.catalog.services.entries import CATALOG, FILES, written

SCHEMA = json.loads((CATALOG / "schemas" / "service.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def shape_faults(file: Path) -> list[str]:
    errors = VALIDATOR.iter_errors(written(file))
    return [f"{file.name}: {error.json_path}: {error.message}" for error in errors]


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    """(client, key, row) of every row."""
    entries = map(written, FILES)
    return [(entry["client"], entry["key"], row) for entry in entries for row in entry["resources"]]


def repeated(values: list[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@every_file
def test_a_file_has_the_shape_and_the_name_of_its_service(file: Path):
    assert shape_faults(file) == []
    assert written(file)["key"] == file.stem
    assert file.read_text("utf-8").splitlines()[0].endswith("$schema=../schemas/service.schema.json")


def test_a_type_is_written_once():
    assert repeated([row["type"] for _, _, row in rows()]) == []


def test_an_arn_belongs_to_one_row():
    """Two rows that list with the same operation share nothing only where each keeps its own."""
    databases = {"docdb": "rds", "neptune": "rds"}
    asked: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for client, _, row in rows():
        asked.setdefault((databases.get(client, client), row["list"]["op"]), []).append(row)
    for same in (found for found in asked.values() if len(found) > 1):
        assert [row["type"] for row in same if "keep" not in row] == []
        assert repeated([row["keep"] for row in same]) == []
    assert repeated([row["fields"].get("arn_template", row["type"]) for _, _, row in rows()]) == []


def test_clients_are_asked_by_one_service_unless_they_serve_several():
    clients = repeated([written(file)["client"] for file in FILES])
    assert clients == ["ec2", "rds"]


RENAMED = {
    "ListBuckets": "ListAllMyBuckets",
    "DescribeBudgets": "ViewBudget",
    "GetRestApis": "GET",
    "GetApis": "GET",
    "GetStages": "GET",
    "GetVpcLinks": "GET",
    "ListTables": "Select",
    "ListKeyspaces": "Select",
}
"""Operations whose IAM action is called otherwise; of ListTables only that of keyspaces."""


def unpermitted(row: dict[str, Any]) -> list[str]:
    """Operations of the row that no action of its ``iam`` permits."""
    listing, tags = row["list"], row["tags"]
    asked = [listing["op"], *(each["op"] for each in listing.get("for_each", []) if "op" in each)]
    asked += [step["op"] for step in row.get("describe", [])]
    asked += [tags["op"]] if isinstance(tags, dict) and "op" in tags else []
    allowed = {action.split(":")[1] for action in row["iam"]}
    return [name for name in asked if not {name, RENAMED.get(name, name)} & allowed]


def test_a_row_names_the_actions_of_all_its_calls():
    assert {row["type"]: missing for _, _, row in rows() if (missing := unpermitted(row))} == {}


@pytest.mark.parametrize("name", compiling.FOLDERS)
def test_the_json_is_current(name: str):
    assert compiling.differing(compiling.HERE / name) == []


def test_a_stale_json_is_told_by_the_file_that_differs(tmp_path: Path):
    folder = compiling.HERE / "services"
    entries = compiling.written(folder)
    entries[0] = entries[0] | {"name": "Another"}
    stale = tmp_path / "services.json"
    stale.write_text(compiling.compiled_text("services", entries[:-1]), "utf-8")
    assert compiling.differing(folder, stale) == [f"{entries[0]['key']}.yaml", FILES[-1].name]
    assert len(compiling.differing(folder, tmp_path / "none.json")) == len(FILES)


def test_the_command_writes_and_checks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any):
    for name in compiling.FOLDERS:
        shutil.copytree(compiling.HERE / name, tmp_path / name)
    monkeypatch.setattr(compiling, "HERE", tmp_path)
    assert compiling.main(["--check"]) == 1
    assert "ec2.yaml" in capsys.readouterr().err
    assert compiling.main([]) == 0
    assert compiling.main(["--check"]) == 0
    assert next(iter(json.loads((tmp_path / "services.json").read_text("utf-8")))) == "generated"


def test_every_entry_is_read_as_it_is_written():
    assert [entry.key for entry in read_services()] == sorted(file.stem for file in FILES)
    bucket = next(entry for entry in read_services() if entry.key == "s3").resources[0]
    assert bucket.fields.region == "BucketRegion"
    assert bucket.metrics is not None
    assert "AllStorageTypes" in bucket.metrics.constants()["StorageType"]
    assert bucket.metrics.contexts() == {}


def test_how_many_services_are_seen_how_deep():
    entries = read_services()
    reached = depths(entries)
    assert len(entries) >= 340
    assert reached[Depth.COST] >= 300
    assert reached[Depth.INVENTORY] >= 330
    assert reached[Depth.TAGS] >= 290
    assert reached[Depth.METRICS] >= 90
    assert reached[Depth.CHECKS] >= 7
    assert sum(Depth.COST in depth(one) and Depth.INVENTORY in depth(one) for one in entries) >= 246
    assert sum(len(entry.resources) for entry in entries) >= 345


def test_a_usage_type_is_told_where_ec2_is_the_product_code():
    """Compute, volumes, gateways share one product code: without a regex each would claim all of it."""
    shared = {
        entry.key: one.usage_type
        for entry in read_services()
        for one in entry.billing
        if one.product_code == "AmazonEC2"
    }
    assert shared.keys() == {"ec2", "ebs", "vpc-nat"}
    usage = {"BoxUsage:m5.large": "ec2", "EBS:VolumeUsage.gp3": "ebs", "NatGateway-Hours": "vpc-nat"}
    for usage_type, key in usage.items():
        assert [name for name, regex in shared.items() if re.search(regex or ".", usage_type)] == [key]
