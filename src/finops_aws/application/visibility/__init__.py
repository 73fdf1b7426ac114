"""Use cases of visibility."""
