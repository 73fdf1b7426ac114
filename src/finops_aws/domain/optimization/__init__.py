"""Optimization: what wastes money, how much, and what to do about it."""
