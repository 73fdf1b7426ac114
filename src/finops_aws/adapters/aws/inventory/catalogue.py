"""The service catalogue, typed: one entry per billed service, one row per type of resource.

The catalogue is written as one YAML file per service and compiled into one JSON
(``python docs/compile_catalog.py``), which is what this module reads. Paths are JMESPath.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from finops_aws.domain.service import BillingName, Depth, ServiceProfile

COMPILED = Path(__file__).parents[3] / "catalog" / "services.json"

Confidence = Literal["seen", "guess"]
Context = Literal["account_id", "region"]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of the catalogue; a word that nothing reads is an error."""


class Billing(_Part, frozen=True, kw_only=True):
    """How bills name the service; ``usage_type`` (regex) tells apart services of the same product code."""

    product_code: str
    product_code_confidence: Confidence
    ce: str | None = None
    ce_confidence: Confidence | None = None
    usage_type: str | None = None


class ForEach(_Part, frozen=True, kw_only=True):
    """The values of one parameter: of the context, constant, or listed by another operation."""

    param: str
    context: Context | None = None
    const: tuple[str, ...] | None = None
    op: str | None = None
    path: str | None = None
    client: str | None = None


class Listing(_Part, frozen=True, kw_only=True):
    """The operation that lists; ``items`` gives the objects on a page of its answer."""

    op: str
    items: str
    params: dict[str, Any] = field(default_factory=dict)
    for_each: tuple[ForEach, ...] = ()


class Batch(_Part, frozen=True, kw_only=True):
    """At most ``size`` items asked about in one call: the ``of`` of each goes into the list ``param``."""

    param: str
    of: str
    size: int


class Join(_Part, frozen=True, kw_only=True):
    """How a part of a batched answer finds its item: its ``theirs`` is the item's ``ours``."""

    theirs: str
    ours: str


class Description(_Part, frozen=True, kw_only=True):
    """A further question: about one item, its answer under ``into``; or about many, merged into each.

    Codes in ``absent`` mean that there is nothing to tell.
    """

    op: str
    items: str
    param_map: dict[str, str] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    into: str | None = None
    batch: Batch | None = None
    join: Join | None = None
    absent: tuple[str, ...] = ()


class Fields(_Part, frozen=True, kw_only=True):
    """Where the item keeps what every resource has.

    ``arn_template`` takes the place of ``arn`` where the answer has none: it knows ``{partition}``,
    ``{region}``, ``{account}``, ``{id}`` and ``{name}``.
    """

    id: str
    arn: str | None = None
    arn_template: str | None = None
    name: str | None = None
    created: str | None = None
    state: str | None = None
    size: str | None = None
    class_: str | None = field(default=None, name="class")
    region: str | None = None


class Tags(_Part, frozen=True, kw_only=True):
    """Tags of the item itself (``inline``), or of an operation asked with the item's ``of``."""

    inline: str | None = None
    op: str | None = None
    param: str | None = None
    of: str | None = None
    path: str | None = None
    shape: Literal["list", "map"] = "list"
    key: str = "Key"
    value: str = "Value"
    prefer: Literal["rgta"] | None = None


class Metric(_Part, frozen=True, kw_only=True):
    """A CloudWatch metric and the statistic that is read of it.

    ``only`` narrows constant dimensions to the values under which CloudWatch keeps this metric.
    """

    name: str
    stat: str
    role: Literal["usage", "capacity", "errors"]
    unit: str | None = None
    only: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Metrics(_Part, frozen=True, kw_only=True):
    """Where CloudWatch keeps the metrics of an item, and the period of a datapoint in seconds."""

    namespace: str
    dimensions: dict[str, str | dict[str, Any]]
    measured: tuple[Metric, ...] = field(name="list")
    period: int = 3600

    def constants(self) -> dict[str, tuple[str, ...]]:
        """Dimension → its constant values."""
        return {name: tuple(one["const"]) for name, one in self._written() if "const" in one}

    def contexts(self) -> dict[str, str]:
        """Dimension → what of the context is its value."""
        return {name: one["context"] for name, one in self._written() if "context" in one}

    def _written(self) -> Iterable[tuple[str, dict[str, Any]]]:
        return ((name, one) for name, one in self.dimensions.items() if isinstance(one, dict))


class ResourceType(_Part, frozen=True, kw_only=True):
    """One type of resource: how it is listed, described, named, tagged and measured.

    ``tags`` is ``rgta`` where the sweep of the Resource Groups Tagging API tells them, ``none`` where nothing
    does; ``iam`` has every action that the row's calls need.
    """

    type: str
    listing: Listing = field(name="list")
    fields: Fields
    tags: Tags | Literal["rgta", "none"]
    iam: tuple[str, ...]
    describe: tuple[Description, ...] = ()
    keep: str | None = None
    metrics: Metrics | None = None


class ServiceEntry(_Part, frozen=True, kw_only=True):
    """One billed service; ``home`` is the region in which a global one answers.

    ``not_enabled`` are the error codes by which it says that the account has not turned it on.
    """

    key: str
    client: str
    name: str
    group: str
    focus_category: str
    scope: Literal["regional", "global"]
    home: str | None = None
    lifecycle: str | None = None
    billing: tuple[Billing, ...]
    not_enabled: tuple[str, ...]
    resources: tuple[ResourceType, ...]


class _Compiled(_Part, frozen=True, kw_only=True):
    generated: str
    services: tuple[ServiceEntry, ...]


@cache
def read_services(path: Path = COMPILED) -> tuple[ServiceEntry, ...]:
    """Every service of the catalogue, by key; raises msgspec.ValidationError where its shape is another."""
    return msgspec.json.decode(path.read_bytes(), type=_Compiled).services


class _Check(Struct, frozen=True):
    service: str


class _Checks(Struct, frozen=True):
    checks: tuple[_Check, ...]


@cache
def _checked() -> frozenset[str]:
    """The services that a check is about."""
    written = COMPILED.with_name("checks.json").read_bytes()
    return frozenset(one.service for one in msgspec.json.decode(written, type=_Checks).checks)


def depth(entry: ServiceEntry) -> tuple[Depth, ...]:
    """How far one sees into the service, from cost on."""
    seen = {
        Depth.COST: any(one.product_code for one in entry.billing),
        Depth.INVENTORY: bool(entry.resources),
        Depth.TAGS: any(row.tags != "none" for row in entry.resources),
        Depth.METRICS: any(row.metrics is not None for row in entry.resources),
        Depth.CHECKS: entry.key in _checked(),
    }
    return tuple(one for one, is_there in seen.items() if is_there)


def depths(entries: Iterable[ServiceEntry]) -> dict[Depth, int]:
    """The number of services per depth."""
    reached = [depth(entry) for entry in entries]
    return {one: sum(one in of_service for of_service in reached) for one in Depth}


class ServiceCatalogue:
    """The catalogue in the words of the domain."""

    def services(self) -> tuple[ServiceProfile, ...]:
        return tuple(map(_service, read_services()))


def _service(entry: ServiceEntry) -> ServiceProfile:
    return ServiceProfile(
        key=entry.key,
        name=entry.name,
        group=entry.group,
        focus_category=entry.focus_category,
        home=entry.home if entry.scope == "global" else None,
        billing=tuple(
            BillingName(one.product_code, one.ce, one.product_code_confidence == "seen")
            for one in entry.billing
        ),
        resource_types=tuple(row.type for row in entry.resources),
        depths=depth(entry),
        actions=tuple(sorted({action for row in entry.resources for action in row.iam})),
        lifecycle=entry.lifecycle,
    )
