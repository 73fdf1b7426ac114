"""Small tools that know nothing of FinOps."""
