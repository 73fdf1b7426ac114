"""The kinds of waste, one module per family; each exports its ``KINDS``."""
