"""What a change would be billed as is looked up in the Price List where the own bill has no rate of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from finops_aws.application.operations.collect_rates import collect_rates
from finops_aws.application.optimization.missing_rates import missing_rates
from finops_aws.domain.operations.prices import PriceQuestion, Rate
from finops_aws.domain.optimization.checks import Saving
from finops_aws.errors import NotFound, SourceUnavailable
from tests.adapters.stores.test_rate_file import rate
from tests.application.optimization.examining import Book, Estate
from tests.domain.optimization.recommending import check, line

GP3 = Saving(usage_type="EBS:VolumeUsage", from_part="gp2$", to="gp3")
BOOK = Book([check("a", savings=(GP3,)), check("b", savings=(Saving(usage_type="EBS"),))])


def test_what_the_bill_lacks_is_missing_and_what_it_has_is_not():
    bill = Estate({"vol-1": [line("7.2", "SAE1-EBS:VolumeUsage.gp2"), line("1", "SAE1-EBS:VolumeUsage.gp3")]})
    assert missing_rates(book=BOOK, detector=bill) == [("AmazonEC2", "SAE1-EBS:VolumeUsage.gp3")]
    known = Estate(bill.costs, {"SAE1-EBS:VolumeUsage.gp3": "0.1"})
    assert missing_rates(book=BOOK, detector=known) == []
    assert missing_rates(book=BOOK, detector=Estate({"x": [line("1", "BoxUsage:m5.large")]})) == []


@dataclass
class PriceList:
    """Answers by hand; an error in place of rates is raised."""

    answers: dict[str, list[Rate] | Exception]
    asked: list[str] = field(default_factory=list)

    def rates(self, question: PriceQuestion) -> Sequence[Rate]:
        self.asked.append(question.usage_type)
        answer = self.answers[question.usage_type]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Kept:
    """Rates in memory."""

    rates: list[Rate] = field(default_factory=list)

    def add(self, rates: Sequence[Rate]) -> None:
        self.rates += rates

    def version(self) -> str:
        return str(len(self.rates))


def questions(*names: str) -> list[tuple[str, str]]:
    return [("AmazonEC2", name) for name in names]


def test_what_the_price_list_has_is_kept_and_what_it_lacks_stays_unknown():
    book = PriceList({"a": [rate("a", "1")], "b": NotFound(thing="b", where="AWS Price List"), "c": []})
    kept = Kept()
    assert collect_rates(questions("a", "b", "c"), book=book, file=kept) == kept.rates == [rate("a", "1")]
    assert book.asked == ["a", "b", "c"]


def test_where_it_cannot_be_asked_nothing_more_is_asked_and_what_is_known_is_kept():
    gone = SourceUnavailable(thing="AWS Price List", reason="no network")
    book, kept = PriceList({"a": [rate("a", "1")], "b": gone, "c": [rate("c", "1")]}), Kept()
    collect_rates(questions("a", "b", "c"), book=book, file=kept)
    assert (book.asked, kept.rates) == (["a", "b"], [rate("a", "1")])
