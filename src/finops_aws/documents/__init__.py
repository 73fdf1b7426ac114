"""Answers as the doors say them: one dataclass per answer, the same JSON at the command line and over HTTP.

Amounts are strings with every decimal the ledger has; None is unknown, "0" is zero.
"""
