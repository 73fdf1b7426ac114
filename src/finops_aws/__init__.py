"""FinOps AWS: what the AWS money buys, who owns it, and what of it is wasted."""

__version__ = "0.1.0"
