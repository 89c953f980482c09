"""Reading a data file: every reference in it is followed, and what leads nowhere is told by its place."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from molva.cli.console import Problem
from molva.cli.populate.form import DIRECT, DataFile, MessageRow, UserRow
from molva.cli.populate.making import DAY_MS
from molva.cli.populate.people import Usernames
from molva.cli.populate.world import Person, Room, Said, World
from molva.cli.words import Words
from molva.protocol.errors import Language
from molva.protocol.ids import UUID7_PATTERN, UUID_PATTERN

UUID7: Final = re.compile(UUID7_PATTERN)
UUID: Final = re.compile(UUID_PATTERN)


class Reader:
    """Reads one file."""

    def __init__(self, words: Words, path: Path, now: int) -> None:
        """Prepare; `read` reads.

        Args:
            now: milliseconds since the epoch, for a file without messages.
        """
        self._words = words
        self._path = path
        self._now = now

    def read(self) -> World:
        """Read the file.

        Raises:
            Problem: it is no data file, or names somebody or something that is not in it.
            OSError: it cannot be read.
        """
        try:
            data = msgspec.json.decode(self._path.read_bytes(), type=DataFile)
        except msgspec.MsgspecError as error:
            raise self._wrong("", str(error)) from None
        people = self._people(data.users)
        members = self._members(data)
        said = self._said(data, members)
        rooms = list(self._rooms(data, members, said))
        begins_at = min((each[0].sent_at for each in said.values() if each), default=self._now)
        return World(people, rooms, begins_at - DAY_MS)

    def _people(self, rows: list[UserRow]) -> list[Person]:
        usernames = Usernames()
        known: set[str] = set()
        people: list[Person] = []
        for number, row in enumerate(rows):
            self._check_id(f"users[{number}].id", row.id, known)
            username = usernames.choose([row.email.partition("@")[0], row.name.replace(" ", ".")])
            people.append(Person(row.id, username, row.name, row.email, row.password, _language(row.name)))
        return people

    def _said(self, data: DataFile, members: Mapping[str, list[str]]) -> dict[str, list[Said]]:
        """Sort the messages into their chats, in the order of time."""
        there = {chat_id: set(user_ids) for chat_id, user_ids in members.items()}
        said: dict[str, list[Said]] = {row.id: [] for row in data.chats}
        known: set[str] = set()
        for number, row in enumerate(data.messages):
            place = f"messages[{number}]"
            self._check_id(f"{place}.id", row.id, known)
            if row.sender_id not in there.get(row.chat_id, ()):
                raise self._wrong(f"{place}.sender_id", self._words.data_no_member)
            said[row.chat_id].append(Said(row.id, row.sender_id, self._moment(place, row), row.text))
        for each in said.values():
            each.sort(key=lambda one: one.sent_at)
        return said

    def _rooms(
        self, data: DataFile, members: Mapping[str, list[str]], said: Mapping[str, list[Said]]
    ) -> Iterator[Room]:
        creators = {row.chat_id: row.creator_id for row in data.groups}
        read = _read_by(data)
        pairs: set[frozenset[str]] = set()
        for number, row in enumerate(data.chats):
            there = members[row.id]
            if not there:
                raise self._wrong(f"chats[{number}]", self._words.data_empty_chat)
            creator = creators.get(row.id, there[0])
            if creator not in there:
                raise self._wrong(f"groups: {row.id}", self._words.data_no_member)
            # Two people have one direct chat; a second one of them is a group here.
            pair = frozenset(there)
            direct = row.type == DIRECT and len(there) <= 2 and pair not in pairs
            if direct:
                pairs.add(pair)
            here = said[row.id]
            yield Room(
                row.id,
                "" if direct else row.name,
                direct,
                (creator, *(user_id for user_id in there if user_id != creator)),
                len(here),
                partial(_with_ids, here),
                {user_id: unread for user_id in there if (unread := _unread(here, user_id, read))},
            )

    def _members(self, data: DataFile) -> dict[str, list[str]]:
        people = {row.id for row in data.users}
        known: set[str] = set()
        for number, chat in enumerate(data.chats):
            self._check_id(f"chats[{number}].id", chat.id, known)
        members: dict[str, list[str]] = {row.id: [] for row in data.chats}
        for number, row in enumerate(data.chat_members):
            if row.user_id not in people:
                raise self._wrong(f"chat_members[{number}].user_id", self._words.data_unknown)
            if row.chat_id not in members:
                raise self._wrong(f"chat_members[{number}].chat_id", self._words.data_unknown)
            if row.user_id not in members[row.chat_id]:
                members[row.chat_id].append(row.user_id)
        return members

    def _check_id(self, place: str, value: str, known: set[str]) -> None:
        if not UUID.fullmatch(value):
            raise self._wrong(place, self._words.data_no_id)
        if value in known:
            raise self._wrong(place, self._words.data_twice)
        known.add(value)

    def _moment(self, place: str, row: MessageRow) -> int:
        try:
            moment = datetime.fromisoformat(row.timestamp)
        except ValueError:
            raise self._wrong(f"{place}.timestamp", self._words.data_no_moment) from None
        at = round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
        if at < DAY_MS:
            raise self._wrong(f"{place}.timestamp", self._words.data_no_moment)
        return at

    def _wrong(self, place: str, reason: str) -> Problem:
        where = f", {place}" if place else ""
        return Problem(self._words.data_wrong.format(path=self._path, where=where, reason=reason))


def _with_ids(said: Iterable[Said]) -> Iterator[Said]:
    """Give every message an id that begins with its moment, as this server's messages have; the rest stays."""
    for each in said:
        if UUID7.fullmatch(each.id):
            yield each
        else:
            moment = f"{each.sent_at:012x}"
            yield Said(f"{moment[:8]}-{moment[8:]}-7{each.id[15:]}", each.sender_id, each.sent_at, each.text)


def _read_by(data: DataFile) -> dict[str, set[str]]:
    """Find by message who has read it; of one that everybody has read, everybody."""
    members = defaultdict[str, set[str]](set)
    for row in data.chat_members:
        members[row.chat_id].add(row.user_id)
    read = {row.id: set(members[row.chat_id]) if row.seen else {row.sender_id} for row in data.messages}
    for seen in data.message_seen_status:
        read.get(seen.message_id, set()).add(seen.user_id)
    return read


def _unread(said: list[Said], user_id: str, read: Mapping[str, set[str]]) -> int:
    """Count what stands behind the last message that somebody has read."""
    for behind, each in enumerate(reversed(said)):
        if user_id in read[each.id]:
            return behind
    return len(said)


def _language(name: str) -> Language:
    return "ru" if any(unicodedata.name(letter, "").startswith("CYRILLIC") for letter in name) else "en"
