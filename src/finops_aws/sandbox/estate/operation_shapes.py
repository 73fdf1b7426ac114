"""Messages, keys, logs and other operation."""

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


def _queue_url(thing: Thing) -> str:
    return f"https://sqs.{thing.region}.amazonaws.com/{thing.account}/{thing.name}"


def _queue(thing: Thing) -> Item:
    seconds = str(int(thing.created.timestamp()))
    return {"Attributes": {"QueueArn": thing.resource_id, "CreatedTimestamp": seconds}}


OPERATION_SHAPES: dict[str, Shape] = {
    "loggroup": Shape(
        "logs",
        "DescribeLogGroups",
        lambda t: {
            "logGroupName": f"/ipe/{t.name}",
            "logGroupArn": t.resource_id,
            "arn": f"{t.resource_id}:*",
            "creationTime": int(t.created.timestamp() * 1000),
            "storedBytes": t.number % 10**12,
            **({"retentionInDays": 30} if t.number % 3 else {}),
        },
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
        (Detail("DescribeKey", lambda t: {"KeyId": t.name}, lambda t: {"KeyMetadata": _key(t)}),),
    ),
    "secret": Shape(
        "secretsmanager",
        "ListSecrets",
        lambda t: {
            "ARN": t.resource_id,
            "Name": t.name,
            "CreatedDate": t.created,
            "LastAccessedDate": t.created,
            "Tags": pairs(t.tags),
        },
    ),
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
