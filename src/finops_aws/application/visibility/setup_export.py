"""Find the Data Export that delivers the bill, or create it."""

from collections.abc import Sequence
from dataclasses import dataclass

from finops_aws.application.ports import DataExports
from finops_aws.domain.visibility.export_plan import ExistingExport, ExportPlan
from finops_aws.errors import InvalidSetting


@dataclass(frozen=True, slots=True)
class ExportSetup:
    """What was found or done.

    ``outcome`` is ``found``, ``created``, or ``planned`` when nothing was to be changed. ``location``
    is what to ingest. ``health`` is AWS's word for a found export. ``misfits`` are exports of the
    same bucket and prefix, or of the planned name, with what keeps each from doing.
    """

    outcome: str
    location: str
    command: str
    bucket_policy: str
    export_arn: str | None = None
    health: str | None = None
    misfits: tuple[tuple[str, tuple[str, ...]], ...] = ()


def setup_export(exports: DataExports, plan: ExportPlan, *, apply: bool) -> ExportSetup:
    """Find an export that delivers what the plan wants, or create it if ``apply``.

    The command that creates it is told in every case; without ``apply`` nothing in AWS changes.
    Raises InvalidSetting when another export bears the planned name.
    """
    existing = exports.existing()
    policy = plan.bucket_policy(exports.account_id())
    fit = next((export for export in existing if not plan.differences(export)), None)
    if fit is not None:
        location = plan.location(fit.name)
        return ExportSetup("found", location, plan.command(), policy, export_arn=fit.arn, health=fit.health)
    misfits = _misfits(existing, plan)
    if not apply:
        return ExportSetup("planned", plan.location(), plan.command(), policy, misfits=misfits)
    _demand_free_name(existing, plan)
    arn = exports.create(plan)
    return ExportSetup("created", plan.location(), plan.command(), policy, export_arn=arn, misfits=misfits)


def _misfits(existing: Sequence[ExistingExport], plan: ExportPlan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (export.name, plan.differences(export))
        for export in existing
        if export.name == plan.name or plan.location(export.name) == _location(export)
    )


def _location(export: ExistingExport) -> str:
    return "s3://" + "/".join(part for part in (export.bucket, export.prefix.strip("/"), export.name) if part)


def _demand_free_name(existing: Sequence[ExistingExport], plan: ExportPlan) -> None:
    for export in existing:
        if export.name == plan.name:
            reason = "an export of this name delivers something else: " + ", ".join(plan.differences(export))
            raise InvalidSetting(name="--name", value=plan.name, reason=reason)
