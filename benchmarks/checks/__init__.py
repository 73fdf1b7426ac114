"""How long all checks take after a scan, and how much memory."""
