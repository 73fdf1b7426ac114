"""The analyzer of warehouses, streams, search, models and logs."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class AnalyticsAnalyzer(Analyzer):
    """Judges warehouses, streams, search, models and logs."""

    family = Family.ANALYTICS
