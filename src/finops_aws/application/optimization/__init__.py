"""Optimization: find what wastes money, and price it from the own bill."""
