"""What AWS itself advises, and its budgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from finops_aws.documents.figures import Amount, exact
from finops_aws.documents.tables import Table
from finops_aws.domain.operations.collected import Advice, Budget


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDocument:
    """One advice, in AWS's own words; ``monthly_saving`` null: AWS named no amount."""

    source: str
    account: str
    region: str
    resource_id: str | None
    resource_arn: str | None
    subject: str | None
    finding: str | None
    action: str | None
    monthly_saving: Amount
    currency: str | None
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class AdviceListDocument:
    """What AWS advises, largest saving first; several may mean one resource: never add them up."""

    total: int
    rows: list[AdviceDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetDocument:
    """One AWS budget in its running period; null is what AWS does not say."""

    account: str
    name: str
    kind: str
    time_unit: str
    unit: str | None
    limit: Amount
    actual: Amount
    forecast: Amount


@dataclass(frozen=True, slots=True)
class BudgetsDocument:
    """The budgets that are kept in AWS."""

    rows: list[BudgetDocument]


def advice_documents(advice: Iterable[Advice]) -> list[AdviceDocument]:
    return [
        AdviceDocument(
            source=one.source,
            account=one.account,
            region=one.region,
            resource_id=one.resource_id,
            resource_arn=one.resource_arn,
            subject=one.subject,
            finding=one.finding,
            action=one.action,
            monthly_saving=exact(one.monthly_saving),
            currency=one.currency,
            as_of=one.as_of,
        )
        for one in advice
    ]


def budgets_document(budgets: Iterable[Budget]) -> BudgetsDocument:
    return BudgetsDocument(
        [
            BudgetDocument(
                account=one.account,
                name=one.name,
                kind=one.kind,
                time_unit=one.time_unit,
                unit=one.unit,
                limit=exact(one.limit),
                actual=exact(one.actual),
                forecast=exact(one.forecast),
            )
            for one in budgets
        ]
    )


def advice_table(rows: Sequence[AdviceDocument]) -> Table:
    columns = (
        *("source", "account", "region", "resource_id", "resource_arn", "subject", "finding", "action"),
        *("monthly_saving", "currency", "as_of"),
    )
    return Table("advice", columns, [tuple(getattr(row, name) for name in columns) for row in rows])


def budgets_table(document: BudgetsDocument) -> Table:
    columns = ("account", "name", "kind", "time_unit", "unit", "limit", "actual", "forecast")
    return Table("budgets", columns, [tuple(getattr(row, name) for name in columns) for row in document.rows])
