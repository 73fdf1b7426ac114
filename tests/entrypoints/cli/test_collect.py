"""``finops collect`` and what can be asked of its answers: usage, advice, budgets, prices, doctor."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from finops_aws.errors import InvalidPeriod, NotFound, UnknownName
from finops_aws.sandbox.server import Fault
from tests.adapters.aws.scanned_companies import REGION, ScannedCompany, scanned_company
from tests.entrypoints.conftest import BilledCompany, Finops, Printed

Ask = Callable[..., Printed]
TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScannedCompany]:
    """A company whose bill ends today, the only day that the command knows."""
    with scanned_company(tmp_path_factory.mktemp("cloud"), TODAY) as company:
        yield company


@pytest.fixture
def data(cloud: ScannedCompany, tmp_path: Path) -> Path:
    cloud.aws.faults.clear()
    shutil.copytree(cloud.folder / "estate", tmp_path / "estate")
    return tmp_path


@pytest.fixture
def ask(finops: Finops, cloud: ScannedCompany, data: Path) -> Ask:
    """Run ``finops`` as the payer of the company, over its scan."""
    keys = cloud.aws.environment(cloud.payer)
    variables = {
        "AWS_ACCESS_KEY_ID": keys["AWS_ACCESS_KEY_ID"],
        "AWS_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"],
        "AWS_REGION": REGION,
        "FINOPS_AWS_ENDPOINT": f"{cloud.aws.endpoint}/{{client}}",
    }
    return lambda *arguments: finops(*arguments, data=data, **variables)


def words(printed: Printed) -> str:
    return " ".join(printed.out.split())


def test_a_collection_says_what_it_was_told_and_what_aws_charges(ask: Ask):
    printed = ask("collect", "--only", "budgets", "--only", "metrics", "--service", "ec2")
    assert printed.code == 0, printed.err
    assert "AWS charges about USD 0.00" in words(printed)
    assert " resources measured: " in words(printed)
    pt = ask("--lang", "pt-BR", "collect", "--only", "budgets")
    assert "A AWS cobra cerca de USD 0 por isso" in words(pt)


def test_what_is_not_answered_is_named_and_ends_with_status_6(cloud: ScannedCompany, ask: Ask):
    cloud.aws.faults.append(Fault(kind="denied", client="budgets"))
    printed = ask("collect", "--only", "budgets")
    assert printed.code == 6
    assert "1 questions were not answered" in words(printed)
    assert "budgets:ViewBudget" in printed.out


def test_a_limit_ends_with_status_6_and_says_so(ask: Ask):
    printed = ask("collect", "--only", "cost-explorer", "--max-paid-usd", "0.02")
    assert printed.code == 6
    assert "PaidCallLimit" in printed.out
    assert "AWS charges about USD 0.02" in words(printed)


@pytest.mark.parametrize("amount", ["-1", "much", "nan", "Infinity"])
def test_a_limit_that_is_no_amount_is_refused(ask: Ask, amount: str):
    assert ask("collect", "--max-paid-usd", amount).code == 2


def test_a_source_that_is_not_there_is_refused_with_those_that_are(ask: Ask):
    printed = ask("collect", "--only", "cloudwatch")
    assert printed.code == UnknownName.exit_code
    assert "trusted-advisor, metrics" in printed.err


def test_before_a_scan_there_is_nothing_to_collect_for(ask: Ask, data: Path):
    shutil.rmtree(data / "estate")
    printed = ask("collect")
    assert printed.code == NotFound.exit_code
    assert "finops scan" in printed.err


def test_usage_has_the_same_figures_in_every_form(ask: Ask):
    ask("collect", "--only", "metrics", "--service", "ec2")
    question = ("usage", "--service", "ec2", "--metric", "CPUUtilization")
    document = ask(*question, "--format", "json").document
    table = ask(*question, "--format", "csv").rows
    header, rows = table[0], table[1:]
    assert len(rows) == document["total"] == len(document["rows"])
    mean = header.index("mean")
    assert [float(row[mean]) for row in rows] == [row["mean"] for row in document["rows"]]
    shown = ask(*question)
    assert f"{document['total']} of {document['total']} series" in words(shown)
    first = document["rows"][0]
    assert (first["name"] or first["id"]) in shown.out


def test_the_least_used_come_first_when_asked_so(ask: Ask):
    ask("collect", "--only", "metrics", "--service", "ec2")
    question = ("usage", "--metric", "CPUUtilization", "--format", "json")
    means = [row["mean"] for row in ask(*question, "--order", "least").document["rows"]]
    assert means == sorted(means)
    most = [row["mean"] for row in ask(*question, "--order", "most").document["rows"]]
    assert most == sorted(means, reverse=True)


def test_a_day_without_a_datapoint_is_empty_and_not_zero(ask: Ask):
    ask("collect", "--only", "metrics", "--service", "ec2")
    days = ("--from", str(TODAY - timedelta(days=9)), "--to", str(TODAY + timedelta(days=1)))
    question = ("usage", "--service", "ec2", *days)
    document = ask(*question, "--format", "json").document
    assert [row["days"][-1] for row in document["rows"]] == [None] * len(document["rows"])
    rows = ask(*question, "--format", "csv").rows
    assert {row[-1] for row in rows[1:]} == {""}


def test_usage_before_a_collection_says_what_to_do(ask: Ask):
    printed = ask("usage")
    assert printed.code == NotFound.exit_code
    assert "finops collect" in printed.err


def test_half_a_period_is_refused(ask: Ask):
    assert ask("usage", "--from", str(TODAY)).code == 2
    ask("collect", "--only", "metrics", "--service", "ec2")
    assert ask("usage", "--from", "2026-11-10", "--to", "2026-11-01").code == InvalidPeriod.exit_code


def test_advice_and_budgets_are_listed_with_their_money(ask: Ask):
    ask("collect", "--only", "budgets", "--only", "cost-optimization-hub", "--only", "compute-optimizer")
    advice = ask("advice", "--format", "json").document
    savings = [Decimal(row["monthly_saving"]) for row in advice["rows"] if row["monthly_saving"] is not None]
    assert savings == sorted(savings, reverse=True) != []
    assert advice["total"] == len(advice["rows"]) == len(ask("advice", "--format", "csv").rows) - 1
    budgets = ask("budgets", "--format", "json").document["rows"]
    assert "company-monthly" in {row["name"] for row in budgets}
    assert "company-monthly" in ask("budgets").out


def test_without_advice_the_command_says_how_to_get_it(ask: Ask):
    assert "finops collect" in ask("advice").out
    assert "finops collect --only budgets" in ask("budgets").out


def test_the_doctor_says_what_is_off_and_what_turns_it_on(cloud: ScannedCompany, ask: Ask):
    found = ask("doctor", *(part for one in cloud.accounts for part in ("--account", one)))
    assert found.code == 6
    assert "update-enrollment-status" in found.out or "support/plans" in found.out
    assert "not asked: it costs money" in found.out
    assert all(account in found.out for account in cloud.accounts)
    pt = ask("--lang", "pt-BR", "doctor", "--account", cloud.payer)
    assert "não perguntado: custa dinheiro" in pt.out


def test_the_doctor_pays_nothing(cloud: ScannedCompany, ask: Ask):
    cloud.aws.calls.clear()
    ask("doctor")
    assert {client for client, _ in cloud.aws.calls} & {"ce", "cloudwatch"} == set()


def test_the_doctor_names_the_action_that_is_missing(cloud: ScannedCompany, ask: Ask):
    cloud.aws.faults.append(Fault(kind="denied", client="budgets"))
    printed = ask("doctor")
    assert printed.code == 6
    assert "allow budgets:ViewBudget" in words(printed)


def test_an_account_that_cannot_be_reached_is_told_with_its_reason(cloud: ScannedCompany, ask: Ask):
    cloud.aws.faults.append(Fault(kind="denied", client="sts", operation="AssumeRole"))
    printed = ask("doctor", "--account", cloud.accounts[1])
    assert printed.code == 6
    assert "sts:AssumeRole" in words(printed)


def test_prices_come_from_the_price_list_tier_by_tier(ask: Ask):
    document = ask("prices", "AmazonEC2", "SAE1-EBS:VolumeUsage.gp3", "--format", "json").document
    (rate,) = document["rates"]
    assert (rate["source"], rate["amount"], rate["currency"], rate["unit"]) == (
        *("price_list", "0.152", "USD"),
        "GB-Mo",
    )
    assert document["unanswered"] is None
    assert "0.152 USD" in ask("prices", "AmazonEC2", "SAE1-EBS:VolumeUsage.gp3").out


def test_a_usage_type_that_nobody_knows_is_not_found(ask: Ask):
    assert ask("prices", "AmazonEC2", "SAE1-BoxUsage:x9.huge").code == NotFound.exit_code


def test_the_own_bill_tells_what_a_unit_cost_before_and_after_discounts(
    finops: Finops, company: BilledCompany, cloud: ScannedCompany
):
    cloud.aws.faults.append(Fault(kind="denied", client="pricing"))
    consumed = finops("usage", "--consumed", "usage_type", "--format", "json", data=company.data).document
    kind = next(row for row in consumed["rows"] if row["cost"] and Decimal(row["quantity"]) > 0)
    services = finops(
        "costs", "--by", "ServiceName,x_ServiceCode", "--format", "json", data=company.data
    ).document
    code = next(
        row["keys"]["x_ServiceCode"]
        for row in services["rows"]
        if row["keys"]["ServiceName"] == kind["service"]
    )
    keys = cloud.aws.environment(cloud.payer)
    variables = {
        "AWS_ACCESS_KEY_ID": keys["AWS_ACCESS_KEY_ID"],
        "AWS_SECRET_ACCESS_KEY": keys["AWS_SECRET_ACCESS_KEY"],
        "AWS_REGION": REGION,
        "FINOPS_AWS_ENDPOINT": f"{cloud.aws.endpoint}/{{client}}",
    }
    document = finops(
        "prices", code, kind["key"], "--format", "json", data=company.data, **variables
    ).document
    assert document["unanswered"] == "AccessDenied"
    assert {rate["source"] for rate in document["rates"]} == {"bill_effective", "bill_list"}
    assert all(Decimal(rate["amount"]) >= 0 for rate in document["rates"])


def test_figures_of_commitments_are_listed_by_source(ask: Ask):
    assert "finops collect" in ask("measures").out
    ask("collect", "--only", "cost-explorer")
    rows = ask("measures", "--source", "cost-explorer:forecast", "--format", "json").document["rows"]
    assert {row["name"] for row in rows} == {"mean", "lower_80", "upper_80"}
    assert {row["unit"] for row in rows} == {"USD"}
    every = ask("measures", "--format", "csv").rows
    shown = ask("measures", "--top", "5")
    assert f"5 of {len(every) - 1} figures" in words(shown)
