"""Use cases of the estate."""
