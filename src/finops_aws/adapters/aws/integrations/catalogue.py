"""The catalogue of integrations, typed: what each API of AWS is asked, and where its answer keeps it.

One YAML file per API, compiled into one JSON (``python docs/compile_catalog.py``). Paths are JMESPath;
``_parent.<param>`` is a value of ``for_each``, ``best`` what the question's own ``best`` finds.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from finops_aws.domain.operations.collected import IntegrationProfile, Remedy
from finops_aws.domain.operations.paid_calls import Fee

COMPILED = Path(__file__).parents[3] / "catalog" / "integrations.json"


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Part of the catalogue; a word that nothing reads is an error."""


class FeePart(_Part, frozen=True, kw_only=True):
    """What AWS charges for one request or, ``per`` metric, for one metric; and the source."""

    usd: Decimal
    per: Literal["request", "metric"] = "request"
    source: str


class RemedyPart(_Part, frozen=True, kw_only=True):
    """What turns the API on, what that costs (by language), and the page that says so."""

    command: str
    cost: dict[str, str]
    source: str


class Each(_Part, frozen=True, kw_only=True):
    """The values of one parameter: constant, of the context, or listed by another operation."""

    param: str
    const: tuple[str, ...] | None = None
    context: Literal["account_id"] | None = None
    op: str | None = None
    params: dict[str, Any] = field(default_factory=dict)
    path: str | None = None


class Listing(_Part, frozen=True, kw_only=True):
    """The operation to page through; words of ``params`` that begin with ``$`` are days (see ``windows``)."""

    op: str
    items: str
    params: dict[str, Any] = field(default_factory=dict)
    for_each: tuple[Each, ...] = ()


class AdvicePaths(_Part, frozen=True, kw_only=True):
    """Where an item keeps the parts of an advice."""

    resource_arn: str | None = None
    resource_id: str | None = None
    subject: str | None = None
    finding: str | None = None
    action: str | None = None
    monthly_saving: str | None = None
    currency: str | None = None
    as_of: str | None = None


class BudgetPaths(_Part, frozen=True, kw_only=True):
    """Where an item keeps the parts of a budget."""

    name: str
    kind: str
    time_unit: str
    unit: str
    limit: str
    actual: str
    forecast: str


class ValuePath(_Part, frozen=True, kw_only=True):
    """One figure of an item and its unit, constant or told by the item."""

    path: str
    unit: str | None = None
    unit_path: str | None = None


class MeasurePaths(_Part, frozen=True, kw_only=True):
    """The figures of an item: about which subject, in which period."""

    values: dict[str, ValuePath]
    subject: str | None = None
    start: str | None = None
    end: str | None = None


class IntegrationQuestion(_Part, frozen=True, kw_only=True):
    """One list, asked for where resources of ``needs`` exist; ``iam`` has the actions that it takes."""

    key: str
    listing: Listing = field(name="list")
    iam: tuple[str, ...]
    needs: tuple[str, ...] = ()
    best: str | None = None
    account: str | None = None
    region: str | None = None
    advice: AdvicePaths | None = None
    budget: BudgetPaths | None = None
    measures: MeasurePaths | None = None


class Integration(_Part, frozen=True, kw_only=True):
    """One API; ``asks`` is whose credentials it takes, ``home`` the region of a global one.

    ``not_enabled`` are codes, ``not_enabled_words`` words in a refusal, by which it says that it is off.
    """

    key: str
    client: str
    name: str
    asks: Literal["payer", "account"]
    scope: Literal["regional", "global"]
    fee: FeePart
    not_enabled: tuple[str, ...]
    questions: tuple[IntegrationQuestion, ...]
    home: str | None = None
    not_enabled_words: str | None = None
    remedy: RemedyPart | None = None

    def fee_of(self, operation: str) -> Fee:
        """What one request of the operation costs."""
        return Fee(f"{self.client}:{operation}", self.fee.usd, self.fee.source)


class _Compiled(_Part, frozen=True, kw_only=True):
    generated: str
    integrations: tuple[Integration, ...]


@cache
def read_integrations(path: Path = COMPILED) -> tuple[Integration, ...]:
    """Every integration, by key; raises msgspec.ValidationError where its shape is another."""
    return msgspec.json.decode(path.read_bytes(), type=_Compiled).integrations


class IntegrationCatalogue:
    """The integrations in the words of the domain."""

    def integrations(self) -> tuple[IntegrationProfile, ...]:
        return tuple(map(_profile, read_integrations()))


def metric_fee() -> Fee:
    """What one metric asked for costs."""
    return next(one for one in read_integrations() if one.fee.per == "metric").fee_of("GetMetricData")


def _profile(one: Integration) -> IntegrationProfile:
    return IntegrationProfile(
        key=one.key,
        name=one.name,
        questions={question.key: question.needs for question in one.questions},
        is_asked_by_list=one.fee.per == "request",
        asks_payer=one.asks == "payer",
        home=one.home,
        fee_usd=one.fee.usd,
        fee_source=one.fee.source,
        actions=tuple(sorted({action for question in one.questions for action in question.iam})),
        remedy=Remedy(one.remedy.command, one.remedy.cost, one.remedy.source) if one.remedy else None,
    )
