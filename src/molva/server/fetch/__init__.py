"""Fetching from other servers: the one way out, for whatever a person names as an address."""

from molva.server.fetch.fetcher import Fetched, Fetcher
from molva.server.fetch.urls import Unfetchable

__all__ = ["Fetched", "Fetcher", "Unfetchable"]
