"""What FinOps AWS knows, free of any technology: standard library only, no clock, no input or output."""
