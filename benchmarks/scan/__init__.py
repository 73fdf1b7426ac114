"""The scan against the fewest calls that could tell as much."""
