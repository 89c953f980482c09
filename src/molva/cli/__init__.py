"""The command line: run a server, talk to one, look after one, measure one."""

from molva.cli.entry import create_json, main, populate

__all__ = ["create_json", "main", "populate"]
