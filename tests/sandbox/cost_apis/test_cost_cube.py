"""The days of the bill are added up once, when they are first asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from finops_aws.sandbox import BillRequest
from finops_aws.sandbox.cost_apis import add_cost_apis, cube
from finops_aws.sandbox.plan import Plan, plan
from finops_aws.sandbox.server import Call, Place, Records

UNTIL = date(2026, 11, 20)
REQUEST = BillRequest(until=UNTIL, lines=900, months=2, company="random")
PARAMETERS = {
    "TimePeriod": {"Start": "2026-10-01", "End": "2026-11-01"},
    "Granularity": "MONTHLY",
    "Metrics": ["UnblendedCost"],
}


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans whose tables were filled."""
    found: list[Plan] = []
    store = cube.store

    def counted(connection: object, made: Plan, **options: object) -> None:
        found.append(made)
        store(connection, made, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(cube, "store", counted)
    return found


def test_many_threads_ask_and_the_days_are_added_up_once(stored: list[Plan]) -> None:
    made, records = plan(REQUEST, seed=1), Records()
    add_cost_apis(records, made, until=UNTIL)
    assert stored == []
    answer = records.answerer("ce", "GetCostAndUsage")
    assert answer is not None
    call = Call(Place(made.company.payer.id, "us-east-1", "ce"), "GetCostAndUsage", PARAMETERS)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(answer, [call] * 16))
    assert len(stored) == 1
    assert all(one == answers[0] for one in answers)
    assert answers[0]["ResultsByTime"][0]["Total"]["UnblendedCost"]["Amount"] != "0"


def test_every_question_has_its_own_answer() -> None:
    days = cube.Cube(plan(REQUEST, seed=1))
    query = "SELECT count(*) FROM cost WHERE day < ?"
    none, some = days.rows(query, [date(2026, 10, 1)]), days.rows(query, [date(2026, 11, 1)])
    assert none == [(0,)]
    assert some[0][0] > 0
    assert days.rows(query, [date(2026, 10, 1)]) == none
