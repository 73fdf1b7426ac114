"""Charges: the kinds of line on a bill and the ways to count their cost."""

from enum import StrEnum


class CostMetric(StrEnum):
    """A way to count cost; ``column`` is the ledger column that holds it.

    Net means after negotiated discounts, never after credits.
    """

    BILLED = "billed"
    EFFECTIVE = "effective"
    LIST = "list"
    CONTRACTED = "contracted"
    UNBLENDED = "unblended"
    AMORTIZED = "amortized"
    NET_UNBLENDED = "net_unblended"
    NET_AMORTIZED = "net_amortized"

    @property
    def column(self) -> str:
        return _COLUMNS[self]


_COLUMNS = {
    CostMetric.BILLED: "BilledCost",
    CostMetric.EFFECTIVE: "EffectiveCost",
    CostMetric.LIST: "ListCost",
    CostMetric.CONTRACTED: "ContractedCost",
    CostMetric.UNBLENDED: "x_UnblendedCost",
    CostMetric.AMORTIZED: "x_AmortizedCost",
    CostMetric.NET_UNBLENDED: "BilledCost",
    CostMetric.NET_AMORTIZED: "EffectiveCost",
}


class Movement(StrEnum):
    """Which way a charge moves the bill; always shown apart."""

    GROSS = "gross"
    CREDIT = "credit"
    REFUND = "refund"


class LineItemType(StrEnum):
    """The line item types of a Cost and Usage Report that the ledger knows how to count."""

    USAGE = "Usage"
    DISCOUNTED_USAGE = "DiscountedUsage"
    RI_FEE = "RIFee"
    FEE = "Fee"
    SAVINGS_PLAN_COVERED_USAGE = "SavingsPlanCoveredUsage"
    SAVINGS_PLAN_NEGATION = "SavingsPlanNegation"
    SAVINGS_PLAN_RECURRING_FEE = "SavingsPlanRecurringFee"
    SAVINGS_PLAN_UPFRONT_FEE = "SavingsPlanUpfrontFee"
    TAX = "Tax"
    CREDIT = "Credit"
    REFUND = "Refund"
    EDP_DISCOUNT = "EdpDiscount"
    PRIVATE_RATE_DISCOUNT = "PrivateRateDiscount"
    BUNDLED_DISCOUNT = "BundledDiscount"
    DISCOUNT = "Discount"
    SPP_DISCOUNT = "SppDiscount"
    RI_VOLUME_DISCOUNT = "RiVolumeDiscount"


DISCOUNT_TYPES = (
    LineItemType.EDP_DISCOUNT,
    LineItemType.PRIVATE_RATE_DISCOUNT,
    LineItemType.BUNDLED_DISCOUNT,
    LineItemType.DISCOUNT,
    LineItemType.SPP_DISCOUNT,
    LineItemType.RI_VOLUME_DISCOUNT,
)
