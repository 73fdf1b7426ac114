"""What botocore knows about a client, read once and only when it is called."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

from botocore.exceptions import UnknownServiceError
from botocore.loaders import create_loader
from botocore.model import OperationModel, ServiceModel

from finops_aws.sandbox.server.routes import Route, routes

GLOBAL_CLIENTS = frozenset(
    [
        "account",
        "billingconductor",
        "budgets",
        "ce",
        "cloudfront",
        "cur",
        "health",
        "iam",
        "networkmanager",
        "organizations",
        "route53",
        "route53domains",
        "s3",
        "savingsplans",
        "shield",
        "support",
        "waf",
        "bcm-data-exports",
        "cost-optimization-hub",
        "globalaccelerator",
        "billing",
        "freetier",
        "invoicing",
        "bcm-pricing-calculator",
    ]
)
MODELS_KEPT = 96
_loading = Lock()


@dataclass(frozen=True, slots=True)
class ClientModel:
    """One client: its operations, how they are reached and how they are paged."""

    client: str
    service: ServiceModel
    protocol: str
    paginators: dict[str, dict[str, Any]]
    routes: list[Route]
    operations: frozenset[str]

    def operation(self, name: str) -> OperationModel:
        """This will give botocore's model of the operation."""
        return self.service.operation_model(name)

    @property
    def signing_name(self) -> str:
        """The prefix of the client's IAM actions."""
        return str(self.service.signing_name)

    @property
    def family(self) -> str:
        """How the client's errors are worded: ec2, s3, query or json."""
        if self.client in {"s3", "s3control"}:
            return "s3"
        if self.protocol in {"ec2", "query"}:
            return self.protocol
        return "query" if self.protocol == "rest-xml" else "json"

    @property
    def speaks_query_codes(self) -> bool:
        """Whether JSON errors also carry the code of the older query protocol."""
        return "awsQueryCompatible" in self.service.metadata


def client_model(client: str) -> ClientModel | None:
    """This will give the model of a botocore client name, or None if botocore has no such client."""
    with _loading:
        return _loaded(client)


@lru_cache(maxsize=MODELS_KEPT)
def _loaded(client: str) -> ClientModel | None:
    loader = create_loader()
    try:
        description = loader.load_service_model(client, "service-2")
    except UnknownServiceError:
        return None
    service = ServiceModel(description, client)
    protocol = str(service.resolved_protocol)
    return ClientModel(
        client=client,
        service=service,
        protocol=protocol,
        paginators=_paginators(loader, client),
        routes=routes(description) if protocol.startswith("rest") else [],
        operations=frozenset(description["operations"]),
    )


def _paginators(loader: Any, client: str) -> dict[str, dict[str, Any]]:
    try:
        found: dict[str, dict[str, Any]] = loader.load_service_model(client, "paginators-1")["pagination"]
    except (UnknownServiceError, LookupError):
        return {}
    return found
