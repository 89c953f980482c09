"""Dialects: thin translators from the protocols of older messengers to the server's own commands."""

from molva.server.dialects.house import House
from molva.server.dialects.xmessenger import xmessenger_pages
from molva.server.dialects.yachat import yachat_pages

__all__ = ["House", "xmessenger_pages", "yachat_pages"]
