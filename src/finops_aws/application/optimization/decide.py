"""Decide about recommendations: accept, snooze or dismiss them, or take a decision back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from finops_aws.application.ports import Clock, DecisionsFile
from finops_aws.domain.optimization.decisions import Choice, Decision
from finops_aws.domain.optimization.recommendations import Recommendation, Recommendations
from finops_aws.errors import InvalidParameter, UnknownName

MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRequest:
    """What to decide about which recommendations (ids); ``choice`` None takes decisions back."""

    recommendations: tuple[str, ...]
    choice: Choice | None
    reason: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds now, and what held before (None: nothing), by recommendation: enough to undo it."""

    now: Mapping[str, Decision | None]
    before: Mapping[str, Decision | None]


def decide(
    request: DecideRequest, *, file: DecisionsFile, found: Callable[[], Recommendations], clock: Clock
) -> Decided:
    """Write the decisions down, all or none.

    Raises InvalidParameter (a snooze without a day to come, a dismissal without a reason, a day that is
    past), UnknownName for an id that is neither found nor decided about, InvalidFile, AccessDenied.
    """
    now = clock.now()
    _require_whole(request, now.date())
    held = file.read()
    known = {} if request.choice is None else _known(found())
    changed: dict[str, Decision | None] = {}
    for name in request.recommendations:
        if request.choice is None:
            if name not in held:
                raise _unknown(name, held)
            changed[name] = None
        elif name in known:
            changed[name] = _decision(known[name], request, now)
        else:
            raise _unknown(name, known)
    file.write(changed)
    return Decided(changed, {name: held.get(name) for name in changed})


def _require_whole(request: DecideRequest, today: date) -> None:
    if request.choice is Choice.SNOOZE and request.until is None:
        raise InvalidParameter(name="until", value="", reason="a snooze needs the day on which it ends")
    if request.choice is Choice.DISMISS and not (request.reason or "").strip():
        raise InvalidParameter(name="reason", value="", reason="a dismissal needs a reason")
    if request.until is not None and request.until <= today:
        raise InvalidParameter(name="until", value=request.until, reason="it must be a day to come")


def _known(found: Recommendations) -> dict[str, Recommendation]:
    return {one.id: one for one in (*found.plan, *found.set_aside)}


def _unknown(name: str, known: Mapping[str, object]) -> UnknownName:
    shown: Sequence[str] = sorted(known)[:MOST_NAMED]
    return UnknownName(kind="recommendation", name=name, known=", ".join(shown) or "none")


def _decision(one: Recommendation, request: DecideRequest, now: datetime) -> Decision:
    finding = one.finding
    if request.choice is None:
        raise ValueError("a decision has a choice")
    return Decision(
        recommendation=one.id,
        choice=request.choice,
        reason=(request.reason or "").strip() or None,
        until=request.until,
        decided_at=now.replace(microsecond=0),
        check=one.check.id,
        account=finding.account,
        region=finding.region,
        resource_type=finding.resource_type,
        resource_id=finding.resource_id,
        resource_arn=finding.resource_arn,
        billed=finding.billed,
    )
