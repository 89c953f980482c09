"""Migrations: numbered steps, run forward on start, all in one transaction with the number."""
