"""A bill read with one formula of the mapping altered does not reconcile."""

import random
from pathlib import Path

import duckdb
import pytest

from finops_aws.errors import FinOpsError
from finops_aws.sandbox import Discounts, Shape, WrittenBill
from tests.application.altered_formulas import Alteration, alterations, apply, money_of
from tests.application.reconciled_bills import by_payer, controls, not_exact
from tests.bills import Books, open_books, written

WANTED = 40
ALLOWED = 2
"""One in a hundred of the 160 lines and 40 formulas altered; of the lines none may be missed."""


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> WrittenBill:
    wishes = {"months": 1, "discounts": Discounts.NET, "shape": Shape.CUR2_CSV}
    return written(tmp_path_factory.mktemp("bill"), seed=5, lines=700, **wishes)


def read_with(alteration: Alteration | None, bill: WrittenBill, folder: Path) -> Books | None:
    """Books kept with the alteration; None when it makes the SQL impossible."""
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        apply(alteration, folder, patch)
        try:
            return open_books(folder / "books", *bill.exports)
        except (FinOpsError, duckdb.Error):
            return None


def test_an_altered_formula_is_noticed(tmp_path: Path, bill: WrittenBill):
    totals = controls(tmp_path / "controls.csv", [bill])
    usual = read_with(None, bill, tmp_path / "usual")
    assert usual is not None
    assert not any(not_exact(own) for own in by_payer(usual, totals).values())
    money = money_of(usual)

    places, noticed, missed = list(alterations()), [], []
    random.Random("formulas").shuffle(places)
    for number, alteration in enumerate(places):
        books = read_with(alteration, bill, tmp_path / str(number))
        if books is None or money_of(books) == money:
            continue  # impossible SQL, or a formula that no line of this bill needs
        checks = by_payer(books, totals)
        (noticed if any(not_exact(own) for own in checks.values()) else missed).append(str(alteration))
        if len(noticed) + len(missed) == WANTED:
            break
    assert len(noticed) + len(missed) == WANTED, "too few formulas were altered"
    assert len(missed) <= ALLOWED, missed
