"""The estate as tables: no currency is left out, and what is not known stays empty."""

from decimal import Decimal

import pytest

from finops_aws.documents.coverage import SpendDocument, costs_by_currency


@pytest.mark.parametrize(
    ("spent", "rows"),
    [
        (None, [(None, None)]),
        ([], [(None, None)]),
        ([SpendDocument("USD", "1.5")], [("USD", Decimal("1.5"))]),
        ([SpendDocument("BRL", None), SpendDocument("USD", "0")], [("BRL", None), ("USD", Decimal(0))]),
    ],
)
def test_a_table_has_a_row_for_every_currency_of_a_cost(
    spent: list[SpendDocument] | None, rows: list[tuple[str | None, Decimal | None]]
) -> None:
    assert costs_by_currency(spent) == rows
