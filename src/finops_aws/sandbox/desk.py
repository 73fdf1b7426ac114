"""The billing desk: meters without a resource, invoice numbers, and lines put into a month."""

import random

from finops_aws.sandbox.company import Account
from finops_aws.sandbox.lines import Line, Posting
from finops_aws.sandbox.meters import Meter, MeterBook, Tags
from finops_aws.sandbox.months import Month, Timeline
from finops_aws.sandbox.prices import TICKS, prices

ESTIMATED, CLOSED, RESTATED = 1, 2, 3
CENT = TICKS // 100


class Desk:
    """Shared by everything that is charged per month rather than per hour."""

    def __init__(self, book: MeterBook, timeline: Timeline, *, seed: int) -> None:
        self.company = book.company
        self.timeline = timeline
        self._book = book
        self._seed = seed
        self._meters: dict[tuple[str, str, str], Meter] = {}

    def meter(self, key: str, account: Account, *, variant: str = "", **changes: object) -> Meter:
        """Give an untagged meter without resource, one per price, account and variant."""
        name = (key, account.id, variant)
        if name not in self._meters:
            region = self.company.regions[0]
            made = self._book.add(prices()[key], account, region=region, tags=Tags())
            plain = {"resource_id": None, "zone": None, "percent": 0, **changes}
            self._meters[name] = self._book.variant(made, **plain)
        return self._meters[name]

    def post(self, line: Line, month: Month, **changes: object) -> Posting:
        """Put a line into a month; it spans the month unless ``changes`` says otherwise."""
        standard: dict[str, object] = {"start": month.first_hour, "stop": month.whole_end}
        return Posting(line=line, month=month.position, **{**standard, **changes})  # type: ignore[arg-type]

    def invoice(self, month: Month, purpose: str = "AWS") -> str | None:
        """Give the number of the month's invoice for a purpose, None while the month runs."""
        if not month.closed:
            return None
        payer = self.company.payer.id
        dice = random.Random(f"{self._seed}-{payer}-{month.period}-{purpose}")
        return str(dice.randrange(10**9, 10**10))
