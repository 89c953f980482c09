"""The command line: run a server, talk to one, look after one, measure one."""

from molva.cli.app import main

__all__ = ["main"]
