"""Previews: what the page says of itself to which a message's link leads."""

from molva.server.features.previews.feature import previews_feature

__all__ = ["previews_feature"]
