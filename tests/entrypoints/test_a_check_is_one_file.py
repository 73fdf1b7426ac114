"""To add a check is to add one file: the command, the API and the documentation know it at once."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.entrypoints.conftest import BilledCompany
from tests.house.tree import ROOT

CHECK = """# yaml-language-server: $schema=../../schemas/check.schema.json
id: volume-to-look-at
title: {en: A volume to look at, pt-BR: Um volume para olhar}
family: storage
service: ebs
action: review
effort: minutes
risk: low
why: {en: It is there., pt-BR: Ele existe.}
remedy: {en: Look at it., pt-BR: Olhe para ele.}
commands: ["aws ec2 describe-volumes --volume-ids {resource_id} --region {region}"]
source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html
needs: ["resources.aws:ebs:volume"]
params: {}
query: |
  SELECT account, region, resource_type, id, {'size_gib': size} AS evidence
  FROM resources
  WHERE resource_type = 'aws:ebs:volume'
examples: []
"""
ASK = """
import sys
from pathlib import Path
from finops_aws.bootstrap import build_analysis
from finops_aws.entrypoints.api.app import create_app
from finops_aws.entrypoints.api.call import Product
from finops_aws.entrypoints.cli.main import MESSAGES
from finops_aws.settings import Settings
from finops_aws.toolkit.messages import Messages
from finops_aws.toolkit.ttl_cache import TtlCache
import time
product = Product(build_analysis(Settings.from_environment()), Messages(MESSAGES))
kept = TtlCache(ttl_seconds=60, max_entries=9, clock=time.monotonic)
client = create_app(product, kept=kept).test_client()
sys.stdout.write(client.get("/api/v1/recommendations?check=volume-to-look-at").text)
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house with one file more."""
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("__pycache__", "dashboard", "reference", "explanation")
    for name in ("src", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    new = folder / "src/finops_aws/catalog/checks/ebs/volume-to-look-at.yaml"
    new.write_text(CHECK, "utf-8")
    run(folder, "docs/compile_catalog.py")
    return folder


def run(house: Path, *arguments: str, **environment: str) -> str:
    known = {**os.environ, "PYTHONPATH": str(house / "src"), "FINOPS_THREADS": "1", **environment}
    made = subprocess.run(
        [sys.executable, *arguments], cwd=house, env=known, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_the_command_runs_it(house: Path, company: BilledCompany):
    asked = ("-m", "finops_aws", "recommendations", "--check", "volume-to-look-at", "--format", "json")
    document: dict[str, Any] = json.loads(run(house, *asked, FINOPS_DATA=str(company.data)))
    rows = document["recommendations"]
    assert {row["title"] for row in rows} == {"A volume to look at"}
    assert all(row["resource_id"] in row["commands"][0] for row in rows)


def test_the_api_tells_it(house: Path, company: BilledCompany):
    document = json.loads(run(house, "-c", ASK, FINOPS_DATA=str(company.data)))
    assert document["recommendations"]
    assert {row["check"] for row in document["recommendations"]} == {"volume-to-look-at"}


def test_the_documentation_has_its_page_and_names_it_in_the_index(house: Path):
    run(house, "docs/generate.py", str(house / "reference"))
    pages = house / "reference" / "checks"
    assert "# A volume to look at" in (pages / "volume-to-look-at.md").read_text("utf-8")
    assert "[A volume to look at](volume-to-look-at.md)" in (pages / "README.md").read_text("utf-8")
