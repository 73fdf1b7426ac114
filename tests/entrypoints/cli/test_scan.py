"""``finops scan`` and what can be asked of its answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.errors import InvalidFilter, NotFound, UnknownName
from finops_aws.sandbox.server import Fault, Place, Records, SandboxAws
from finops_aws.toolkit.messages import Messages
from tests.entrypoints.conftest import BilledCompany, Finops
from tests.small_ledgers import settings_of

ACCOUNT = "111122223333"
QUEUES = "scan", "--full", "--service", "sqs", "--service", "kms"


@dataclass(frozen=True)
class Cloud:
    """A small account, and the variables that lead to it."""

    aws: SandboxAws

    @property
    def variables(self) -> dict[str, str]:
        keys = self.aws.environment(ACCOUNT)
        return {
            "AWS_ACCESS_KEY_ID": keys["AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"],
            "AWS_REGION": "us-east-1",
            "FINOPS_AWS_ENDPOINT": f"{self.aws.endpoint}/{{client}}",
        }


@pytest.fixture
def cloud() -> Iterator[Cloud]:
    records = Records()
    regions = [
        {"RegionName": one, "OptInStatus": "opt-in-not-required"} for one in ("us-east-1", "sa-east-1")
    ]
    records.put_items(Place(ACCOUNT, "us-east-1", "ec2"), "DescribeRegions", items=regions)
    for at in range(3):
        url = f"https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/q{at}"
        records.put_items(Place(ACCOUNT, "us-east-1", "sqs"), "ListQueues", items=[url])
        attributes = {"QueueArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:q{at}"}
        output = {"Attributes": attributes}
        records.put_output(
            Place(ACCOUNT, "us-east-1", "sqs"), "GetQueueAttributes", output=output, when={"QueueUrl": url}
        )
    with SandboxAws(records) as aws:
        yield Cloud(aws)


def test_a_whole_scan_says_what_it_found_and_ends_well(finops: Finops, cloud: Cloud, tmp_path: Path) -> None:
    printed = finops(*QUEUES, data=tmp_path, **cloud.variables)
    assert (printed.code, printed.err) == (0, "")
    assert "3 resources found by 6 questions in " in " ".join(printed.out.split())
    pt = finops("--lang", "pt-BR", *QUEUES, data=tmp_path, **cloud.variables)
    assert pt.code == 0
    assert "3 recursos encontrados por 6 perguntas" in " ".join(pt.out.split())


def test_a_scan_with_gaps_ends_with_status_6_and_names_them(
    finops: Finops, cloud: Cloud, tmp_path: Path
) -> None:
    cloud.aws.faults.append(Fault(kind="denied", client="kms"))
    printed = finops(*QUEUES, data=tmp_path, **cloud.variables)
    assert printed.code == 6
    said = " ".join(printed.out.split())
    assert "kms:ListKeys" in said
    assert "unknown, not absent" in said
    pt = " ".join(finops("--lang", "pt-BR", *QUEUES, data=tmp_path, **cloud.variables).out.split())
    assert "negada" in pt
    assert "desconhecido, não inexistente" in pt


def test_the_coverage_names_every_gap(finops: Finops, cloud: Cloud, tmp_path: Path) -> None:
    cloud.aws.faults.append(Fault(kind="denied", client="kms", region="sa-east-1"))
    finops(*QUEUES, data=tmp_path, **cloud.variables)
    document = finops("coverage", "--format", "json", data=tmp_path).document
    assert document["is_whole"] is False
    gaps, others = document["rows"][:2], document["rows"][2:]
    assert [row["is_known"] for row in others] == [True] * 4
    assert {(gap["service"], gap["region"], gap["status"]) for gap in gaps} == {
        ("kms", "sa-east-1", "denied")
    }
    assert {gap["missing_action"] for gap in gaps} == {"kms:ListAliases", "kms:ListKeys"}
    assert {(gap["is_known"], gap["at_stake"]) for gap in gaps} == {(False, None)}
    assert {one["status"]: one["jobs"] for one in document["by_status"] if one["jobs"]} == {
        "ok": 4,
        "denied": 2,
    }
    header, *rows = finops("coverage", "--format", "csv", data=tmp_path).rows
    assert header[:5] == ["account", "region", "service", "resource_type", "status"]
    assert [row[4] for row in rows] == ["denied", "denied", "ok", "ok", "ok", "ok"]
    for lang, word in (("en", "denied"), ("pt-BR", "negada")):
        assert word in finops("--lang", lang, "coverage", data=tmp_path).out


def test_resources_are_listed_filtered_and_counted(finops: Finops, cloud: Cloud, tmp_path: Path) -> None:
    finops(*QUEUES, data=tmp_path, **cloud.variables)
    document = finops("resources", "--format", "json", data=tmp_path).document
    assert document["total"] == 3
    assert [(one["service"], one["resources"]) for one in document["counts"]] == [("sqs", 3)]
    assert {one["id"].rpartition("/")[2] for one in document["resources"]} == {"q0", "q1", "q2"}
    assert {(one["costs"], one["is_seen"], one["region"]) for one in document["resources"]} == {
        (None, True, "us-east-1")
    }
    only = finops("resources", "--where", "name~q1", "--format", "json", data=tmp_path).document
    assert only["total"] == 1
    none = finops("resources", "--where", "service!=sqs", "--format", "json", data=tmp_path).document
    assert (none["total"], none["resources"]) == (0, [])
    assert "3 of 3 resources" in finops("resources", data=tmp_path).out
    assert "3 de 3 recursos" in finops("--lang", "pt-BR", "resources", data=tmp_path).out
    assert len(finops("resources", "--format", "csv", data=tmp_path).rows) == 4


@pytest.mark.parametrize("command", ["resources", "coverage"])
def test_before_any_scan_the_next_step_is_named(finops: Finops, command: str, tmp_path: Path) -> None:
    for lang in ("en", "pt-BR"):
        printed = finops("--lang", lang, command)
        assert (printed.code, printed.out) == (2, "")
        assert "`finops scan`" in printed.err
        assert "Traceback" not in printed.err
    with pytest.raises(NotFound):
        ask(tmp_path, command)


def ask(folder: Path, *arguments: str) -> None:
    """Run the command as ``main`` does, errors not yet told."""
    door = Door("en", Messages(MESSAGES), settings_of(folder))
    build(door).main(arguments, prog_name="finops", standalone_mode=False)


@pytest.mark.parametrize(
    ("options", "named"), [(("--service", "ec3"), "ec3"), (("--region", "us-east-9"), "us-east-9")]
)
def test_a_service_or_region_that_is_none_is_refused(
    finops: Finops, cloud: Cloud, tmp_path: Path, options: tuple[str, ...], named: str
) -> None:
    for lang in ("en", "pt-BR"):
        printed = finops("--lang", lang, "scan", *options, data=tmp_path, **cloud.variables)
        assert printed.code == 2
        assert named in printed.err
        assert ("us-east-1" if named.startswith("us") else "ec2") in printed.err


def test_unknown_names_have_a_type(tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        ask(tmp_path, "scan", "--service", "ec3")
    with pytest.raises(InvalidFilter):
        ask(tmp_path, "resources", "--where", "colour=red")


def test_a_filter_of_resources_that_is_none_is_refused(finops: Finops) -> None:
    for text in ("colour=red", "service", "tag:=x"):
        printed = finops("resources", "--where", text)
        assert (printed.code, printed.out) == (2, "")
        assert text.partition("=")[0] in printed.err


def test_a_wrong_filter_of_resources_leads_to_the_help_of_resources(finops: Finops) -> None:
    assert "finops resources --help" in finops("resources", "--where", "service").err


def test_the_services_are_listed_with_how_far_they_are_seen(finops: Finops, company: BilledCompany) -> None:
    document = finops("services", "--format", "json").document
    by_key = {one["key"]: one for one in document["services"]}
    assert len(by_key) == len(document["services"]) >= 246
    assert (by_key["ec2"]["scope"], by_key["s3"]["scope"]) == ("regional", "global")
    assert by_key["ec2"]["spend"] is None
    assert "AmazonEC2" in by_key["ec2"]["product_codes"]
    spent = finops("services", "--format", "json", data=company.data).document["services"]
    assert next(one for one in spent if one["key"] == "ec2")["spend"][0]["currency"] == "USD"
    for lang, word in (("en", "services, seen down to"), ("pt-BR", "serviços, vistos até")):
        assert word in " ".join(finops("--lang", lang, "services").out.split())


def test_unmapped_spend_is_told_of_a_bill(finops: Finops, company: BilledCompany) -> None:
    document = finops("catalog", "reconcile", "--format", "json", data=company.data).document
    claimed = {
        code
        for one in finops("services", "--format", "json").document["services"]
        for code in one["product_codes"]
    }
    unmapped = {one["product_code"] for one in document["unmapped"]}
    assert unmapped == {code for code in company.totals("service", "effective") if code not in claimed} - {""}
    for lang in ("en", "pt-BR"):
        shown = finops("--lang", lang, "catalog", "reconcile", data=company.data)
        assert shown.code == 0
        assert shown.out.strip()


def test_without_a_bill_nothing_can_be_reconciled(finops: Finops) -> None:
    for lang, step in (("en", "`finops ingest FOLDER`"), ("pt-BR", "`finops ingest PASTA`")):
        printed = finops("--lang", lang, "catalog", "reconcile")
        assert (printed.code, printed.out) == (2, "")
        assert step in printed.err


def test_the_policies_are_printed_or_written(finops: Finops, tmp_path: Path) -> None:
    printed = finops("iam-policy")
    assert printed.code == 0
    assert printed.out.count('"Version": "2012-10-17"') >= 2
    assert finops("iam-policy", "--out", str(tmp_path / "p")).code == 0
    files = sorted((tmp_path / "p").glob("finops-aws-read-*.json"))
    assert len(files) == printed.out.count('"Version"')
    for file in files:
        policy = json.loads(file.read_text(encoding="utf-8"))
        assert len(json.dumps(policy, separators=(",", ":"))) <= 6_144
        assert policy["Statement"][0]["Effect"] == "Allow"
