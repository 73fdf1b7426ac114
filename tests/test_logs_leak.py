"""What the command says on standard error names no account, no ARN and no line of a bill."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from moto.server import ThreadedMotoServer

from finops_aws.sandbox import Shape
from tests.adapters.exports.bill_buckets import client_of
from tests.application.spoiled_bills import CsvBill
from tests.small_ledgers import ledger_in, small_bill

ARN = "arn:aws:ec2:sa-east-1:444455556666:instance/i-0planted"
TOLD = ("line_item_line_item_description", "identity_line_item_id", "line_item_resource_id")
NAMES = ("bill_payer_account_id", "line_item_usage_account_id", *TOLD)


@dataclass(frozen=True)
class Confidential:
    """A bill, and every account id, ARN and telling text in it."""

    export: Path
    csv: CsvBill

    def leaks(self, text: str) -> list[str]:
        """What of the bill the text gives away: account ids, ARNs, resources, descriptions, or any ARN."""
        secrets = {value for column in NAMES for value in self.csv.values(column) if len(value) > 8}
        found = [secret for secret in secrets if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text)]
        return sorted(
            {*found, *re.findall(r"arn:aws\S+", text), *re.findall(r"i-0planted|444455556666", text)}
        )


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Confidential:
    written = small_bill(tmp_path_factory.mktemp("bill"), shape=Shape.CUR2_CSV)
    return Confidential(written.exports[0], CsvBill.of(written.exports[0]))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


def finops(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command with everything logged."""
    settings = {"FINOPS_DATA": str(data), "FINOPS_LOG_LEVEL": "DEBUG", "FINOPS_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "finops_aws", *arguments],
        env={**os.environ, **settings, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_bill_has_something_to_give_away(bill: Confidential) -> None:
    (account, *_) = bill.csv.values("line_item_usage_account_id")
    assert bill.leaks(f"{account}, in {ARN}.") != []
    assert len(bill.csv.values("line_item_line_item_description")) > 20
    assert bill.leaks("nothing") == []


def logged(stderr: str) -> list[dict[str, Any]]:
    """The events among the lines; progress is told in lines of its own."""
    return [json.loads(line) for line in stderr.splitlines() if line.startswith("{")]


def test_an_ingest_logs_what_it_read(bill: Confidential, tmp_path: Path) -> None:
    events = logged(finops(tmp_path / "data", "ingest", str(bill.export)).stderr)
    assert {"bill_read", "bills_ingested"} <= {event["event"] for event in events}
    assert sum(event["lines"] for event in events if event["event"] == "bill_read") == 500
    assert {"time", "level", "logger"} <= set.intersection(*(set(event) for event in events))


def test_an_ingest_gives_nothing_away(bill: Confidential, tmp_path: Path) -> None:
    for arguments in (("ingest", str(bill.export)), ("reconcile",), ("costs", "--by", "SubAccountId")):
        ran = finops(tmp_path / "data", *arguments)
        assert ran.returncode == 0, ran.stderr
        assert bill.leaks(ran.stderr) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("line_item_unblended_cost", ARN),
        ("line_item_usage_start_date", ARN),
        ("line_item_usage_start_date", "444455556666"),
        ("resource_tags", f'{{"owner": "{ARN}'),
        ("discount", f'{{"total_discount": "{ARN}"}}'),
        ("line_item_currency_code", "BRL"),
        ("line_item_product_code", '"'),
    ],
    ids=["cost", "time", "account for time", "broken tags", "discount", "currency", "stray quote"],
)
@pytest.mark.parametrize("lang", ["en", "pt-BR"])
def test_a_refused_bill_gives_nothing_away(
    bill: Confidential, tmp_path: Path, column: str, value: str, lang: str
) -> None:
    spoiled = tmp_path / "bill.csv"
    content = bill.csv.with_cell(column, value)
    spoiled.write_bytes(content.replace(b'""""', b'"x', 1) if value == '"' else content)

    ran = finops(tmp_path / "data", "--lang", lang, "ingest", str(spoiled))

    assert ran.returncode == 5, ran.stderr
    assert "Traceback" not in ran.stderr
    assert bill.leaks(ran.stderr) == []


def test_a_line_of_another_length_is_not_quoted(bill: Confidential, tmp_path: Path) -> None:
    spoiled = tmp_path / "bill.csv"
    spoiled.write_bytes(bill.csv.content.replace(b"\nAnn", b"\n0,Ann", 1))

    ran = finops(tmp_path / "data", "ingest", str(spoiled))

    assert ran.returncode == 5
    assert str(spoiled) in ran.stderr
    assert bill.leaks(ran.stderr) == []


def test_an_ingest_from_s3_gives_nothing_away(bill: Confidential, server: str, tmp_path: Path) -> None:
    client = client_of(server)
    client.create_bucket(Bucket="bills")
    for path in (path for path in bill.export.rglob("*") if path.is_file()):
        client.put_object(
            Bucket="bills", Key=f"cur/{path.relative_to(bill.export).as_posix()}", Body=path.read_bytes()
        )
    client.close()
    keys = {"AWS_ACCESS_KEY_ID": "AKIA" + "Q" * 16, "AWS_SECRET_ACCESS_KEY": "kept/secret+" * 3 + "kept"}

    ran = finops(
        tmp_path / "data", "ingest", "s3://bills/cur", AWS_ENDPOINT_URL=server, AWS_REGION="us-east-1", **keys
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert logged(ran.stderr) != []
    assert bill.leaks(ran.stderr) == []
    assert [key for key in keys.values() if key in ran.stderr] == []
    assert len(ledger_in(tmp_path / "data").deliveries()) == 2
