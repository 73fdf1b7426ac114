"""The analyzer of keys, secrets, trails and firewalls."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class SecurityAnalyzer(Analyzer):
    """Judges keys, secrets, trails and firewalls."""

    family = Family.SECURITY
