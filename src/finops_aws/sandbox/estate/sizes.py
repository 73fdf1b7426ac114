"""Sizes and monthly costs that follow from what the bill counts."""

from decimal import Decimal

from finops_aws.sandbox.estate.things import Thing
from finops_aws.sandbox.prices import prices

HOURS_OF_A_MONTH = 730
HOURS_OF_A_BILLED_MONTH = 720
"""EBS quantities of the sandbox are GB-months of a month of 30 days."""


def volume_gib(volume: Thing) -> int:
    """The size that the volume's hourly GB-months mean; at least 1 GiB."""
    use = volume.use("ebs-gp3", "ebs-gp2")
    return max(1, round(use.per_hour * HOURS_OF_A_BILLED_MONTH)) if use else 20 + volume.number % 480


def snapshot_gib(snapshot: Thing) -> int:
    """What is stored of the snapshot, from its daily GB-months; at least 1 GiB."""
    use = snapshot.use("ebs-snapshot")
    return max(1, round(use.per_hour * 30)) if use else 20 + snapshot.number % 480


def monthly_cost(thing: Thing, *keys: str) -> Decimal:
    """USD of 730 hours under these prices, before negotiated discounts, by the sandbox's price table.

    The hour counts as the price's full hour: no load profile, no thinned-out hours of a small bill.
    """
    table = prices()
    return sum(
        (
            use.per_hour * use.rate * HOURS_OF_A_MONTH / table[use.key].cadence
            for use in thing.uses
            if use.key in keys
        ),
        Decimal(0),
    )


def cents(amount: Decimal) -> Decimal:
    """An amount in USD to the cent."""
    return amount.quantize(Decimal("0.01"))
