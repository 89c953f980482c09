"""Dialects: thin translators from the protocols of older messengers to the server's own commands."""

from molva.server.dialects.backend import Backend
from molva.server.dialects.dash import dash_pages, dash_socket
from molva.server.dialects.my_messenger import my_messenger_pages, my_messenger_socket
from molva.server.dialects.xmessenger import xmessenger_pages
from molva.server.dialects.yachat import yachat_pages, yachat_raw

__all__ = [
    "Backend",
    "dash_pages",
    "dash_socket",
    "my_messenger_pages",
    "my_messenger_socket",
    "xmessenger_pages",
    "yachat_pages",
    "yachat_raw",
]
