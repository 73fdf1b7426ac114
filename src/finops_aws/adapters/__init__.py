"""One outside thing per file, grouped by technology."""
