"""Waste among user pools."""

from collections.abc import Mapping
from typing import Any

from finops_aws.sandbox.specimens.lot import Lot
from finops_aws.sandbox.specimens.specimen import Kind, Specimen, Told


def _pool(lot: Lot, *, plan: str = "PLUS", protection: Mapping[str, Any] | None = None) -> Specimen:
    """A pool of users; ``protection`` as it is set, if it is."""
    name, made = f"{lot.region}_{lot.hex(9)}", lot.old()
    known = {"Id": name, "Name": lot.name("users"), "CreationDate": made, "LastModifiedDate": made}
    arn = lot.arn("cognito-idp", f"userpool/{name}")
    whole = {
        **known,
        "Arn": arn,
        "UserPoolTier": plan,
        "EstimatedNumberOfUsers": lot.dice.randint(2_000, 90_000),
        **({"UserPoolAddOns": dict(protection)} if protection is not None else {}),
    }
    return Specimen(
        resource_id=arn,
        arn=arn,
        created=made,
        told=(
            Told(client="cognito-idp", operation="ListUserPools", item=known),
            Told(
                client="cognito-idp",
                operation="DescribeUserPool",
                output={"UserPool": whole},
                when={"UserPoolId": name},
            ),
        ),
        has_price=False,
    )


KINDS = (
    Kind(
        name="plus-tier-without-threat-protection",
        make=_pool,
        forms=(lambda _lot: {}, lambda _lot: {"protection": {"AdvancedSecurityMode": "OFF"}}),
        decoys={
            "plan": lambda _lot: {"plan": "ESSENTIALS"},
            "protection": lambda lot: {
                "protection": {"AdvancedSecurityMode": lot.dice.choice(("AUDIT", "ENFORCED"))}
            },
            "protection of custom flows": lambda _lot: {
                "protection": {
                    "AdvancedSecurityMode": "OFF",
                    "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": "ENFORCED"},
                }
            },
        },
    ),
)
"""User pools."""
