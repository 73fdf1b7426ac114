"""Query parameters: typed structs, one way to filter and page for all."""

from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from finops_aws.domain.charge import CostMetric
from finops_aws.domain.operations.estate import Status
from finops_aws.domain.operations.resources import ResourceOrder
from finops_aws.domain.operations.usage import QuantityBy, UsageOrder
from finops_aws.domain.optimization.checks import Family
from finops_aws.domain.visibility.costs import Basis, Granularity
from finops_aws.domain.visibility.overview import OverviewPart
from finops_aws.errors import InvalidParameter, UnknownName

LARGEST_PAGE = 10_000
MOST_GROUPS = 100
MOST_DIMENSIONS = 6
MOST_FILTERS = 20
LONGEST_TEXT = 2_000
MOST_DECIDED = 1_000
_SHOWN = 80

Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Day = Annotated[
    str, Meta(pattern=r"^\d{4}-\d{2}(-\d{2})?$", description="YYYY-MM-DD, or YYYY-MM for its first day.")
]
Filters = Annotated[
    list[Text],
    Meta(
        max_length=MOST_FILTERS,
        description="DIMENSION=VALUE, DIMENSION=A|B or DIMENSION!=VALUE; may be repeated.",
    ),
]
Names = Annotated[list[Text], Meta(max_length=MOST_FILTERS, description="Keys; may be repeated.")]
Metric = Annotated[CostMetric, Meta(description="How cost is counted.")]


class Query(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every endpoint takes."""

    lang: Annotated[
        Literal["en", "pt-BR"] | None, Meta(description="Language; wins over Accept-Language.")
    ] = None


class Page(Query, frozen=True, kw_only=True):
    """What every list takes."""

    limit: Annotated[int, Meta(ge=1, le=LARGEST_PAGE, description="Rows of a page.")] = 1_000
    offset: Annotated[int, Meta(ge=0, le=10**9, description="Rows before the page.")] = 0


class CostsQuery(Page, frozen=True, kw_only=True):
    """A question about cost, as ``finops costs`` asks it."""

    by: Annotated[
        list[Text],
        Meta(
            max_length=MOST_DIMENSIONS,
            description="Dimensions to group by; may be repeated. Empty: the total.",
        ),
    ] = field(default_factory=lambda: ["ServiceName"])
    metric: Metric = CostMetric.EFFECTIVE
    granularity: Annotated[Granularity, Meta(description="One bucket per day, per month, or one.")] = (
        Granularity.TOTAL
    )
    start: Day | None = field(name="from", default=None)
    end: Day | None = field(name="to", default=None)
    filters: Filters = field(name="filter", default_factory=list)
    basis: (
        Annotated[Basis, Meta(description="Bills of the months, or days; whole months default to bills.")]
        | None
    ) = None


class RankedCostsQuery(CostsQuery, frozen=True, kw_only=True):
    """A question about cost of which only the largest groups are listed."""

    top: (
        Annotated[
            int,
            Meta(ge=1, le=MOST_GROUPS, description="Groups to list; the others are added up in `others`."),
        ]
        | None
    ) = None


class ChangesQuery(CostsQuery, frozen=True, kw_only=True):
    """What changed against an earlier period."""

    against: Annotated[
        Literal["previous", "month", "year"],
        Meta(description="The period just before, or the same days a month or a year earlier."),
    ] = "previous"


class OverviewQuery(Query, frozen=True, kw_only=True):
    """Which parts of the overview, and how cost is counted in it."""

    metric: Metric = CostMetric.EFFECTIVE
    part: Annotated[
        list[OverviewPart],
        Meta(max_length=len(OverviewPart), description="Parts to answer; may be repeated. None: all."),
    ] = field(default_factory=list)


class ServicesQuery(Page, frozen=True, kw_only=True):
    """The services of a period."""

    metric: Metric = CostMetric.EFFECTIVE
    start: Day | None = field(name="from", default=None)
    end: Day | None = field(name="to", default=None)
    filters: Filters = field(name="filter", default_factory=list)


class DimensionValuesQuery(Page, frozen=True, kw_only=True):
    """The values of one dimension in a period; ``search`` keeps those that contain it."""

    name: Text
    metric: Metric = CostMetric.EFFECTIVE
    start: Day | None = field(name="from", default=None)
    end: Day | None = field(name="to", default=None)
    search: Text = ""


class CoverageQuery(Page, frozen=True, kw_only=True):
    """Which jobs of the scan; without any of these all."""

    status: Annotated[list[Status], Meta(max_length=len(Status), description="How they ended.")] = field(
        default_factory=list
    )
    service: Names = field(default_factory=list)
    region: Names = field(default_factory=list)
    gaps: Annotated[bool, Meta(description="Only jobs that leave something unknown.")] = False


class ResourcesQuery(Page, frozen=True, kw_only=True):
    """Which resources, in which order."""

    filters: Annotated[
        list[Text],
        Meta(
            max_length=MOST_FILTERS,
            description="COLUMN=VALUE, COLUMN=A|B, COLUMN!=VALUE or COLUMN~PART; may be repeated.",
        ),
    ] = field(name="where", default_factory=list)
    search: Text = ""
    order: Annotated[ResourceOrder, Meta(description="Largest cost first, newest first, or by name.")] = (
        ResourceOrder.COST
    )


class UsageQuery(Page, frozen=True, kw_only=True):
    """Whose metrics over which days; without days the last fourteen that are known."""

    start: Day | None = field(name="from", default=None)
    end: Day | None = field(name="to", default=None)
    account: Names = field(default_factory=list)
    region: Names = field(default_factory=list)
    service: Names = field(default_factory=list)
    metric: Names = field(default_factory=list)
    resource: Names = field(default_factory=list)
    search: Text = ""
    order: Annotated[UsageOrder, Meta(description="Least used first, most used first, or by name.")] = (
        UsageOrder.NAME
    )


class QuantitiesQuery(Page, frozen=True, kw_only=True):
    """What was consumed, over which days; without days the last fourteen of the bill."""

    start: Day | None = field(name="from", default=None)
    end: Day | None = field(name="to", default=None)
    by: Annotated[QuantityBy, Meta(description="What quantities are told by.")] = QuantityBy.USAGE_TYPE
    service: Names = field(default_factory=list)
    account: Names = field(default_factory=list)


class RecommendationsQuery(Page, frozen=True, kw_only=True):
    """Which recommendations; without any of these all."""

    family: Annotated[
        list[Family], Meta(max_length=len(Family), description="Families of checks; may be repeated.")
    ] = field(default_factory=list)
    check: Names = field(default_factory=list)
    account: Names = field(default_factory=list)
    min_saving: Annotated[int, Meta(ge=0, le=10**9, description="Least saving a month.")] = 0


class AdviceQuery(Page, frozen=True, kw_only=True):
    """Which of AWS's advice."""

    source: Names = field(default_factory=list)
    account: Names = field(default_factory=list)


Q = TypeVar("Q", bound=Query)


def parse(values: dict[str, list[str]], query: type[Q]) -> Q:
    """The query from what the URL said; raises UnknownName (parameter) or InvalidParameter."""
    properties = schema_of(query)["properties"]
    for name in values:
        if name not in properties:
            raise UnknownName(kind="parameter", name=name, known=", ".join(properties))
    given = {
        name: _listed(found) if properties[name].get("type") == "array" else found[-1]
        for name, found in values.items()
    }
    try:
        return msgspec.convert(given, type=query, strict=False)
    except msgspec.ValidationError as error:
        name = str(error).rpartition("`$")[2].strip("`.").partition("[")[0] or "?"
        value = str(given.get(name, ""))[:_SHOWN]
        raise InvalidParameter(name=name, value=value, reason=_expected(properties.get(name, {}))) from error


class DecisionsBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to decide about which recommendations."""

    recommendations: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=LONGEST_TEXT)]],
        Meta(min_length=1, max_length=MOST_DECIDED, description="Ids of recommendations."),
    ]
    decision: Annotated[
        Literal["accept", "snooze", "dismiss", "none"], Meta(description="none takes decisions back.")
    ]
    reason: Annotated[Text | None, Meta(description="Why; a dismissal needs it.")] = None
    until: Annotated[date | None, Meta(description="The day on which it ends; a snooze needs it.")] = None


B = TypeVar("B", bound=Struct)


def parse_body(text: bytes, kind: type[B]) -> B:
    """The JSON of a call; raises InvalidParameter."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidParameter(
            name="body", value=_beginning(text), reason=f"the body is not as documented: {error}"
        ) from error


