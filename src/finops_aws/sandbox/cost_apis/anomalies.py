"""GetAnomalies and GetAnomalyMonitors: the incidents that were planted in the bill.

An anomaly's impact is what the lines of its incident cost, amortized: all that would not have been
without it. What the same usage of the same account cost besides is what was expected.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Anomaly.html
"""

import operator
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from finops_aws.sandbox.cost_apis.ledger import Answer, Ledger
from finops_aws.sandbox.cost_apis.paging import cut, following
from finops_aws.sandbox.cost_apis.service_names import service_name
from finops_aws.sandbox.meters import Meter
from finops_aws.sandbox.prices import TICKS
from finops_aws.sandbox.server import Call, Refusal

USUAL_PAGE = 100
MONITOR = "Default-Services-Monitor"
IMPACT = """
    SELECT day, sum(amortized) FROM cost
    WHERE (list_contains(?, series) OR series IS NULL AND list_contains(?, meter)) AND day >= ? AND day <= ?
    GROUP BY day"""
SPEND = """
    SELECT coalesce(sum(amortized), 0) FROM cost
    WHERE linked_account = ? AND service = ? AND usage_type = ? AND day >= ? AND day <= ?"""
COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "EQUAL": operator.eq,
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_OR_EQUAL": operator.ge,
    "LESS_THAN": operator.lt,
    "LESS_THAN_OR_EQUAL": operator.le,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One planted incident: its first and last day, the meters and the series of its lines."""

    number: int
    account: str
    first: date
    last: date
    meters: tuple[Meter, ...]
    series: tuple[int, ...]


def incidents(ledger: Ledger) -> list[Incident]:
    """The incidents of the company, with the lines that are theirs."""
    return [_incident(ledger, n, planted) for n, planted in enumerate(ledger.plan.company.incidents)]


def _incident(ledger: Ledger, number: int, planted: Mapping[str, str]) -> Incident:
    plan = ledger.plan
    born = datetime.fromisoformat(planted["from"])
    over = datetime.fromisoformat(planted["to"])
    wanted = planted.get("resource_id")
    meters = tuple(
        meter
        for meter in plan.meters
        if (meter.account.id, meter.usage_type) == (planted["account"], planted["usage_type"])
        and meter.resource_id
        and wanted in (None, meter.resource_id)
    )
    ids = {meter.id for meter in meters}
    series = tuple(
        place
        for place, one in enumerate(plan.series)
        if one.meter.id in ids
        and plan.timeline.time(one.birth) == born
        and plan.timeline.time(one.death) == over
    )
    return Incident(
        number=number,
        account=planted["account"],
        first=born.date(),
        last=(over - timedelta(hours=1)).date(),
        meters=meters,
        series=series,
    )


def _anomalies(ledger: Ledger, call: Call) -> dict[str, Any]:
    asked = call.parameters
    planted = incidents(ledger) if ledger.is_payer(call) else []
    if asked.get("MonitorArn", _monitor_arn(ledger)) != _monitor_arn(ledger) or asked.get("Feedback"):
        planted = []
    ended = [one for one in planted if _is_between(one.last, asked["DateInterval"])]
    found = [_anomaly(ledger, one) for one in ended]
    kept = [one for one in found if _is_big(one, asked.get("TotalImpact"))]
    page, token = cut(kept, asked.get("NextPageToken"), size=int(asked.get("MaxResults") or USUAL_PAGE))
    return {"Anomalies": page, **following("NextPageToken", token)}


def _is_between(day: date, interval: Mapping[str, str]) -> bool:
    """Whether an anomaly ended on a day of the interval; without an end it is open."""
    end = interval.get("EndDate")
    return interval["StartDate"][:10] <= day.isoformat() and (not end or day.isoformat() <= end[:10])


def _is_big(anomaly: Mapping[str, Any], wanted: Mapping[str, Any] | None) -> bool:
    if not wanted:
        return True
    impact, start = anomaly["Impact"]["TotalImpact"], wanted["StartValue"]
    if wanted["NumericOperator"] == "BETWEEN":
        return bool(start <= impact <= wanted["EndValue"])
    return COMPARED[wanted["NumericOperator"]](impact, start)


def _anomaly(ledger: Ledger, incident: Incident) -> dict[str, Any]:
    """The incident as AWS tells it; the service's amounts are JSON numbers."""
    first = incident.meters[0]
    service = service_name(first)
    span = [incident.first, incident.last]
    ids = [] if incident.series else [meter.id for meter in incident.meters]
    days = [int(cost) for _, cost in ledger.cube.rows(IMPACT, [list(incident.series), ids, *span])]
    [(spent,)] = ledger.cube.rows(SPEND, [incident.account, service, first.usage_type, *span])
    impact, actual = sum(days), int(spent)
    cause = {
        "Service": service,
        "Region": first.region,
        "LinkedAccount": incident.account,
        "LinkedAccountName": ledger.names[incident.account],
        "UsageType": first.usage_type,
        "Impact": {"Contribution": impact / TICKS},
    }
    score = impact / actual if actual else 0.0
    return {
        "AnomalyId": _number(ledger, f"anomaly-{incident.number}"),
        "AnomalyStartDate": incident.first.isoformat(),
        "AnomalyEndDate": incident.last.isoformat(),
        "DimensionValue": service,
        "RootCauses": [cause],
        "AnomalyScore": {"MaxScore": score, "CurrentScore": score},
        "Impact": _impact(days, actual),
        "MonitorArn": _monitor_arn(ledger),
    }


def _impact(days: list[int], actual: int) -> dict[str, float]:
    impact = sum(days)
    expected = actual - impact
    share = {"TotalImpactPercentage": 100 * impact / expected} if expected else {}
    return {
        "MaxImpact": max(days, default=0) / TICKS,
        "TotalImpact": impact / TICKS,
        "TotalActualSpend": actual / TICKS,
        "TotalExpectedSpend": expected / TICKS,
        **share,
    }


def _monitors(ledger: Ledger, call: Call) -> dict[str, Any]:
    """The payer watches all services with one monitor; members have none."""
    arn = _monitor_arn(ledger)
    wanted = call.parameters.get("MonitorArnList") or [arn]
    if not ledger.is_payer(call):
        return {"AnomalyMonitors": []}
    if set(wanted) != {arn}:
        raise Refusal("UnknownMonitorException", "Unknown anomaly monitor")
    made = f"{ledger.plan.timeline.epoch:%Y-%m-%dT%H:%M:%SZ}"
    monitor = {
        "MonitorArn": arn,
        "MonitorName": MONITOR,
        "CreationDate": made,
        "LastUpdatedDate": made,
        "LastEvaluatedDate": f"{ledger.until:%Y-%m-%dT00:00:00Z}",
        "MonitorType": "DIMENSIONAL",
        "MonitorDimension": "SERVICE",
    }
    return {"AnomalyMonitors": [monitor]}


def _monitor_arn(ledger: Ledger) -> str:
    return f"arn:aws:ce::{ledger.plan.company.payer.id}:anomalymonitor/{_number(ledger, 'monitor')}"


def _number(ledger: Ledger, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{ledger.plan.company.payer.id}-{name}"))


ANSWERS: dict[str, Answer] = {"GetAnomalies": _anomalies, "GetAnomalyMonitors": _monitors}
