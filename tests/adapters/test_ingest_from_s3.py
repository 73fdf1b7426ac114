"""A bill in a bucket, over HTTP from end to end, gives the ledger that the same bill on disk gives."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from moto.server import ThreadedMotoServer

from finops_aws.application.analysis import Analysis
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period
from finops_aws.domain.visibility.costs import CostQuestion
from finops_aws.entrypoints.cli.main import MESSAGES, main
from finops_aws.errors import CorruptFile, ExportNotReady, MissingSetting, NotFound
from finops_aws.settings import Settings
from finops_aws.toolkit.messages import LANGUAGES, Messages
from tests.adapters.exports.bill_buckets import CountedProgress, client_of
from tests.small_ledgers import UNTIL, StoppedClock, holdings, ledger_in, small_bill, stored_files

WHOLE = Period(UNTIL.replace(month=10, day=1), UNTIL.replace(month=12, day=1))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_bill(tmp_path_factory.mktemp("bill")).exports[0]


@pytest.fixture(scope="module")
def redelivered(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same export some days later, November being over."""
    folder = tmp_path_factory.mktemp("later")
    later = small_bill(folder, until=UNTIL.replace(month=12, day=1)).exports[0]
    both = Path(shutil.copytree(export, folder / "both" / export.name))
    for place in ("data/BILLING_PERIOD=2026-11", "metadata/BILLING_PERIOD=2026-11"):
        shutil.copytree(later / place, both / place, dirs_exist_ok=True)
    return both


class Bucket:
    """A bucket of its own at the server; ``uri`` is where the export lies in it."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.name = f"bills-{uuid4().hex[:12]}"
        self.uri = f"s3://{self.name}/finance/ipe-cur2"
        client.create_bucket(Bucket=self.name)

    def upload(self, export: Path) -> None:
        """The export's files, data first and manifests last, as AWS writes them."""
        files = [path for path in export.rglob("*") if path.is_file()]
        for path in sorted(files, key=lambda path: path.suffix == ".json"):
            key = f"finance/ipe-cur2/{path.relative_to(export).as_posix()}"
            self.client.put_object(Bucket=self.name, Key=key, Body=path.read_bytes())


