"""How fast the overview answers over HTTP."""
