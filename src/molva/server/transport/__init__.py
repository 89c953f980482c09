"""The edge: ASGI, HTTP and WebSocket; it carries bytes and knows no feature."""
