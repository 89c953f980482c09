"""Molva, a self-hosted messenger: the server, the Python SDK and the command line."""

__all__ = ["__version__"]

__version__ = "0.1.0.dev0"
