"""Waste among web ACLs."""

from decimal import Decimal

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import (
    ALL,
    NOTHING,
    Charge,
    Hours,
    Kind,
    Readings,
    Specimen,
    Told,
    before,
    counted,
    flat,
    gib_months,
    silent,
)

QUIET_DAYS = 30
BILLED_DAYS = 27
"""Own choice: an ACL is judged when it was there nearly all the days of the bill's window."""

OUTCOMES = ("AllowedRequests", "BlockedRequests", "CaptchaRequests", "ChallengeRequests")


def _acl(
    lot: Lot, *, requests: Hours, outcome: str = OUTCOMES[0], billed_requests: int = 0, age_days: float = 500
) -> Specimen:
    """A web ACL whose requests all have one outcome; the bill counts ``billed_requests`` an hour."""
    name, identity = lot.name("edge"), f"{lot.hex(8)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(4)}-{lot.hex(12)}"
    arn = lot.arn("wafv2", f"regional/webacl/{name}/{identity}")
    acl = {"Name": name, "Id": identity, "ARN": arn, "LockToken": identity}
    charges = (
        _firewall("WebACLV2", usd="5", unit="Month", per_hour=gib_months(1), saved=ALL),
        _firewall("RuleV2", usd="1", unit="Month", per_hour=gib_months(lot.dice.randint(2, 9)), saved=ALL),
        _firewall("RequestV2-Tier1", usd="0.0000006", unit="Requests", per_hour=Decimal(billed_requests)),
    )
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=lot.days_ago(age_days),
        charges=charges if billed_requests else charges[:2],
        told=(Told(client="wafv2", operation="ListWebACLs", item=acl),),
        readings=(
            Readings(
                namespace="AWS/WAFV2",
                dimensions={"WebACL": name, "Region": lot.region, "Rule": "ALL"},
                metrics={one: requests if one == outcome else silent() for one in OUTCOMES},
            ),
        ),
    )


def _firewall(usage: str, *, usd: str, unit: str, per_hour: Decimal, saved: Decimal = NOTHING) -> Charge:
    return Charge(
        product_code="awswaf",
        product_name="AWS WAF",
        family="Web Application Firewall",
        usage=usage,
        operation="",
        usd=Decimal(usd),
        unit=unit,
        per_hour=per_hour,
        saved=saved,
        category="Security",
        subcategory="Threat Detection",
    )


KINDS = (
    Kind(
        name="idle-web-acl",
        make=_acl,
        forms=(
            lambda _lot: {"requests": silent()},
            lambda lot: {"requests": before(lot.above(QUIET_DAYS + 4), then=counted(60), since=flat(0))},
        ),
        decoys={
            "requests": lambda lot: {
                "requests": before(lot.below(QUIET_DAYS), then=counted(60), since=silent()),
                "billed_requests": 60,
            },
            "requests that cost nothing": lambda lot: {
                "requests": before(lot.below(QUIET_DAYS), then=counted(1), since=silent()),
                "outcome": lot.dice.choice(OUTCOMES[1:]),
            },
            "metrics": lambda _lot: {"requests": silent(), "billed_requests": 60},
            "age": lambda lot: {"requests": silent(), "age_days": lot.below(BILLED_DAYS)},
        },
    ),
)
"""Web ACLs."""
