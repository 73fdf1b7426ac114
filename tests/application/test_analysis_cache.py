"""The cache in front of the façade: the same question on the same data is worked out once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Event, Lock

import pytest

from finops_aws.application.analysis import Analysis
from finops_aws.bootstrap import build_analysis
from finops_aws.domain.charge import CostMetric
from finops_aws.domain.period import Period, month_of
from finops_aws.domain.visibility.costs import CostAnswer, CostQuestion, CostRow, Filter
from finops_aws.domain.visibility.delivery import Delivery
from finops_aws.errors import UnknownName
from finops_aws.settings import Settings
from finops_aws.toolkit.ttl_cache import TtlCache
from tests.small_ledgers import ledger_in, small_bill

OCTOBER = month_of(date(2026, 10, 1))
QUESTION = CostQuestion(period=OCTOBER)
WAIT_SECONDS = 10
ASKING = 8


@dataclass
class CountingStore:
    """A store whose answer says how many questions it was asked before; ``version`` is that of its data."""

    version: str = "v1"
    asked: list[CostQuestion] = field(default_factory=list)
    before_answer: Callable[[], object] = lambda: None
    _lock: Lock = field(default_factory=Lock)

    def data_version(self) -> str:
        return self.version

    def deliveries(self) -> Sequence[Delivery]:
        return ()

    def costs(self, question: CostQuestion) -> CostAnswer:
        with self._lock:
            self.asked.append(question)
            number = len(self.asked)
        self.before_answer()
        if question.by == ("tag:nothing",):
            raise UnknownName(kind="tag", name="tag:nothing", known="tag:team")
        row = CostRow(None, ("Amazon EC2",), "USD", Decimal(number), Decimal(0), Decimal(0))
        return CostAnswer(question, (row,), self.version)


class Watch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def store() -> CountingStore:
    return CountingStore()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def analysis(store: CountingStore, watch: Watch, tmp_path: Path) -> Analysis:
    """The product with a counting store and room for three answers, each kept for a minute."""
    built = build_analysis(Settings.from_environment({"FINOPS_DATA": str(tmp_path)}))
    return replace(built, store=store, cache=TtlCache(ttl_seconds=60, max_entries=3, clock=watch))


def gross(answer: CostAnswer) -> Decimal | None:
    return answer.rows[0].gross


def test_the_same_question_is_worked_out_once(analysis: Analysis, store: CountingStore) -> None:
    again = CostQuestion(period=Period(date(2026, 10, 1), date(2026, 11, 1)))

    assert gross(analysis.costs(QUESTION)) == 1
    assert gross(analysis.costs(again)) == 1
    assert store.asked == [QUESTION]


@pytest.mark.parametrize(
    "other",
    [
        CostQuestion(period=month_of(date(2026, 11, 1))),
        CostQuestion(period=OCTOBER, by=("RegionId",)),
        CostQuestion(period=OCTOBER, metric=CostMetric.BILLED),
        CostQuestion(period=OCTOBER, filters=(Filter("RegionId", ("sa-east-1",)),)),
        CostQuestion(period=OCTOBER, filters=(Filter("RegionId", ("sa-east-1",), negated=True),)),
    ],
    ids=["period", "dimension", "metric", "filter", "its opposite"],
)
def test_another_question_is_worked_out_anew(
    analysis: Analysis, store: CountingStore, other: CostQuestion
) -> None:
    analysis.costs(QUESTION)

    assert gross(analysis.costs(other)) == 2
    assert store.asked == [QUESTION, other]


def test_a_comparison_is_not_taken_for_the_question_it_compares(
    analysis: Analysis, store: CountingStore
) -> None:
    analysis.costs(QUESTION)
    first = analysis.compare_costs(QUESTION)

    assert analysis.compare_costs(QUESTION) == first
    assert store.asked[1:] == [QUESTION, CostQuestion(period=month_of(date(2026, 9, 1)))]
    assert first.changes[0].difference == Decimal(2) - Decimal(3)


def test_an_answer_expires(analysis: Analysis, store: CountingStore, watch: Watch) -> None:
    analysis.costs(QUESTION)
    watch.seconds = 59.9
    assert gross(analysis.costs(QUESTION)) == 1

    watch.seconds = 60
    assert gross(analysis.costs(QUESTION)) == 2
    assert len(store.asked) == 2


def test_a_new_delivery_makes_the_answer_a_new_one(analysis: Analysis, store: CountingStore) -> None:
    analysis.costs(QUESTION)
    analysis.compare_costs(QUESTION)
    store.version = "v2"

    assert analysis.costs(QUESTION).data_version == "v2"
    assert analysis.compare_costs(QUESTION).current.data_version == "v2"
    assert len(store.asked) == 6


def test_only_so_many_answers_are_kept(analysis: Analysis, store: CountingStore) -> None:
    questions = [CostQuestion(period=month_of(date(2026, month, 1))) for month in range(1, 8)]
    for question in questions:
        analysis.costs(question)
    assert analysis.cache.stats.entries == 3

    for question in questions[-3:]:
        analysis.costs(question)
    assert len(store.asked) == 7
    analysis.costs(questions[0])
    assert len(store.asked) == 8


def test_a_question_that_fails_is_asked_again(analysis: Analysis, store: CountingStore) -> None:
    untagged = CostQuestion(period=OCTOBER, by=("tag:nothing",))
    for _ in range(2):
        with pytest.raises(UnknownName):
            analysis.costs(untagged)
    assert store.asked == [untagged, untagged]


def test_those_who_ask_at_once_share_one_answer(analysis: Analysis, store: CountingStore) -> None:
    together, all_asked = Barrier(ASKING), Event()
    store.before_answer = lambda: all_asked.wait(WAIT_SECONDS)

    def ask(_: int) -> CostAnswer:
        together.wait(WAIT_SECONDS)
        return analysis.costs(QUESTION)

    with ThreadPoolExecutor(ASKING) as pool:
        asked = [pool.submit(ask, number) for number in range(ASKING)]
        while analysis.cache.stats.hits < ASKING - 1:
            assert not any(one.done() for one in asked)
        all_asked.set()
        answers = [one.result(WAIT_SECONDS) for one in asked]

    assert store.asked == [QUESTION]
    assert {gross(answer) for answer in answers} == {Decimal(1)}


def test_the_settings_say_how_long_and_how_many(tmp_path: Path) -> None:
    bill = small_bill(tmp_path / "bill").exports[0]
    ledger_in(tmp_path / "data").ingest([str(bill)])
    environment = {"FINOPS_DATA": str(tmp_path / "data"), "FINOPS_CACHE_TTL_SECONDS": "300"}
    environment["FINOPS_CACHE_ENTRIES"] = "1"
    analysis = build_analysis(Settings.from_environment(environment))

    first = analysis.costs(QUESTION)
    assert analysis.costs(QUESTION) is first
    analysis.costs(CostQuestion(period=OCTOBER, by=("RegionId",)))
    assert analysis.cache.stats.entries == 1
    assert analysis.costs(QUESTION) is not first


def test_without_a_time_to_live_nothing_is_kept(tmp_path: Path) -> None:
    ledger_in(tmp_path / "data").ingest([str(small_bill(tmp_path / "bill").exports[0])])
    environment = {"FINOPS_DATA": str(tmp_path / "data"), "FINOPS_CACHE_TTL_SECONDS": "0"}
    analysis = build_analysis(Settings.from_environment(environment))
    first = analysis.costs(QUESTION)
    assert analysis.costs(QUESTION) == first
    assert analysis.costs(QUESTION) is not first


def test_an_ingest_is_seen_at_once_by_the_one_who_asked_before(tmp_path: Path) -> None:
    analysis, other = ledger_in(tmp_path / "data"), ledger_in(tmp_path / "data")
    analysis.ingest([str(small_bill(tmp_path / "one").exports[0])])
    by_payer = CostQuestion(period=OCTOBER, by=("BillingAccountId",))
    before = analysis.costs(by_payer)

    other.ingest([str(small_bill(tmp_path / "two", seed=2).exports[0])])

    after = analysis.costs(by_payer)
    assert (len(before.rows), len(after.rows)) == (1, 2)
    assert before.data_version != after.data_version
