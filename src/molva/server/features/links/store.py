"""What links read from and write to their table."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, select, tuple_, update

from molva.server.features.links.tables import links
from molva.server.storage.insert import put_row

Place = tuple[str, int]
"""A message: its chat and number."""


def put_link(connection: Connection, place: Place, page: str) -> None:
    """Let a message wait for the preview of a page."""
    put_row(connection, links, {"chat_id": place[0], "seq": place[1], "page": page, "shown_at": None})


def find_waiting(connection: Connection, page: str, limit: int) -> list[Place]:
    """List messages that wait for a page, chat by chat."""
    query = select(links.c.chat_id, links.c.seq).where(links.c.page == page, links.c.shown_at.is_(None))
    found = connection.execute(query.order_by(links.c.chat_id, links.c.seq).limit(limit))
    return [(chat_id, seq) for chat_id, seq in found]


def find_shown(connection: Connection, page: str, since: int) -> tuple[Place, int] | None:
    """Find a message with the preview of a page that was fetched at a moment or later, and when that was."""
    query = select(links.c.chat_id, links.c.seq, links.c.shown_at).where(links.c.page == page)
    newest = query.where(links.c.shown_at >= since).order_by(links.c.shown_at.desc()).limit(1)
    found = connection.execute(newest).first()
    return None if found is None else ((found[0], found[1]), found[2])


def note_shown(connection: Connection, places: Collection[Place], at: int) -> None:
    """Note that messages have got their preview, fetched at a moment."""
    if places:
        named = tuple_(links.c.chat_id, links.c.seq).in_(list(places))
        connection.execute(update(links).where(named).values(shown_at=at))


def forget_links(connection: Connection, places: Collection[Place]) -> None:
    """Remove the links of messages."""
    if places:
        connection.execute(delete(links).where(tuple_(links.c.chat_id, links.c.seq).in_(list(places))))


def forget_waiting(connection: Connection, page: str) -> None:
    """Let nobody wait for a page any more."""
    connection.execute(delete(links).where(links.c.page == page, links.c.shown_at.is_(None)))


def forget_before(connection: Connection, chat_id: str, seq: int) -> None:
    """Remove the links in what nobody sees any more."""
    connection.execute(delete(links).where(links.c.chat_id == chat_id, links.c.seq < seq))


def forget_chat(connection: Connection, chat_id: str) -> None:
    """Remove the links of a deleted chat."""
    connection.execute(delete(links).where(links.c.chat_id == chat_id))
