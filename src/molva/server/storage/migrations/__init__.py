"""Migrations: numbered steps, run forward on start, each in one transaction with its number."""
