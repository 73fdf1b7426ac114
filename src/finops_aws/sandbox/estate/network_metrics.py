"""Metrics of load balancers, NAT gateways, endpoints, attachments, distributions and APIs.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudwatch-metrics.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
"""

from finops_aws.sandbox.estate.metric import GIB, Metric, billed, count, rare

REQUESTS_PER_LCU = 30_000
"""Plausible only: the bill tells capacity units and no requests."""

BALANCER_METRICS = {
    "RequestCount": billed("alb-lcu", factor=REQUESTS_PER_LCU),
    "ProcessedBytes": billed("alb-lcu", factor=0.8 * GIB),
    "ConsumedLCUs": billed("alb-lcu"),
    "ActiveConnectionCount": billed("alb-lcu", factor=2_000),
    "HTTPCode_ELB_5XX_Count": rare(),
}
GATEWAY_METRICS = {
    "BytesOutToDestination": billed("nat-bytes", factor=GIB),
    "BytesOutToSource": billed("nat-bytes", factor=0.04 * GIB),
    "ActiveConnectionCount": Metric(low=40, high=900, whole=True, pauses=True),
    "ErrorPortAllocation": Metric(low=0, high=0, counts=True),
}
"""A NAT gateway reports zeros as well; that its answers weigh little is plausible only."""

ENDPOINT_METRICS = {
    "BytesProcessed": count(0.01 * GIB, 2 * GIB),
    "ActiveConnections": Metric(low=2, high=60, whole=True),
}
ATTACHMENT_METRICS = {"BytesIn": count(0.01 * GIB, 3 * GIB), "BytesOut": count(0.01 * GIB, 3 * GIB)}
DISTRIBUTION_METRICS = {
    "Requests": billed("cloudfront", factor=22_000),
    "BytesDownloaded": billed("cloudfront", factor=GIB),
    "5xxErrorRate": Metric(low=0.01, high=0.4, most=100.0, follows="flat"),
}
ZONE_METRICS = {"DNSQueries": billed("route53")}
API_METRICS = {"Count": billed("apigateway"), "5XXError": rare()}
ACL_METRICS = {
    "AllowedRequests": billed("waf", factor=0.96),
    "BlockedRequests": billed("waf", factor=0.04),
}
