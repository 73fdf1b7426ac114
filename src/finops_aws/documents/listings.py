"""What each answer is as a table."""

from decimal import Decimal

from finops_aws.documents.reconciliation import ReconciliationDocument
from finops_aws.documents.sources import SourcesDocument
from finops_aws.documents.tables import Table
from finops_aws.domain.visibility.costs import Comparison, CostAnswer, CostQuestion

_AMOUNTS = ("gross", "credits", "refunds", "after_credits")


def costs_table(answer: CostAnswer) -> Table:
    """One row per group and bucket, as ``finops costs --format csv`` writes them."""
    rows = [
        (row.bucket, *row.keys, row.currency, row.gross, row.credits, row.refunds, row.after_credits)
        for row in answer.rows
    ]
    return Table(
        "costs", ("bucket", *answer.question.by, "currency", *_AMOUNTS), rows, _notes(answer.question)
    )


def changes_table(comparison: Comparison) -> Table:
    question = comparison.current.question
    rows = [
        (*change.keys, change.currency, change.previous, change.current, change.difference, change.ratio)
        for change in comparison.changes
    ]
    columns = (*question.by, "currency", "previous", "current", "difference", "ratio")
    notes = (*_notes(question), ("previous", str(comparison.previous.question.period)))
    return Table("changes", columns, rows, notes)


def services_table(answer: CostAnswer) -> Table:
    table = costs_table(answer)
    return Table("services", table.columns[1:], [row[1:] for row in table.rows], table.notes)


def checks_table(document: ReconciliationDocument) -> Table:
    columns = (
        "identity",
        "title",
        "verdict",
        "payer_account_id",
        "billing_period",
        "currency",
        "groups",
        "off",
        "residue",
        "worst",
    )
    rows = [
        (
            check.identity,
            check.title,
            check.verdict,
            check.payer_account_id,
            check.billing_period,
            check.currency,
            check.groups,
            check.off,
            None if check.residue is None else Decimal(check.residue),
            check.worst,
        )
        for check in document.checks
    ]
    return Table("reconciliation", columns, rows)


def deliveries_table(document: SourcesDocument) -> Table:
    columns = (
        "billing_period",
        "payer_account_id",
        "export",
        "delivery_id",
        "shape",
        "currency",
        "lines",
        "estimated_lines",
        "state",
        "delivered_at",
        "ingested_at",
    )
    rows = [tuple(getattr(one, column) for column in columns) for one in document.deliveries]
    return Table("sources", columns, rows)


def _notes(question: CostQuestion) -> tuple[tuple[str, str], ...]:
    """What was asked."""
    filters = (
        f"{one.dimension}{'!=' if one.negated else '='}{'|'.join(one.values)}" for one in question.filters
    )
    return (
        ("period", str(question.period)),
        ("metric", str(question.metric)),
        ("granularity", str(question.granularity)),
        ("by", ", ".join(question.by)),
        ("filters", "; ".join(filters)),
        ("digits", "double precision here; every decimal in the CSV"),
    )
