"""dash_messenger: requests and replies over a WebSocket, in JSON or in Python's notation, by a token."""

from molva.server.dialects.dash.pages import dash_pages
from molva.server.dialects.dash.talk import dash_socket

__all__ = ["dash_pages", "dash_socket"]
