"""Pins: messages that a chat keeps at its head."""

from molva.server.features.pins.feature import pins_feature

__all__ = ["pins_feature"]
