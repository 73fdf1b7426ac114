"""Everything about recommendations in one place: finding them, deciding about them, measuring them."""

from collections.abc import Sequence
from dataclasses import dataclass

from finops_aws.application.optimization.decide import Decided, DecideRequest, decide
from finops_aws.application.optimization.measure_savings import RealizedSavings, measure_savings
from finops_aws.application.optimization.missing_rates import UsageType, missing_rates
from finops_aws.application.optimization.recommend import RecommendRequest, recommend
from finops_aws.application.ports import CheckBook, Clock, DecisionsFile, Detector
from finops_aws.domain.optimization.recommendations import Recommendations


@dataclass(frozen=True, slots=True)
class Judgement:
    """The checks, what they look at, and what was decided about what they found."""

    book: CheckBook
    detector: Detector
    decisions: DecisionsFile
    clock: Clock

    def version(self) -> str:
        """Changes with the decisions, and with the day, on which a snooze may end."""
        return f"{self.decisions.version()} {self.clock.now().date()}"

    def recommend(self, request: RecommendRequest) -> Recommendations:
        decided, today = self.decisions.read(), self.clock.now().date()
        return recommend(request, book=self.book, detector=self.detector, decisions=decided, today=today)

    def decide(self, request: DecideRequest) -> Decided:
        return decide(
            request, file=self.decisions, found=lambda: self.recommend(RecommendRequest()), clock=self.clock
        )

    def missing_rates(self) -> Sequence[UsageType]:
        return missing_rates(book=self.book, detector=self.detector)

    def realized_savings(self) -> RealizedSavings:
        return measure_savings(file=self.decisions, book=self.book, detector=self.detector)
