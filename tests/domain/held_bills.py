"""Deliveries as a ledger holds them, for rules that look at months and payers only."""

from datetime import UTC, datetime

from finops_aws.domain.visibility.delivery import Delivery

PAYER, OTHER = "111122223333", "444455556666"


def bill(month: str, payer: str = PAYER, **facts: object) -> Delivery:
    """A current bill of the month (YYYY-MM)."""
    usual: dict[str, object] = {
        "export": "cur",
        "delivery_id": f"{payer}-{month}",
        "payer_account_id": payer,
        "billing_period": month,
        "shape": "CUR 2.0 parquet",
        "currency": "USD",
        "lines": 10,
        "estimated_lines": 0,
        "delivered_at": datetime(2026, 12, 1, tzinfo=UTC),
        "ingested_at": datetime(2026, 12, 2, tzinfo=UTC),
        "is_current": True,
        "files": (),
    }
    return Delivery(**usual | facts)  # type: ignore[arg-type]
