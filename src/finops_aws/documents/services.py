"""The services of a bill."""

from dataclasses import dataclass

from finops_aws.documents.figures import Amount, exact
from finops_aws.domain.visibility.costs import CostAnswer

UNMAPPED = "(unmapped)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDocument:
    """A service in one FOCUS category; ``is_mapped`` false: the catalogue does not know its product code."""

    service_category: str
    service_name: str
    is_mapped: bool
    currency: str
    gross: Amount
    credits: Amount
    refunds: Amount
    after_credits: Amount


def service_documents(answer: CostAnswer) -> list[ServiceDocument]:
    """One per row of an answer by ServiceCategory and ServiceName."""
    return [
        ServiceDocument(
            service_category=row.keys[0],
            service_name=row.keys[1],
            is_mapped=not row.keys[1].startswith(UNMAPPED),
            currency=row.currency,
            gross=exact(row.gross),
            credits=exact(row.credits),
            refunds=exact(row.refunds),
            after_credits=exact(row.after_credits),
        )
        for row in answer.rows
    ]
