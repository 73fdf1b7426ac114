"""The analyzer of addresses, gateways, load balancers and their traffic."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class NetworkAnalyzer(Analyzer):
    """Judges addresses, gateways, load balancers and their traffic."""

    family = Family.NETWORK
