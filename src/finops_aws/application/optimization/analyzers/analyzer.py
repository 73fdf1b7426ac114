"""The template of all analyzers: gather → detect → price → refute → rank."""

from abc import ABC
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import ClassVar

from finops_aws.application.optimization.price_findings import price_findings
from finops_aws.application.ports import ExaminedEstate
from finops_aws.domain.optimization.checks import Check, Family
from finops_aws.domain.optimization.confidence import confidence
from finops_aws.domain.optimization.findings import Blind, Detection
from finops_aws.domain.optimization.recommendations import Examined, Recommendation, Rejected
from finops_aws.domain.optimization.refutation import refuted

_ANALYZERS: dict[Family, "Analyzer"] = {}


@dataclass(frozen=True, slots=True)
class Analyzed:
    """What one analyzer makes of the estate: best first, what speaks against others, and what is not seen."""

    recommendations: tuple[Recommendation, ...]
    rejected: tuple[Rejected, ...]
    blind: tuple[Blind, ...]
    examined: tuple[Examined, ...]


class Analyzer(ABC):
    """Judges the checks of one family; ``algorithms`` adds to a check what no query can say."""

    family: ClassVar[Family]

    def analyze(self, checks: Iterable[Check], estate: ExaminedEstate) -> Analyzed:
        """Run the family's checks among these."""
        found: list[Recommendation] = []
        rejected: list[Rejected] = []
        blind: list[Blind] = []
        examined: list[Examined] = []
        for check in self._gathered(checks):
            detection = self._detected(check, estate)
            blind += detection.blind
            priced = list(self._priced(check, detection, estate))
            against = {one.id: reason for one in priced if (reason := refuted(one))}
            rejected += against.values()
            found += [one for one in priced if one.id not in against]
            examined.append(_examined(check, detection, estate, rejected=len(against)))
        ranked = sorted(found, key=lambda one: (-one.rank, one.id))
        return Analyzed(tuple(ranked), tuple(rejected), tuple(blind), tuple(examined))

    def algorithms(self) -> dict[str, Callable[[Check, ExaminedEstate], Detection]]:
        """Check id → what finds its resources instead of a query."""
        return {}

    def _gathered(self, checks: Iterable[Check]) -> list[Check]:
        return [check for check in checks if check.family is self.family]

    def _detected(self, check: Check, estate: ExaminedEstate) -> Detection:
        own = self.algorithms().get(check.id)
        return own(check, estate) if own else estate.detect(check)

    def _priced(self, check: Check, detection: Detection, estate: ExaminedEstate) -> Iterator[Recommendation]:
        for finding, price in price_findings(check, detection.findings, estate=estate):
            yield Recommendation(
                check=check,
                finding=finding,
                price=price,
                window=estate.window(),
                confidence=confidence(check, price),
                as_of=estate.as_of(),
            )


def _examined(check: Check, detection: Detection, estate: ExaminedEstate, *, rejected: int) -> Examined:
    return Examined(
        check=check,
        resources=estate.seen(check),
        found=len(detection.findings),
        rejected=rejected,
        blind=len({(one.account, one.region) for one in detection.blind}),
        as_of=estate.as_of(),
    )


def register(analyzer: type[Analyzer]) -> type[Analyzer]:
    """Make a family's analyzer known."""
    _ANALYZERS[analyzer.family] = analyzer()
    return analyzer


def analyzers() -> Sequence[Analyzer]:
    """One per family, in the families' order."""
    folder = __name__.rpartition(".")[0]
    for module in iter_modules(import_module(folder).__path__):
        import_module(f"{folder}.{module.name}")
    return [_ANALYZERS[family] for family in Family]
