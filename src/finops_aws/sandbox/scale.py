"""How big a company a number of lines stands for."""

from dataclasses import dataclass
from math import gcd

from finops_aws.sandbox.monthly import Habit
from finops_aws.sandbox.request import BillRequest

PLAN_COUNT = {"ipe": 6, "random": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How big a company a number of lines per month stands for."""

    accounts: int
    servers: int
    stride: int
    habit: Habit

    @classmethod
    def of(cls, request: BillRequest) -> "Scale":
        monthly = request.lines // request.payers // request.months
        small = request.company == "random"
        servers = min(6, max(3, monthly // 60)) if small else min(26, max(4, monthly // 3500))
        per_hour = servers * 2.0 + PLAN_COUNT[request.company] + 3
        fixed = 16 if small else 22
        wanted = max(1.0, (0.75 if small else 0.45) * (monthly - fixed) / per_hour)
        return cls(
            accounts=min(4, max(3, monthly // 50)) if small else min(72, max(3, int(monthly**0.31))),
            servers=servers,
            stride=_stride(wanted),
            habit=Habit(
                taxed=min(12, max(1, monthly // 60)), rare=0.5 if small else 0.12, unknown_types=small
            ),
        )


def _stride(wanted: float) -> int:
    """Keep about ``wanted`` hours a month; no divisor in common with 24, so that all hours of a day occur."""
    stride = max(1, -int(-720 // min(wanted, 720)))
    while gcd(stride, 24) > 1:
        stride += 1
    return stride
