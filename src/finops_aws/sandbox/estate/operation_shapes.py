"""Messages, keys, logs and other operation."""

from datetime import timedelta

from finops_aws.sandbox.estate.shape import Detail, Item, Shape, pairs
from finops_aws.sandbox.estate.things import Thing


def _key(thing: Thing) -> Item:
    return {
        "KeyId": thing.name,
        "Arn": thing.resource_id,
        "CreationDate": thing.created,
        "Enabled": True,
        "KeyState": "Enabled",
        "KeyManager": "CUSTOMER",
        "KeyUsage": "ENCRYPT_DECRYPT",
    }


def _key_use(thing: Thing) -> Item:
    """Keys are used every day."""
    return {
        "KeyId": thing.name,
        "KeyLastUsage": {"Operation": "Decrypt", "Timestamp": thing.until - timedelta(hours=9)},
        "TrackingStartDate": thing.created,
        "KeyCreationDate": thing.created,
    }


def _queue_url(thing: Thing) -> str:
    return f"https://sqs.{thing.region}.amazonaws.com/{thing.account}/{thing.name}"


def _queue(thing: Thing) -> Item:
    seconds = str(int(thing.created.timestamp()))
    return {"Attributes": {"QueueArn": thing.resource_id, "CreatedTimestamp": seconds}}


def log_group_name(thing: Thing) -> str:
    """The group's name, which is what its ARN ends with."""
    return thing.resource_id.rpartition(":")[2]


def _log_group(thing: Thing) -> Item:
    """Groups have a retention unless a fact says that they have none."""
    days = thing.facts.get("retention_days", (30, 90, 400)[thing.number % 3])
    return {
        "logGroupName": log_group_name(thing),
        "logGroupArn": thing.resource_id,
        "arn": f"{thing.resource_id}:*",
        "creationTime": int(thing.created.timestamp() * 1000),
        "storedBytes": thing.facts.get("stored_bytes", thing.number % 10**12),
        "logGroupClass": "STANDARD",
        **({"retentionInDays": days} if days is not None else {}),
    }


def _secret(thing: Thing) -> Item:
    """Secrets are read every day unless a fact says otherwise; None is one that nobody ever read."""
    yesterday = thing.until.replace(hour=0, minute=0) - timedelta(days=1)
    accessed = thing.facts.get("last_accessed", max(yesterday, thing.created))
    return {
        "ARN": thing.resource_id,
        "Name": thing.name,
        "CreatedDate": thing.created,
        "LastChangedDate": thing.created,
        **({"LastAccessedDate": accessed} if accessed is not None else {}),
        "Tags": pairs(thing.tags),
    }


OPERATION_SHAPES: dict[str, Shape] = {
    "loggroup": Shape(
        "logs",
        "DescribeLogGroups",
        _log_group,
    ),
    "alarm": Shape(
        "cloudwatch",
        "DescribeAlarms",
        lambda t: {
            "AlarmName": t.name,
            "AlarmArn": t.resource_id,
            "StateValue": "OK",
            "AlarmConfigurationUpdatedTimestamp": t.created,
        },
    ),
    "key": Shape(
        "kms",
        "ListKeys",
        lambda t: {"KeyId": t.name, "KeyArn": t.resource_id},
        (
            Detail("DescribeKey", lambda t: {"KeyId": t.name}, lambda t: {"KeyMetadata": _key(t)}),
            Detail("GetKeyLastUsage", lambda t: {"KeyId": t.name}, _key_use),
        ),
    ),
    "secret": Shape("secretsmanager", "ListSecrets", _secret),
    "detector": Shape(
        "guardduty",
        "ListDetectors",
        lambda t: t.name,
        (
            Detail(
                "GetDetector",
                lambda t: {"DetectorId": t.name},
                lambda t: {
                    "CreatedAt": t.created.isoformat(),
                    "Status": "ENABLED",
                    "ServiceRole": "arn:aws:iam::aws:role/guardduty",
                    "Tags": t.tags,
                },
            ),
        ),
    ),
    "queue": Shape(
        "sqs",
        "ListQueues",
        _queue_url,
        (Detail("GetQueueAttributes", lambda t: {"QueueUrl": _queue_url(t)}, _queue),),
    ),
    "topic": Shape("sns", "ListTopics", lambda t: {"TopicArn": t.resource_id}),
    "statemachine": Shape(
        "stepfunctions",
        "ListStateMachines",
        lambda t: {
            "stateMachineArn": t.resource_id,
            "name": t.name,
            "type": "STANDARD",
            "creationDate": t.created,
        },
    ),
}
