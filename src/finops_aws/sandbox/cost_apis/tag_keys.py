"""Cost allocation tags: their keys in the cost APIs and in the bill.

The bill writes the user's key ``team`` as ``user_team`` and AWS's own key ``aws:createdBy`` as
``aws_created_by``.
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html
"""

from finops_aws.sandbox.company import POD_TAGS, TAG_KEYS

USER = "user_"
GENERATED = {
    "aws_created_by": "aws:createdBy",
    "aws_eks_cluster_name": "aws:eks:cluster-name",
    "aws_eks_namespace": "aws:eks:namespace",
}
BILLED = {key: billed for billed, key in GENERATED.items()}


def asked_tag(billed: str) -> str:
    """The key in the cost APIs of a key on the bill."""
    return GENERATED.get(billed) or billed.removeprefix(USER)


def billed_tag(key: str) -> str:
    """The key on the bill of a key in the cost APIs."""
    return BILLED.get(key) or f"{USER}{key}"


ACTIVE_KEYS = tuple(asked_tag(billed) for billed in (*TAG_KEYS, *POD_TAGS))
