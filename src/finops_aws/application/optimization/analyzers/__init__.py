"""Analyzers: one per family of checks, all by one template."""

from finops_aws.application.optimization.analyzers.analyzer import Analyzed, Analyzer, analyzers

__all__ = ["Analyzed", "Analyzer", "analyzers"]
