"""Requests to be added: whoever wants to be asked before they are in a group is asked here."""

from molva.server.features.add_requests.feature import add_requests_feature

__all__ = ["add_requests_feature"]
