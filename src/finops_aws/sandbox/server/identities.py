"""Who calls the sandbox: access keys that carry their account, and STS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from finops_aws.sandbox.server.calls import Call, Refusal, Request
from finops_aws.sandbox.server.faults import WORDINGS, FaultKind
from finops_aws.sandbox.server.records import Records

CREDENTIAL = re.compile(r"Credential=([^,\s]+)")
ACCESS_KEY = re.compile(r"(?:AKIA|ASIA)(\d{12})TEST")
ROLE_ARN = re.compile(r"arn:aws[\w-]*:iam::(\d{12}):role/(?:.+/)?([^/]+)")
SECRET = "sandbox-secret-access-key-0000000000000"  # noqa: S105 - opens nothing but the sandbox
SESSION_TOKEN = "sandbox-session-token-" + "0" * 80
VALID_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Signer:
    """The account that signed a request and the region it was signed for."""

    account: str
    region: str


def access_key(account: str, *, temporary: bool = False) -> str:
    """This will give the access key id by which the sandbox knows the account."""
    return f"{'ASIA' if temporary else 'AKIA'}{account}TEST"


def signer(request: Request, family: str) -> Signer | None:
    """This will give who signed a request, or None if nobody did.

    Raises Refusal in the wording of the family of services when the key is none of the sandbox's.
    """
    scope = _credential_scope(request)
    if scope is None:
        return None
    key, *rest = scope.split("/")
    match = ACCESS_KEY.fullmatch(key)
    if match is None:
        raise Refusal(*WORDINGS[FaultKind.REGION_OFF][family])
    region = rest[1] if len(rest) >= 4 else request.headers.get("x-amz-region-set", "us-east-1")
    return Signer(match.group(1), region)


def missing_signature(family: str) -> Refusal:
    """This will give the error by which a family of services refuses a request that nobody signed."""
    if family == "s3":
        return Refusal("AccessDenied", "Access Denied", 403)
    code = "MissingAuthenticationTokenException" if family == "json" else "MissingAuthenticationToken"
    return Refusal(code, "Request is missing Authentication Token", 400 if family == "json" else 403)


def _credential_scope(request: Request) -> str | None:
    match = CREDENTIAL.search(request.headers.get("authorization", ""))
    if match:
        return match.group(1)
    query = parse_qs(request.query)
    return query["X-Amz-Credential"][0] if "X-Amz-Credential" in query else None


def add_sts(records: Records) -> None:
    """This will let the records answer STS, unless functions for it were put before."""
    for operation, answer in {"GetCallerIdentity": _caller_identity, "AssumeRole": _assumed_role}.items():
        if records.answerer("sts", operation) is None:
            records.compute("sts", operation, answer=answer)


def _caller_identity(call: Call) -> dict[str, Any]:
    account = call.place.account
    return {
        "UserId": f"AROASANDBOX{account[-9:]}:session",
        "Account": account,
        "Arn": f"arn:aws:sts::{account}:assumed-role/FinOps/session",
    }


def _assumed_role(call: Call) -> dict[str, Any]:
    asked: Mapping[str, Any] = call.parameters
    match = ROLE_ARN.fullmatch(asked.get("RoleArn", ""))
    if match is None:
        raise Refusal("ValidationError", f"{asked.get('RoleArn')} is invalid")
    account, role = match.groups()
    session = asked.get("RoleSessionName", "session")
    return {
        "Credentials": {
            "AccessKeyId": access_key(account, temporary=True),
            "SecretAccessKey": SECRET,
            "SessionToken": SESSION_TOKEN,
            "Expiration": datetime.now(UTC) + VALID_FOR,
        },
        "AssumedRoleUser": {
            "AssumedRoleId": f"AROASANDBOX{account[-9:]}:{session}",
            "Arn": f"arn:aws:sts::{account}:assumed-role/{role}/{session}",
        },
    }
