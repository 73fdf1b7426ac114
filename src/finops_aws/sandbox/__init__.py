"""A bill that needs no AWS account, and the truth that was planted in it.

What the bills promise where AWS's documents leave room:

* The ``discount`` map holds what was taken off: net + total_discount = unblended, so a
  saving is positive (the data dictionary names no sign).
* Savings Plan columns of a recurring fee are those of its hour: total, used, recurring
  and amortized upfront. A net fee is a whole percentage of the gross one.
* A month's RIFee is charged whole on the first day; its unused part grows until the
  month ends, so identities of reservations hold for closed months.
* Discount lines stand once per account, product, kind of terms and month. Volume and
  partner discounts are lines in every mode and carry a net cost of their own.
* Tax and support come with the closed delivery, refunds with the restated one; a
  running month has none of them and no invoice number.
* The refund of a commitment's purchase names its ARN and is no amortized cost.
"""

from typing import TYPE_CHECKING, Any

from finops_aws.sandbox.request import (
    BillRequest,
    Discounts,
    InvalidBillRequest,
    Layout,
    Shape,
    WrittenBill,
)

if TYPE_CHECKING:
    from finops_aws.sandbox.writer import write_bill

__all__ = ["BillRequest", "Discounts", "InvalidBillRequest", "Layout", "Shape", "WrittenBill", "write_bill"]


def __getattr__(name: str) -> Any:
    """Load the writer, and DuckDB with it, when it is first asked for."""
    if name == "write_bill":
        from finops_aws.sandbox.writer import write_bill

        return write_bill
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
