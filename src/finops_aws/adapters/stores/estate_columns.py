"""The columns of what is kept of the estate, as JSON lines and as Parquet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from finops_aws.domain.operations.estate import Ending, Job, Outcome, Resource, Status

RESOURCES = {
    "attempt": "VARCHAR",
    "account": "VARCHAR",
    "region": "VARCHAR",
    "job_region": "VARCHAR",
    "service": "VARCHAR",
    "resource_type": "VARCHAR",
    "id": "VARCHAR",
    "arn": "VARCHAR",
    "name": "VARCHAR",
    "created": "TIMESTAMP",
    "state": "VARCHAR",
    "size": "VARCHAR",
    "class": "VARCHAR",
    "tags": "MAP(VARCHAR, VARCHAR)",
    "attributes": "JSON",
}
OUTCOMES = {
    "attempt": "VARCHAR",
    "account": "VARCHAR",
    "region": "VARCHAR",
    "service": "VARCHAR",
    "resource_type": "VARCHAR",
    "status": "VARCHAR",
    "resources": "BIGINT",
    "calls": "BIGINT",
    "throttles": "BIGINT",
    "action": "VARCHAR",
    "code": "VARCHAR",
    "reason": "VARCHAR",
    "stops": "BOOLEAN",
    "ended_at": "TIMESTAMP",
}


def resource_line(resource: Resource, job: Job, *, attempt: str) -> dict[str, Any]:
    return {
        "attempt": attempt,
        "account": resource.account,
        "region": resource.region,
        "job_region": job.region,
        "service": resource.service,
        "resource_type": resource.resource_type,
        "id": resource.id,
        "arn": resource.arn,
        "name": resource.name,
        "created": moment(resource.created),
        "state": resource.state,
        "size": resource.size,
        "class": resource.instance_class,
        "tags": resource.tags,
        "attributes": resource.attributes,
    }


def outcome_line(outcome: Outcome, attempt: str) -> dict[str, Any]:
    job, ending = outcome.job, outcome.ending
    return {
        "attempt": attempt,
        "account": job.account,
        "region": job.region,
        "service": job.service,
        "resource_type": job.resource_type,
        "status": str(ending.status),
        "resources": ending.resources,
        "calls": ending.calls,
        "throttles": ending.throttles,
        "action": ending.action,
        "code": ending.code,
        "reason": ending.reason,
        "stops": ending.stops,
        "ended_at": moment(outcome.ended_at),
    }


def outcome_of(line: Mapping[str, Any], ended_at: datetime) -> Outcome:
    ending = Ending(
        status=Status(line["status"]),
        resources=line["resources"],
        calls=line["calls"],
        throttles=line["throttles"],
        action=line["action"],
        code=line["code"],
        reason=line["reason"],
        stops=line["stops"],
    )
    job = Job(line["service"], line["resource_type"], line["region"], line["account"])
    return Outcome(job, ending, ended_at)


def moment(at: datetime | None) -> str | None:
    """A moment as the engine reads it: UTC, without a zone."""
    return at.replace(tzinfo=None).isoformat(sep=" ") if at else None
