"""AWS Trusted Advisor through the AWS Support API: the caller's own account, all regions.

https://docs.aws.amazon.com/awssupport/latest/APIReference/API_DescribeTrustedAdvisorCheckResult.html
The payer and every second member have a Business support plan; the others are refused. Names and
descriptions are in English, whatever language is asked for. As in AWS, the ``resourceId`` of a flagged
resource is a name of Trusted Advisor's own; what it is stands among the metadata.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Any

from finops_aws.sandbox.advice_apis.knowledge import Knowledge
from finops_aws.sandbox.advice_apis.money import Saving, total
from finops_aws.sandbox.advice_apis.trusted_checks import CHECKS, Check, Seen
from finops_aws.sandbox.server.calls import Call, Refusal
from finops_aws.sandbox.server.records import Records

Item = dict[str, Any]
CLIENT = "support"
INVALID = "InvalidParameterValueException"
LANGUAGES = ("zh", "zh_TW", "en", "fr", "de", "id", "it", "ja", "ko", "pt_BR", "es")
NOT_SUBSCRIBED = "Amazon Web Services Premium Support Subscription is required to use this service."


def add_trusted_advisor(records: Records, knowledge: Knowledge) -> None:
    """Let the records answer the Trusted Advisor operations of AWS Support."""
    answers = {
        "DescribeTrustedAdvisorChecks": _checks,
        "DescribeTrustedAdvisorCheckResult": _result,
        "DescribeTrustedAdvisorCheckSummaries": _summaries,
    }
    for operation, answer in answers.items():
        records.compute(CLIENT, operation, answer=partial(_to_subscribers, answer, knowledge))


def _to_subscribers(answer: Callable[[Call, Knowledge], Item], knowledge: Knowledge, call: Call) -> Item:
    if call.place.account not in knowledge.supported:
        raise Refusal("SubscriptionRequiredException", NOT_SUBSCRIBED)
    return answer(call, knowledge)


def _checks(call: Call, knowledge: Knowledge) -> Item:
    _check_language(call)
    return {
        "checks": [
            {
                "id": check.id,
                "name": check.name,
                "description": check.description,
                "category": "cost_optimizing",
                "metadata": list(check.columns),
            }
            for check in CHECKS
        ]
    }


def _result(call: Call, knowledge: Knowledge) -> Item:
    _check_language(call)
    check = _named(call.parameters["checkId"])
    seen = _seen(check, call.place.account, knowledge)
    flagged = [_resource(one, check) for one in seen if one.cells is not None]
    return {"result": {**_summary(check, seen, knowledge), "flaggedResources": flagged}}


def _summaries(call: Call, knowledge: Knowledge) -> Item:
    found: list[Item] = []
    for check in map(_named, call.parameters["checkIds"]):
        seen = _seen(check, call.place.account, knowledge)
        has_any = any(one.cells is not None for one in seen)
        found.append({**_summary(check, seen, knowledge), "hasFlaggedResources": has_any})
    return {"summaries": found}


def _check_language(call: Call) -> None:
    language = call.parameters.get("language")
    if language is not None and language not in LANGUAGES:
        raise Refusal(INVALID, f"Invalid language code: {language}")


def _named(check_id: str) -> Check:
    for check in CHECKS:
        if check.id == check_id:
            return check
    raise Refusal(INVALID, f"Unknown ID: {check_id}")


def _seen(check: Check, account: str, knowledge: Knowledge) -> list[Seen]:
    things = knowledge.things_of(account, kind=check.kind)
    return [seen for thing in things if (seen := check.see(thing, knowledge)) is not None]


def _summary(check: Check, seen: Sequence[Seen], knowledge: Knowledge) -> Item:
    flagged = sum(one.cells is not None for one in seen)
    saving = total(Saving(cost=one.cost, saved=one.saved) for one in seen)
    return {
        "checkId": check.id,
        "timestamp": f"{knowledge.refreshed:%Y-%m-%dT%H:%M:%SZ}",
        "status": "warning" if flagged else "ok",
        "resourcesSummary": {
            "resourcesProcessed": len(seen),
            "resourcesFlagged": flagged,
            "resourcesIgnored": 0,
            "resourcesSuppressed": 0,
        },
        "categorySpecificSummary": {
            "costOptimizing": {
                "estimatedMonthlySavings": float(saving.saved),
                "estimatedPercentMonthlySavings": float(saving.percent / 100),
            }
        },
    }


def _resource(seen: Seen, check: Check) -> Item:
    name = sha256(f"{check.id} {seen.thing.resource_id}".encode()).digest()
    return {
        "status": "warning",
        "region": seen.thing.region,
        "resourceId": urlsafe_b64encode(name).decode().rstrip("="),
        "isSuppressed": False,
        "metadata": list(seen.cells or ()),
    }
