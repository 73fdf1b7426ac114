"""Calls that AWS charges for: counted before they are made, and stopped at a limit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock

from finops_aws.errors import BudgetExceeded

DEFAULT_LIMIT_USD = Decimal("1.00")
"""What one run may pay when nobody said otherwise."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What AWS charges for one unit (a request, a metric) of a call such as ``ce:GetCostAndUsage``.

    ``source`` is the page that says so. Units that AWS gives away are counted as if they were charged.
    """

    call: str
    usd: Decimal
    source: str


class PaidCalls:
    """What a run pays for calls to AWS, never more than ``limit_usd``; thread-safe."""

    def __init__(self, limit_usd: Decimal = DEFAULT_LIMIT_USD) -> None:
        self.limit_usd = limit_usd
        self._spent = Decimal(0)
        self._units: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def spent_usd(self) -> Decimal:
        return self._spent

    @property
    def units(self) -> Mapping[str, int]:
        """Call → units paid for."""
        return dict(self._units)

    def pay(self, fee: Fee, units: int = 1) -> None:
        """Count the units, which may then be asked for; raises BudgetExceeded before the limit breaks."""
        with self._lock:
            total = self._spent + fee.usd * units
            if total > self.limit_usd:
                cost = f"USD {total.normalize():f}"
                raise BudgetExceeded(calls=units, cost=cost, limit=f"USD {self.limit_usd:f}")
            self._spent = total
            self._units[fee.call] += units
