"""An examination asks each account only what is free, and only what is the account's to ask."""

from finops_aws.application.operations.examine_accounts import examine_accounts
from finops_aws.domain.operations.estate import Ending, Status
from tests.application.operations.collecting import (
    MEMBER,
    PAYER,
    FakeIntegrations,
    FakeSources,
    profile,
)

OFF = Ending(status=Status.NOT_ENABLED, code="OptInRequiredException")
EVERY = (
    profile("budgets", payer=True),
    profile("explorer", payer=True, usd="0.01"),
    profile("optimizer"),
)


def examined(*accounts: str) -> dict[tuple[str, str], str]:
    """(account, what) → its status; ``not asked`` where asking costs money."""
    sources = FakeSources(FakeIntegrations(EVERY, endings={"optimizer": OFF}))
    found = examine_accounts(accounts, sources, payers=(PAYER,))
    assert "explorer" not in {job.service for job in sources.integrations.asked}
    return {
        (one.account, one.profile.key if one.profile else "account"): (
            str(one.ending.status) if one.ending else "not asked"
        )
        for one in found
    }


def test_a_payer_is_asked_what_is_free_and_told_what_is_not():
    assert examined(PAYER) == {
        (PAYER, "account"): "ok",
        (PAYER, "budgets"): "ok",
        (PAYER, "explorer"): "not asked",
        (PAYER, "optimizer"): "not_enabled",
    }


def test_a_member_is_not_asked_what_only_the_payer_can_tell():
    assert examined(MEMBER) == {(MEMBER, "account"): "ok", (MEMBER, "optimizer"): "not_enabled"}


def test_an_account_that_cannot_be_reached_is_asked_nothing_else():
    assert examined("closed", MEMBER) == {
        ("closed", "account"): "denied",
        (MEMBER, "account"): "ok",
        (MEMBER, "optimizer"): "not_enabled",
    }