def _beginning(text: bytes) -> str:
    return text[:_SHOWN].decode("utf-8", "replace")


@cache
def schema_of(query: type[Query]) -> dict[str, Any]:
    """The JSON schema of a query, references written out."""
    (_, components) = msgspec.json.schema_components([query], ref_template="{name}")
    schema: dict[str, Any] = components[query.__name__]
    for name, one in schema["properties"].items():
        schema["properties"][name] = _written_out(one, components)
    return schema


def _written_out(schema: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The schema with references replaced by what they name; null is not a value in a URL."""
    choices = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(choices) == 1:
        schema = {**{k: v for k, v in schema.items() if k != "anyOf"}, **choices[0]}
    if "enum" in schema:
        schema = {**schema, "enum": [value for value in schema["enum"] if value is not None]}
    if "$ref" in schema:
        named = {k: v for k, v in components[schema["$ref"]].items() if k not in ("title", "description")}
        schema = {**{k: v for k, v in schema.items() if k != "$ref"}, **named}
    if "items" in schema:
        schema = {**schema, "items": _written_out(schema["items"], components)}
    return {k: v for k, v in schema.items() if k != "default" or v is not None}


def _listed(values: list[str]) -> list[str]:
    return [value for value in values if value]


def _expected(schema: dict[str, Any]) -> str:
    """What a parameter takes, as a reason."""
    if "enum" in schema:
        return f"it must be one of: {', '.join(map(str, schema['enum']))}"
    if schema.get("type") == "integer":
        return f"it must be a whole number from {schema['minimum']} to {schema['maximum']}"
    if schema.get("type") == "array":
        times = schema["maxItems"]
        return f"it may be given {times} times at most, each {LONGEST_TEXT} characters long at most"
    if "pattern" in schema:
        return "expected YYYY-MM or YYYY-MM-DD"
    return "it is too long"
