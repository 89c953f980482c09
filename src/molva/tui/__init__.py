"""The terminal client, `molva tui`: a whole messenger in 80 columns, over ssh as well."""

from molva.tui.app import Molva

__all__ = ["Molva"]
