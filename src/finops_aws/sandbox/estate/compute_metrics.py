"""Metrics of instances, volumes and functions.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
https://docs.aws.amazon.com/ebs/latest/userguide/using_cloudwatch_ebs.html
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Lambda-Insights-metrics.html
"""

from finops_aws.sandbox.estate.metric import GIB, Metric, billed, count, percent, rare

BASIC = 12
"""Instances without detailed monitoring publish every 5 minutes."""

INSTANCE_METRICS = {
    "CPUUtilization": Metric(low=16, high=48, most=100.0, samples=BASIC),
    "NetworkIn": Metric(low=0.4 * GIB, high=9 * GIB, counts=True, whole=True, samples=BASIC),
    "NetworkOut": Metric(low=0.3 * GIB, high=7 * GIB, counts=True, whole=True, samples=BASIC),
    "DiskReadOps": Metric(low=0, high=0, counts=True, whole=True, samples=BASIC),
    "DiskWriteOps": Metric(low=0, high=0, counts=True, whole=True, samples=BASIC),
    "StatusCheckFailed": Metric(low=0, high=0),
}
"""Disk operations are those of instance store volumes, which the company has none of."""

VOLUME_METRICS = {
    "VolumeReadOps": count(8_000, 400_000),
    "VolumeWriteOps": count(12_000, 600_000),
    "VolumeReadBytes": count(0.1 * GIB, 12 * GIB),
    "VolumeWriteBytes": count(0.2 * GIB, 14 * GIB),
    "VolumeIdleTime": Metric(low=1_200, high=3_200, most=3_600.0, counts=True, follows="flat"),
    "BurstBalance": Metric(low=92, high=100, most=100.0, follows="flat", peak=1.0),
}
FUNCTION_METRICS = {
    "Invocations": billed("lambda-requests", "lambda-free"),
    "Duration": Metric(low=60, high=900, most=30_000.0, follows="flat", peak=4.0, pauses=True, silent=True),
    "Errors": rare(),
    "Throttles": rare(0.0, 0.2),
    "ConcurrentExecutions": Metric(low=2, high=40, most=1_000.0, whole=True, pauses=True, silent=True),
}
INSIGHTS_METRICS = {
    "memory_utilization": percent(35, 55, pauses=True, silent=True),
    "used_memory_max": Metric(low=0, high=0, pauses=True, silent=True),
    "total_memory": Metric(low=0, high=0, pauses=True, silent=True),
}
"""Lambda Insights, which every function of the company has: AWS/Lambda itself tells no memory."""
