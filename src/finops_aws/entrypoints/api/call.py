"""One call of the API: who answers, in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from finops_aws.application.analysis import Analysis
from finops_aws.toolkit.messages import LANGUAGES, Messages


@dataclass(frozen=True, slots=True)
class Product:
    """What stands behind every call; ``controls`` is a file of invoice totals to reconcile with."""

    analysis: Analysis
    messages: Messages
    controls: Path | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """The product in the caller's language."""

    product: Product
    lang: str

    @property
    def analysis(self) -> Analysis:
        return self.product.analysis

    @property
    def text(self) -> Callable[..., str]:
        return lambda key, **facts: self.product.messages.text(key, self.lang, **facts)


def language_of(asked: str | None, accepted: str | None) -> str:
    """``lang`` when it is one of ours, else the best of an Accept-Language header, else English."""
    if asked in LANGUAGES:
        return asked
    wishes = sorted(_wishes(accepted or ""), key=lambda wish: -wish[1])
    for tag, _ in wishes:
        for language in LANGUAGES:
            if tag.split("-")[0] == language.split("-")[0]:
                return language
    return "en"


def _wishes(header: str) -> list[tuple[str, float]]:
    """(tag, weight) of each language in the header that is wanted at all."""
    wishes = []
    for part in header.split(","):
        tag, _, weight = "".join(part.split()).lower().partition(";q=")
        try:
            wishes.append((tag, float(weight or 1)))
        except ValueError:
            continue
    return [(tag, weight) for tag, weight in wishes if tag and weight > 0]
