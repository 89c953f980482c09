"""Networks and peers that misbehave: a proxy that delays, cuts and swallows, and broken WebSocket frames."""
