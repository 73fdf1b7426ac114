"""Metrics of messages, logs, workflows, registries and backups.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
"""

from finops_aws.sandbox.estate.metric import GIB, Metric, billed, count, rare

TRANSITIONS_OF_AN_EXECUTION = 8
BYTES_OF_AN_EVENT = 400
QUEUE_METRICS = {
    "NumberOfMessagesSent": billed("sqs"),
    "NumberOfMessagesReceived": billed("sqs", factor=0.99),
    "NumberOfEmptyReceives": count(100, 9_000),
    "ApproximateNumberOfMessagesVisible": Metric(low=0, high=200, whole=True),
    "ApproximateAgeOfOldestMessage": Metric(low=1, high=90, whole=True),
}
TOPIC_METRICS = {"NumberOfMessagesPublished": billed("sns")}
MACHINE_METRICS = {
    "ExecutionsStarted": billed("stepfunctions", factor=1 / TRANSITIONS_OF_AN_EXECUTION),
    "ExecutionTime": Metric(low=800, high=60_000, follows="flat", peak=3.0),
    "ExecutionsFailed": rare(),
}
LOG_GROUP_METRICS = {
    "IncomingBytes": billed("cloudwatch-logs", factor=GIB),
    "IncomingLogEvents": billed("cloudwatch-logs", factor=GIB / BYTES_OF_AN_EVENT),
}
REPOSITORY_METRICS = {"RepositoryPullCount": count(0.5, 40)}
VAULT_METRICS = {"NumberOfRecoveryPointsCompleted": count(0.2, 6)}
