"""yachat: one JSON request and one JSON reply, by a secret id that its server has given out."""

from molva.server.dialects.yachat.pages import yachat_pages, yachat_raw

__all__ = ["yachat_pages", "yachat_raw"]
