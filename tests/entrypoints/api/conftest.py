"""The API over the company's ledger, made once and only read."""

import pytest

from tests.entrypoints.api.callers import Caller, caller_in
from tests.entrypoints.conftest import BilledCompany


@pytest.fixture(scope="session")
def api(company: BilledCompany) -> Caller:
    return caller_in(company.data)
