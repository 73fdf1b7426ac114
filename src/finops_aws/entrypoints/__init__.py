"""The doors: parse, call Analysis, present."""
