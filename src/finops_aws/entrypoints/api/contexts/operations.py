"""Operations: whether the product is up and what it holds."""

from dataclasses import dataclass

from finops_aws import __version__
from finops_aws.entrypoints.api.call import Call
from finops_aws.entrypoints.api.endpoints import Context
from finops_aws.entrypoints.api.parameters import Query

operations = Context("operations")


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthDocument:
    """``has_ledger`` false: up, but no bill was ingested yet."""

    status: str
    version: str
    data_version: str
    has_ledger: bool


@operations.get("/health")
def health(asked: Query, call: Call) -> HealthDocument:
    """Whether the product answers, and the version of its data."""
    has_ledger = any(delivery.is_current for delivery in call.analysis.deliveries())
    return HealthDocument(
        status="ok", version=__version__, data_version=call.analysis.data_version(), has_ledger=has_ledger
    )
