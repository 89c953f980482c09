"""Forwards: messages of one chat that are said again in another one."""

from molva.server.features.forwards.feature import forwards_feature

__all__ = ["forwards_feature"]