@pytest.fixture
def bucket(server: str, export: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "FINOPS_THREADS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    client = client_of(server)
    bucket = Bucket(client)
    bucket.upload(export)
    yield bucket
    client.close()


@pytest.fixture
def progress() -> CountedProgress:
    return CountedProgress()


@pytest.fixture
def ledger(
    bucket: Bucket, tmp_path: Path, progress: CountedProgress, monkeypatch: pytest.MonkeyPatch
) -> Analysis:
    monkeypatch.setenv("FINOPS_DATA", str(tmp_path / "data"))
    return build_analysis(Settings.from_environment(), progress=progress, clock=StoppedClock())


def costs(ledger: Analysis, metric: CostMetric = CostMetric.BILLED) -> object:
    by = ("ServiceName", "SubAccountId", "x_LineItemType")
    return ledger.costs(CostQuestion(period=WHOLE, by=by, metric=metric)).rows


def downloads(progress: CountedProgress) -> list[tuple[str, int]]:
    return [step for step in progress.steps if step[0] == "progress.download"]


def cached(tmp_path: Path) -> set[Path]:
    return {path for path in (tmp_path / "data" / "cache").rglob("*") if path.is_file()}


def test_a_bucket_gives_the_same_figures_as_a_folder(
    bucket: Bucket, ledger: Analysis, export: Path, progress: CountedProgress, tmp_path: Path
) -> None:
    ingest = ledger.ingest([bucket.uri])
    local = ledger_in(tmp_path / "local")
    local.ingest([str(export)])

    assert [(d.billing_period, d.lines) for d in ingest.read] == [
        (d.billing_period, d.lines) for d in local.deliveries()
    ]
    for metric in (CostMetric.BILLED, CostMetric.EFFECTIVE, CostMetric.UNBLENDED, CostMetric.LIST):
        assert costs(ledger, metric) == costs(local, metric) != ()
    sizes = sum(path.stat().st_size for path in export.rglob("*.parquet"))
    assert downloads(progress) == [("progress.download", sizes)]


def test_a_second_ingest_downloads_and_reads_nothing(
    bucket: Bucket, ledger: Analysis, progress: CountedProgress, tmp_path: Path
) -> None:
    ledger.ingest([bucket.uri])
    before, files = holdings(tmp_path / "data"), cached(tmp_path)
    assert len(files) == 2

    again = ledger.ingest([bucket.uri])

    assert (again.read, again.already_held) == ((), 2)
    assert len(downloads(progress)) == 1
    assert cached(tmp_path) == files
    assert holdings(tmp_path / "data") == before


def test_a_new_delivery_of_a_month_replaces_it(
    bucket: Bucket, ledger: Analysis, redelivered: Path, progress: CountedProgress, tmp_path: Path
) -> None:
    ledger.ingest([bucket.uri])
    version, before = ledger.store.data_version(), costs(ledger)
    bucket.upload(redelivered)

    ingest = ledger.ingest([bucket.uri])
    local = ledger_in(tmp_path / "local")
    local.ingest([str(redelivered)])

    assert [d.billing_period for d in ingest.read if d.is_current] == ["2026-11"]
    assert ledger.store.data_version() != version
    assert costs(ledger) != before
    assert costs(ledger) == costs(local)
    november = [d for d in ledger.deliveries() if d.billing_period == "2026-11"]
    assert [d.is_current for d in sorted(november, key=lambda d: d.delivered_at)] == [False, True]
    assert len(downloads(progress)) == 2


def test_the_command_line_takes_an_s3_uri(
    bucket: Bucket, ledger: Analysis, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ingest", bucket.uri])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Read 500 lines, ")
    assert len(ledger.deliveries()) == 2


def test_a_bucket_that_is_not_there_is_told_by_name(ledger: Analysis) -> None:
    with pytest.raises(NotFound) as caught:
        ledger.ingest(["s3://no-such-bucket-here/finance"])
    assert "s3://no-such-bucket-here/finance" in caught.value.facts["thing"]


def test_a_missing_object_leaves_the_data_as_they_were(
    bucket: Bucket, ledger: Analysis, redelivered: Path, tmp_path: Path
) -> None:
    ledger.ingest([bucket.uri])
    before = holdings(tmp_path / "data")
    bucket.upload(redelivered)
    key = "finance/ipe-cur2/data/BILLING_PERIOD=2026-11/ipe-cur2-00001.snappy.parquet"
    bucket.client.delete_object(Bucket=bucket.name, Key=key)

    with pytest.raises(ExportNotReady) as caught:
        ledger.ingest([bucket.uri])

    assert "ipe-cur2-00001.snappy.parquet" in caught.value.facts["reason"]
    assert holdings(tmp_path / "data") == before


def test_a_damaged_object_is_told_by_its_uri(bucket: Bucket, ledger: Analysis, tmp_path: Path) -> None:
    key = "finance/ipe-cur2/data/BILLING_PERIOD=2026-11/ipe-cur2-00001.snappy.parquet"
    body = bucket.client.get_object(Bucket=bucket.name, Key=key)["Body"].read()
    bucket.client.put_object(Bucket=bucket.name, Key=key, Body=body[: len(body) // 2])

    with pytest.raises(CorruptFile) as caught:
        ledger.ingest([bucket.uri])

    texts = [Messages(MESSAGES).error_text(caught.value, lang) for lang in LANGUAGES]
    assert [f"s3://{bucket.name}/{key}" in text for text in texts] == [True, True]
    assert stored_files(tmp_path / "data") == set()


def test_without_credentials_the_setting_is_named(
    bucket: Bucket, ledger: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(MissingSetting) as caught:
        ledger.ingest([bucket.uri])
    assert caught.value.facts["name"] == "AWS_PROFILE"
