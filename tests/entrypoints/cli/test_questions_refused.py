from pathlib import Path

import pytest

from finops_aws.entrypoints.cli.door import Door
from finops_aws.entrypoints.cli.main import MESSAGES, build
from finops_aws.errors import InvalidFile, InvalidFilter, InvalidPeriod, UnknownName
from finops_aws.toolkit.messages import Messages
from tests.entrypoints.conftest import BilledCompany, Finops
from tests.small_ledgers import settings_of

REFUSALS = {
    "dimension": (("--by", "Servico"), "Servico", "ServiceName", "Escolha entre"),
    "tag": (("--by", "tag:tema"), "tag:tema", "tag:team", "Escolha entre"),
    "dimension of a filter": (("--filter", "Servico=EC2"), "Servico", "ServiceName", "Escolha entre"),
    "tag of a filter": (("--filter", "tag:tema=x"), "tag:tema", "tag:team", "Escolha entre"),
    "filter": (("--filter", "EC2"), "EC2", "`finops costs --help`", "`finops costs --help`"),
    "dimension twice": (("--by", "RegionId,RegionId"), "RegionId", "costs --help", "costs --help"),
    "day": (("--from", "yesterday"), "yesterday", "--from 2026-10", "--from 2026-10"),
    "month": (("--from", "2026-13"), "2026-13", "--from 2026-10", "--from 2026-10"),
    "end": (("--from", "2026-10", "--to", "soon"), "soon", "--from 2026-10", "--from 2026-10"),
    "order": (("--from", "2026-11", "--to", "2026-10"), "2026-11-01", "2026-10 --to", "2026-10 --to"),
}


@pytest.mark.parametrize(("options", "named", "remedy", "conserto"), REFUSALS.values(), ids=list(REFUSALS))
def test_a_question_that_cannot_be_answered_says_how_to_ask(
    finops: Finops, company: BilledCompany, options: tuple[str, ...], named: str, remedy: str, conserto: str
) -> None:
    for lang, advice in (("en", remedy), ("pt-BR", conserto)):
        printed = finops("--lang", lang, "costs", *options, data=company.data)
        assert printed.code == 2
        assert printed.out == ""
        assert named in printed.err
        assert advice in printed.err
        assert "Traceback" not in printed.err


def ask(data: Path, *arguments: str) -> None:
    """Run the command as ``main`` does, errors not yet told."""
    door = Door("en", Messages(MESSAGES), settings_of(data))
    build(door).main(arguments, prog_name="finops", standalone_mode=False)


def test_what_is_wrong_with_a_question_has_a_type(company: BilledCompany, tmp_path: Path) -> None:
    with pytest.raises(InvalidFilter):
        ask(company.data, "costs", "--filter", "EC2")
    with pytest.raises(InvalidPeriod):
        ask(company.data, "costs", "--from", "yesterday")
    with pytest.raises(UnknownName):
        ask(company.data, "costs", "--by", "Servico")
    controls = tmp_path / "controls.csv"
    controls.write_text("amount\n1\n", encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        ask(company.data, "reconcile", "--controls", str(controls))
    assert (caught.value.facts["path"], caught.value.facts["line"]) == (str(controls), "1")


@pytest.mark.parametrize("option", ["--metric", "--granularity", "--format", "--compare", "--top"])
def test_a_choice_that_is_none_lists_the_choices(finops: Finops, company: BilledCompany, option: str) -> None:
    printed = finops("costs", option, "nonsense", data=company.data)
    assert printed.code == 2
    assert f"'{option}'" in printed.err
    assert "nonsense" in printed.err


@pytest.mark.parametrize(
    "command",
    [("costs",), ("costs", "--from", "2026-10"), ("costs", "--compare", "previous"), ("reconcile",)],
)
def test_without_a_bill_the_next_step_is_named(finops: Finops, command: tuple[str, ...]) -> None:
    printed = finops(*command)
    assert (printed.code, printed.out) == (2, "")
    assert "`finops ingest FOLDER`" in printed.err
    assert "`finops ingest PASTA`" in finops("--lang", "pt-BR", *command).err


def test_an_empty_ledger_has_no_sources_and_says_what_to_do(finops: Finops) -> None:
    printed = finops("sources")
    assert printed.code == 0
    assert "Run `finops ingest FOLDER`" in printed.out
    assert finops("sources", "--format", "json").document == {"deliveries": [], "gaps": []}


def test_a_setting_that_cannot_be_used_is_named(finops: Finops) -> None:
    printed = finops("costs", FINOPS_THREADS="many")
    assert printed.code == 3
    assert "FINOPS_THREADS" in printed.err
    assert "many" in printed.err
    assert "unset FINOPS_THREADS" in printed.err
