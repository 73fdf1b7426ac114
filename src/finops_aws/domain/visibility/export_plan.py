"""The Data Export this product wants from AWS, and whether one that exists will do."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TABLE = "COST_AND_USAGE_REPORT"
API_REGION = "us-east-1"

# Columns of https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html that the ledger
# uses. AWS refuses an export that asks for a column its table configuration does not have, so the
# columns of IAM principals are left out.
_COLUMNS = """
identity_line_item_id identity_time_interval
bill_bill_type bill_billing_entity bill_billing_period_start_date bill_billing_period_end_date
bill_invoice_id bill_invoicing_entity bill_payer_account_id bill_payer_account_name
line_item_line_item_type line_item_usage_account_id line_item_usage_account_name
line_item_usage_start_date line_item_usage_end_date line_item_product_code line_item_usage_type
line_item_operation line_item_availability_zone line_item_resource_id line_item_usage_amount
line_item_line_item_description line_item_legal_entity line_item_currency_code line_item_tax_type
line_item_unblended_cost line_item_unblended_rate line_item_net_unblended_cost line_item_net_unblended_rate
line_item_blended_cost line_item_normalization_factor line_item_normalized_usage_amount
pricing_term pricing_unit pricing_public_on_demand_cost pricing_public_on_demand_rate
pricing_purchase_option pricing_offering_class pricing_lease_contract_length pricing_rate_code
pricing_rate_id pricing_currency
product product_instance_type product_instance_family product_product_family product_servicecode
product_from_location product_to_location product_from_region_code product_to_region_code
product_region_code product_sku product_fee_code
reservation_reservation_a_r_n reservation_effective_cost reservation_start_time reservation_end_time
reservation_amortized_upfront_fee_for_billing_period reservation_amortized_upfront_cost_for_usage
reservation_unused_amortized_upfront_fee_for_billing_period reservation_unused_recurring_fee
reservation_recurring_fee_for_usage reservation_unused_quantity
reservation_unused_normalized_unit_quantity reservation_total_reserved_units
reservation_total_reserved_normalized_units reservation_subscription_id
reservation_net_effective_cost reservation_net_amortized_upfront_fee_for_billing_period
reservation_net_unused_amortized_upfront_fee_for_billing_period reservation_net_unused_recurring_fee
savings_plan_savings_plan_a_r_n savings_plan_savings_plan_effective_cost savings_plan_savings_plan_rate
savings_plan_total_commitment_to_date savings_plan_used_commitment
savings_plan_amortized_upfront_commitment_for_billing_period
savings_plan_recurring_commitment_for_billing_period savings_plan_offering_type
savings_plan_payment_option savings_plan_purchase_term savings_plan_start_time savings_plan_end_time
savings_plan_region savings_plan_instance_type_family savings_plan_net_savings_plan_effective_cost
savings_plan_net_amortized_upfront_commitment_for_billing_period
savings_plan_net_recurring_commitment_for_billing_period
resource_tags cost_category discount discount_bundled_discount discount_total_discount
"""
_SPLIT_COLUMNS = """
split_line_item_parent_resource_id split_line_item_split_cost split_line_item_unused_cost
split_line_item_net_split_cost split_line_item_net_unused_cost
split_line_item_public_on_demand_split_cost split_line_item_public_on_demand_unused_cost
split_line_item_split_usage split_line_item_split_usage_ratio split_line_item_reserved_usage
split_line_item_actual_usage
"""


@dataclass(frozen=True, slots=True)
class ExistingExport:
    """A Data Export of the account as AWS describes it; ``columns`` is ``("*",)`` for all of them."""

    arn: str
    name: str
    table: str
    columns: frozenset[str]
    table_settings: Mapping[str, str]
    bucket: str
    prefix: str
    file_format: str
    overwrite: str
    health: str | None = None


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """CUR 2.0 by the hour with resource ids, as Parquet that each delivery overwrites.

    Delivered to ``s3://<bucket>/<prefix>/<name>``; ``region`` is the bucket's. ``split_cost`` adds
    the shares of containers in the cost of their instances.
    """

    bucket: str
    prefix: str
    region: str
    name: str = "finops-cur2"
    split_cost: bool = True
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        wanted = _COLUMNS + (_SPLIT_COLUMNS if self.split_cost else "")
        object.__setattr__(self, "columns", tuple(wanted.split()))
        object.__setattr__(self, "prefix", self.prefix.strip("/"))

    def location(self, name: str | None = None) -> str:
        """Where the export (or another one of the same bucket and prefix) is delivered."""
        return "s3://" + "/".join(part for part in (self.bucket, self.prefix, name or self.name) if part)

    def table_settings(self) -> dict[str, str]:
        return {
            "TIME_GRANULARITY": "HOURLY",
            "INCLUDE_RESOURCES": "TRUE",
            "INCLUDE_SPLIT_COST_ALLOCATION_DATA": str(self.split_cost).upper(),
            "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY": "FALSE",
        }

    def request(self) -> dict[str, Any]:
        """The ``Export`` that CreateExport takes.

        https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_DataExports_CreateExport.html
        """
        return {
            "Name": self.name,
            "Description": "CUR 2.0 by the hour with resource ids, for FinOps AWS",
            "DataQuery": {
                "QueryStatement": f"SELECT {', '.join(self.columns)} FROM {TABLE}",
                "TableConfigurations": {TABLE: self.table_settings()},
            },
            "DestinationConfigurations": {"S3Destination": self._destination()},
            "RefreshCadence": {"Frequency": "SYNCHRONOUS"},
        }

    def command(self) -> str:
        """The same request for a shell with the AWS CLI."""
        export = json.dumps(self.request(), separators=(",", ":"))
        words = ["aws", "bcm-data-exports", "create-export", "--region", API_REGION, "--export", export]
        return shlex.join(words)

    def bucket_policy(self, account_id: str) -> str:
        """The JSON policy that the bucket needs before AWS can deliver to it.

        https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
        """
        bucket = f"arn:aws:s3:::{self.bucket}"
        sources = [
            f"arn:aws:cur:{API_REGION}:{account_id}:definition/*",
            f"arn:aws:bcm-data-exports:{API_REGION}:{account_id}:export/*",
        ]
        statement = {
            "Sid": "EnableAWSDataExportsToWriteToS3AndCheckPolicy",
            "Effect": "Allow",
            "Principal": {"Service": ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"]},
            "Action": ["s3:PutObject", "s3:GetBucketPolicy"],
            "Resource": [bucket, f"{bucket}/*"],
            "Condition": {"StringLike": {"aws:SourceAccount": account_id, "aws:SourceArn": sources}},
        }
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)

    def differences(self, export: ExistingExport) -> tuple[str, ...]:
        """What keeps an existing export from doing, as AWS's words (``TIME_GRANULARITY=DAILY``)."""
        found = {**export.table_settings, "table": export.table, "format": export.file_format}
        found |= {"overwrite": export.overwrite, "location": f"{export.bucket}/{export.prefix.strip('/')}"}
        wanted = self._demands()
        off = [f"{name}={found.get(name, '')}" for name, value in wanted.items() if found.get(name) != value]
        missing = () if "*" in export.columns else sorted(set(self.columns) - export.columns)
        return (*off, *(f"no column {column}" for column in missing))

    def _demands(self) -> dict[str, str]:
        demands = {"table": TABLE, "format": "PARQUET", "overwrite": "OVERWRITE_REPORT"}
        demands["location"] = f"{self.bucket}/{self.prefix}"
        settings = self.table_settings()
        demands |= {name: settings[name] for name in ("TIME_GRANULARITY", "INCLUDE_RESOURCES")}
        if self.split_cost:
            demands["INCLUDE_SPLIT_COST_ALLOCATION_DATA"] = "TRUE"
        return demands

    def _destination(self) -> dict[str, Any]:
        return {
            "S3Bucket": self.bucket,
            "S3Prefix": self.prefix,
            "S3Region": self.region,
            "S3OutputConfigurations": {
                "OutputType": "CUSTOM",
                "Format": "PARQUET",
                "Compression": "PARQUET",
                "Overwrite": "OVERWRITE_REPORT",
            },
        }
