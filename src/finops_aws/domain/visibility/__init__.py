"""Visibility: what was spent, on what, and whether it equals the bill."""
