"""The analyzer of databases, tables and caches."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class DatabaseAnalyzer(Analyzer):
    """Judges databases, tables and caches."""

    family = Family.DATABASE
