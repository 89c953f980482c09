"""Dialects: thin translators from the protocols of older messengers to the server's own commands."""

from molva.server.dialects.dash import dash_pages, dash_tongue
from molva.server.dialects.house import House
from molva.server.dialects.my_messenger import my_messenger_pages, my_messenger_tongue
from molva.server.dialects.xmessenger import xmessenger_pages
from molva.server.dialects.yachat import yachat_pages

__all__ = [
    "House",
    "dash_pages",
    "dash_tongue",
    "my_messenger_pages",
    "my_messenger_tongue",
    "xmessenger_pages",
    "yachat_pages",
]
