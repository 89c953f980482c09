"""X-messenger: JSON over HTTP, with the sender's id and key in every request."""

from molva.server.dialects.xmessenger.pages import xmessenger_pages

__all__ = ["xmessenger_pages"]
