"""Where a specimen stands, and what chance gives it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """An account and a region, the end of the bill (UTC), and dice of its own."""

    account: str
    region: str
    until: datetime
    dice: random.Random

    def hex(self, digits: int = 17) -> str:
        """An id of so many digits."""
        return f"{self.dice.randrange(16**digits):0{digits}x}"

    def name(self, prefix: str) -> str:
        """A name that no other specimen has."""
        return f"{prefix}-{self.hex(8)}"

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a regional resource: ``resource`` is what follows the account."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{resource}"

    def days_ago(self, days: float) -> datetime:
        """A whole second so many days before the end of the bill."""
        return (self.until - timedelta(days=days)).replace(microsecond=0)

    def old(self) -> datetime:
        """A creation long before any window that checks look at."""
        return self.days_ago(self.dice.uniform(400, 900))

    def below(self, limit: float) -> float:
        """A value up to 20 percent below a threshold."""
        return limit * self.dice.uniform(0.8, 0.98)

    def above(self, limit: float) -> float:
        """A value up to 20 percent above a threshold."""
        return limit * self.dice.uniform(1.02, 1.2)
