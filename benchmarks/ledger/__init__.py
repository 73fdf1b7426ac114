"""How fast bills come in and questions are answered: ``python -m benchmarks.ledger``."""
