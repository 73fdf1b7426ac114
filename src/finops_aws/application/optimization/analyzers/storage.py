"""The analyzer of volumes, snapshots, buckets and file systems."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzer, register
from finops_aws.domain.optimization.checks import Family


@register
class StorageAnalyzer(Analyzer):
    """Judges volumes, snapshots, buckets and file systems."""

    family = Family.STORAGE
