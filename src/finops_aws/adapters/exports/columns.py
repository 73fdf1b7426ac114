"""The columns the ledger reads: CUR ones under their CUR 2.0 names, FOCUS 1.2's, and those of Cost Explorer.

Source: AWS Data Exports user guide, "Cost and Usage Report 2.0 (CUR 2.0) column dictionary"
https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
and the FOCUS specification 1.2, https://focus.finops.org/focus-specification/v1-2/
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; NUMBER becomes DECIMAL(38,12)."""

    TEXT = "text"
    TIME = "time"
    NUMBER = "number"


_TEXT = """
bill_bill_type bill_billing_entity bill_invoice_id bill_invoicing_entity bill_payer_account_id
bill_payer_account_name
line_item_availability_zone line_item_currency_code line_item_legal_entity line_item_line_item_description
line_item_line_item_type line_item_operation line_item_product_code line_item_resource_id line_item_tax_type
line_item_usage_account_id line_item_usage_account_name line_item_usage_type
pricing_currency pricing_lease_contract_length pricing_purchase_option pricing_rate_code pricing_rate_id
pricing_unit
product_database_engine product_deployment_option product_from_region_code product_instance_type
product_instance_type_family product_operating_system product_product_family product_product_name
product_region product_region_code product_sku product_tenancy product_to_region_code
reservation_reservation_a_r_n
savings_plan_offering_type savings_plan_payment_option savings_plan_purchase_term
savings_plan_savings_plan_a_r_n
split_line_item_parent_resource_id
"""

_TIME = """
bill_billing_period_end_date bill_billing_period_start_date
line_item_usage_end_date line_item_usage_start_date
reservation_end_time reservation_start_time savings_plan_end_time savings_plan_start_time
"""

_NUMBER = """
discount_total_discount
line_item_blended_cost line_item_net_unblended_cost line_item_net_unblended_rate
line_item_normalization_factor line_item_normalized_usage_amount line_item_unblended_cost
line_item_unblended_rate line_item_usage_amount
pricing_public_on_demand_cost pricing_public_on_demand_rate
reservation_amortized_upfront_fee_for_billing_period reservation_effective_cost
reservation_net_amortized_upfront_fee_for_billing_period reservation_net_effective_cost
reservation_net_unused_amortized_upfront_fee_for_billing_period reservation_net_unused_recurring_fee
reservation_total_reserved_normalized_units reservation_total_reserved_units
reservation_unused_amortized_upfront_fee_for_billing_period reservation_unused_normalized_unit_quantity
reservation_unused_quantity reservation_unused_recurring_fee
savings_plan_amortized_upfront_commitment_for_billing_period
savings_plan_net_amortized_upfront_commitment_for_billing_period
savings_plan_net_recurring_commitment_for_billing_period savings_plan_net_savings_plan_effective_cost
savings_plan_recurring_commitment_for_billing_period savings_plan_savings_plan_effective_cost
savings_plan_total_commitment_to_date savings_plan_used_commitment
split_line_item_net_split_cost split_line_item_net_unused_cost split_line_item_split_cost
split_line_item_split_usage_ratio split_line_item_unused_cost
"""

CUR_COLUMNS: dict[str, Kind] = (
    dict.fromkeys(_TEXT.split(), Kind.TEXT)
    | dict.fromkeys(_TIME.split(), Kind.TIME)
    | dict.fromkeys(_NUMBER.split(), Kind.NUMBER)
)

REQUIRED_CUR_COLUMNS = (
    "bill_billing_period_start_date",
    "bill_payer_account_id",
    "line_item_currency_code",
    "line_item_line_item_type",
    "line_item_product_code",
    "line_item_unblended_cost",
    "line_item_usage_account_id",
    "line_item_usage_start_date",
)

_FOCUS_TEXT = """
AvailabilityZone BillingAccountId BillingAccountName BillingAccountType BillingCurrency CapacityReservationId
CapacityReservationStatus ChargeCategory ChargeClass ChargeDescription ChargeFrequency
CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
CommitmentDiscountType CommitmentDiscountUnit ConsumedUnit InvoiceId InvoiceIssuerName PricingCategory
PricingCurrency PricingUnit ProviderName PublisherName RegionId RegionName
ResourceId ResourceName ResourceType
ServiceCategory ServiceName ServiceSubcategory SkuId SkuMeter SkuPriceDetails SkuPriceId SubAccountId
SubAccountName SubAccountType x_Operation x_ServiceCode x_UsageType
"""

_FOCUS_TIME = "BillingPeriodEnd BillingPeriodStart ChargePeriodEnd ChargePeriodStart"

_FOCUS_NUMBER = """
BilledCost CommitmentDiscountQuantity ConsumedQuantity ContractedCost ContractedUnitPrice
EffectiveCost ListCost
ListUnitPrice PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice
PricingQuantity
"""

FOCUS_COLUMNS: dict[str, Kind] = (
    dict.fromkeys(_FOCUS_TEXT.split(), Kind.TEXT)
    | dict.fromkeys(_FOCUS_TIME.split(), Kind.TIME)
    | dict.fromkeys(_FOCUS_NUMBER.split(), Kind.NUMBER)
)

REQUIRED_FOCUS_COLUMNS = (
    "BilledCost",
    "BillingAccountId",
    "BillingCurrency",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargePeriodStart",
    "ProviderName",
)

_COST_EXPLORER_TEXT = "PAYER LINKED_ACCOUNT LINKED_ACCOUNT_NAME SERVICE REGION RECORD_TYPE Unit Estimated"
_COST_EXPLORER_NUMBER = "UnblendedCost AmortizedCost NetUnblendedCost NetAmortizedCost"

COST_EXPLORER_COLUMNS: dict[str, Kind] = (
    dict.fromkeys(_COST_EXPLORER_TEXT.split(), Kind.TEXT)
    | dict.fromkeys(("TimePeriodStart", "TimePeriodEnd"), Kind.TIME)
    | dict.fromkeys(_COST_EXPLORER_NUMBER.split(), Kind.NUMBER)
)
"""The file that keeps what Cost Explorer told, in its own words.

Source: https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

_LEGACY_TAG = re.compile(r"resourceTags/(user|aws):(.+)")
_FLAT_TAG = re.compile(r"resource_tags_(user|aws)_(.+)")


def cur_name(header: str) -> str:
    """The CUR 2.0 name of a legacy CSV column: ``lineItem/UnblendedCost`` → ``line_item_unblended_cost``.

    Every capital starts a word, as in AWS's own Parquet names (``ReservationARN`` → ``reservation_a_r_n``).
    """
    if "/" not in header:
        return header.strip().lower()
    words = (re.sub(r"(?<!^)(?=[A-Z])", "_", part) for part in header.split("/"))
    return "_".join(words).lower()


def tag_key(header: str) -> str | None:
    """The tag key a flattened column holds (``team``, ``aws:createdBy``), or None for other columns."""
    found = _LEGACY_TAG.fullmatch(header) or _FLAT_TAG.fullmatch(header)
    return plain_tag_key(f"{found[1]}_{found[2]}") if found else None


def plain_tag_key(key: str) -> str:
    """The tag key as its owner wrote it: ``user_team`` → ``team``; AWS's own keep their prefix, ``aws:…``.

    Source: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-tag-columns.html
    """
    key = key.removeprefix("resourceTags/")
    if key.startswith(("user_", "user:")):
        return key[5:]
    if key.startswith(("aws_", "aws:")):
        return f"aws:{key[4:]}"
    return key
