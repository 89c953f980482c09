"""Finding people by the beginning of their name or username; an address is never searched."""

import re
from typing import Final

from molva.protocol.commands import FindPeople, People
from molva.protocol.errors import InvalidField
from molva.protocol.ids import UUID_PATTERN
from molva.server.features.accounts.names import MAX_KEY, storable
from molva.server.features.accounts.store.users import find_people as read_people
from molva.server.kernel.context import View

CURSOR: Final = re.compile(f"({UUID_PATTERN.strip('^$')})(.{{0,{MAX_KEY}}})")
"""The id of the last person had, and the key of the name that they had then."""


def find_people(view: View, command: FindPeople) -> People:
    """Handle `FindPeople`."""
    query = storable(command.query, "query").strip()
    after = _position(command.after) if command.after is not None else None
    found = read_people(view.connection, query, after, command.limit + 1)
    page = found[: command.limit]
    more = page[-1] if len(found) > len(page) else None
    return People(people=[person for _, person in page], next=more and f"{more[1].user_id}{more[0]}")


def _position(after: str) -> tuple[str, str]:
    cursor = CURSOR.fullmatch(storable(after, "after"))
    if cursor is None:
        raise InvalidField(reason="not the `next` of an earlier page - at `$.after`")
    return cursor[2], cursor[1]
