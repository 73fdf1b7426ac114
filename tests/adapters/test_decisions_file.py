"""The decisions file is the user's own: plain to read, written whole, refused where it cannot be meant."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from finops_aws.adapters.decisions_file import JsonDecisions
from finops_aws.domain.optimization.decisions import Choice, Decision
from finops_aws.errors import AccessDenied, InvalidFile

DISMISSED = Decision(
    recommendation="idle-database-0a1b",
    choice=Choice.DISMISS,
    reason="é o banco do fechamento anual",
    until=date(2027, 1, 1),
    decided_at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    check="idle-database",
    account="000000000001",
    region="sa-east-1",
    resource_type="aws:rds:instance",
    resource_id="db-1",
    resource_arn="arn:aws:rds:sa-east-1:000000000001:db:db-1",
    billed=("vol-1",),
)


def test_what_is_written_is_read_again(tmp_path: Path):
    file = JsonDecisions(tmp_path / "own" / "decisions.json")
    assert (file.read(), file.version()) == ({}, "")
    accepted = replace(DISMISSED, recommendation="b", choice=Choice.ACCEPT, reason=None, until=None)
    file.write({DISMISSED.recommendation: DISMISSED, "b": accepted})
    assert file.read() == {DISMISSED.recommendation: DISMISSED, "b": accepted}
    before = file.version()
    file.write({"b": None})
    assert list(file.read()) == [DISMISSED.recommendation]
    assert file.version() != before


def test_a_person_can_read_it(tmp_path: Path):
    JsonDecisions(tmp_path / "decisions.json").write({DISMISSED.recommendation: DISMISSED})
    text = (tmp_path / "decisions.json").read_text("utf-8")
    assert "é o banco do fechamento anual" in text
    (entry,) = json.loads(text)["decisions"]
    assert (entry["decision"], entry["until"]) == ("dismiss", "2027-01-01")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.json", "decisions.json.lock"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{\n "format": 1,\n broken', "3", "it is not JSON"),
        ("[]", "1", "it must hold format 1"),
        ('{"format": 2}', "1", "it must hold format 1"),
        ('{"format": 1, "decisions": {}}', "1", "decisions must be a list"),
        ('{"format": 1, "decisions": [{"recommendation": ""}]}', "1", "entry 1 of decisions"),
        ('{"format": 1, "decisions": ["accept"]}', "1", "entry 1 of decisions"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_and_left_as_it_is(
    tmp_path: Path, text: str, line: str, reason: str
):
    path = tmp_path / "decisions.json"
    path.write_text(text, "utf-8")
    file = JsonDecisions(path)
    for act in (file.read, lambda: file.write({DISMISSED.recommendation: DISMISSED})):
        with pytest.raises(InvalidFile) as refused:
            act()
        assert refused.value.facts["line"] == line
        assert reason in refused.value.facts["reason"]
    assert path.read_text("utf-8") == text


def test_a_file_of_another_alphabet_is_refused(tmp_path: Path):
    (tmp_path / "decisions.json").write_bytes(b"\xff\xfe{}")
    with pytest.raises(InvalidFile, match="UTF-8"):
        JsonDecisions(tmp_path / "decisions.json").read()


def test_a_folder_in_place_of_the_file_and_a_file_in_place_of_its_folder_are_refused(tmp_path: Path):
    (tmp_path / "decisions.json").mkdir()
    with pytest.raises(InvalidFile, match="folder"):
        JsonDecisions(tmp_path / "decisions.json").read()
    (tmp_path / "file").write_text("")
    with pytest.raises(AccessDenied):
        JsonDecisions(tmp_path / "file" / "decisions.json").write({DISMISSED.recommendation: DISMISSED})


def _write_many(path: Path, name: str) -> None:
    for number in range(20):
        one = replace(DISMISSED, recommendation=f"{name}-{number}")
        JsonDecisions(path).write({one.recommendation: one})


def test_two_writers_lose_nothing(tmp_path: Path):
    path = tmp_path / "decisions.json"
    made = get_context("spawn")
    writers = [made.Process(target=_write_many, args=(path, name)) for name in ("a", "b")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(JsonDecisions(path).read()) == 40
