"""my_messenger: JSON texts over a WebSocket whose fields tell what they are, and the history of a chat over HTTP."""

from molva.server.dialects.my_messenger.history import my_messenger_pages
from molva.server.dialects.my_messenger.talk import my_messenger_socket

__all__ = ["my_messenger_pages", "my_messenger_socket"]
