"""Ledgers for the dashboard's tests in a browser (frontend/e2e)."""
