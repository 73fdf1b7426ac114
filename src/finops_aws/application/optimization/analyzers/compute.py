"""The analyzer of instances, functions and containers."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class ComputeAnalyzer(Analyzer):
    """Judges instances, functions and containers."""

    family = Family.COMPUTE
