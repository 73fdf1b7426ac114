"""The inventory: the service catalogue put to AWS, one generic runner for all services."""
