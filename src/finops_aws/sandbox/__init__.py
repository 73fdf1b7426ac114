"""A bill that needs no AWS account, and the truth that was planted in it."""

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
