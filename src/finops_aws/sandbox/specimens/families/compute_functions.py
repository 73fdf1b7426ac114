"""Waste among functions: concurrency that is paid for and not used, and x86 where arm64 would do."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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
    silent,
)

QUIET_DAYS = 14
X86, ARM = Decimal("0.0000166667"), Decimal("0.0000133334")
KEPT_X86, KEPT_ARM = Decimal("0.0000041667"), Decimal("0.0000033334")
"""USD a GB-second of use, and of concurrency that is kept ready: https://aws.amazon.com/lambda/pricing/"""

GB_SECOND = "Lambda-GB-Second"
CALLS = counted(900)


def _charge(usage: str, usd: Decimal, per_hour: int, **more: Any) -> Charge:
    return Charge(
        product_code="AWSLambda",
        product_name="AWS Lambda",
        family="Serverless",
        usage=usage,
        operation="Invoke",
        usd=usd,
        unit="Request" if "Request" in usage else GB_SECOND,
        per_hour=Decimal(per_hour),
        subcategory="Serverless Compute",
        **more,
    )


def _told(lot: Lot, name: str, *, changed_days: float = 200, **members: Any) -> Told:
    item = {
        "FunctionName": name,
        "FunctionArn": lot.arn("lambda", f"function:{name}"),
        "Runtime": "python3.12",
        "Handler": "app.handler",
        "CodeSize": 1_500_000,
        "MemorySize": 1024,
        "Timeout": 30,
        "LastModified": f"{lot.days_ago(changed_days):%Y-%m-%dT%H:%M:%S.000+0000}",
        "PackageType": "Zip",
        "Architectures": ["arm64"],
        "State": "Active",
        **members,
    }
    named = {key: value for key, value in item.items() if value is not None}
    return Told(client="lambda", operation="ListFunctions", item=named)


def _readings(name: str, calls: Hours) -> Readings:
    return Readings(namespace="AWS/Lambda", dimensions={"FunctionName": name}, metrics={"Invocations": calls})


def _kept_ready(
    lot: Lot,
    *,
    calls: Hours,
    kept: str | None = "",
    changed_days: float = 200,
    members: Mapping[str, Any] | None = None,
) -> Specimen:
    """``kept``: the alias that is kept ready, "" where the bill names the function, None where none is.

    With ``members`` it is an x86 function.
    """
    name = lot.name("fn")
    arn = lot.arn("lambda", f"function:{name}")
    is_arm = members is None
    usage = "Lambda-Provisioned-Concurrency" + ("-ARM" if is_arm else "")
    ready = _charge(
        usage,
        KEPT_ARM if is_arm else KEPT_X86,
        3600 * lot.dice.randint(2, 20),
        saved=ALL,
        resource=f"{arn}:{kept}" if kept else arn,
    )
    used = _charge(GB_SECOND + ("-ARM" if is_arm else ""), ARM if is_arm else X86, 40)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=(used,) if kept is None else (used, ready),
        told=(_told(lot, name, changed_days=changed_days, **(members or {})),),
        readings=(_readings(name, calls),),
    )


def _x86(lot: Lot, *, members: Mapping[str, Any] | None = None, arm: bool = False) -> Specimen:
    """Beside it runs an arm64 function, whose rate is on the bill."""
    name = lot.name("fn")
    arn = lot.arn("lambda", f"function:{name}")
    seconds = lot.dice.randint(20_000, 90_000)
    sibling = lot.arn("lambda", f"function:{lot.name('fn')}")
    used = _charge(f"{GB_SECOND}-ARM", ARM, seconds)
    if not arm:
        used = _charge(GB_SECOND, X86, seconds, saved=1 - ARM / X86)
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=None,
        charges=(
            used,
            _charge("Request", Decimal("0.0000002"), 52_000),
            _charge(f"{GB_SECOND}-ARM", ARM, 5_000, resource=sibling, saved=NOTHING),
        ),
        told=(_told(lot, name, **{"Architectures": ["arm64" if arm else "x86_64"], **(members or {})}),),
        readings=(_readings(name, CALLS),),
    )


IMAGE: Mapping[str, Any] = {
    "PackageType": "Image",
    "Runtime": None,
    "Handler": None,
    "Architectures": ["x86_64"],
}
"""A container image has neither runtime nor handler."""

KINDS = (
    Kind(
        name="idle-provisioned-concurrency",
        make=_kept_ready,
        forms=(
            lambda _lot: {"calls": silent()},
            lambda lot: {
                "calls": before(lot.above(QUIET_DAYS), then=CALLS, since=silent()),
                "kept": "live",
                "members": IMAGE,
            },
            lambda lot: {"calls": flat(0), "changed_days": lot.above(QUIET_DAYS)},
        ),
        decoys={
            "calls": lambda lot: {"calls": before(lot.below(QUIET_DAYS), then=CALLS, since=silent())},
            "change": lambda lot: {"calls": silent(), "changed_days": lot.below(QUIET_DAYS)},
            "concurrency": lambda _lot: {"calls": silent(), "kept": None},
        },
    ),
    Kind(
        name="x86-function",
        make=_x86,
        forms=(
            lambda _lot: {},
            lambda _lot: {"members": {"Runtime": "nodejs22.x", "Layers": []}},
        ),
        decoys={
            "architecture": lambda _lot: {"arm": True},
            "package": lambda _lot: {"members": IMAGE},
            "layers": lambda lot: {
                "members": {"Layers": [{"Arn": lot.arn("lambda", "layer:native:3"), "CodeSize": 900_000}]}
            },
            "runtime": lambda _lot: {"members": {"Runtime": "provided.al2023"}},
        },
    ),
)
"""The kinds of this family."""
