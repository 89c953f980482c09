"""What a real server has told, beside what the model says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from molva.client.replica import Replica
from molva.protocol.errors import Refusal
from molva.protocol.rows import AnyRow, ChatRole, HiddenMessage, JoinState, Member, Mentions, Message, Pin, Vote
from tests.security.model.expected import Expected
from tests.security.model.room import EVERYBODY, Refused, Room, Seen

A = TypeVar("A")


def code(outcome: object) -> str:
    """Name the refusal; empty for anything else."""
    return str(outcome) if isinstance(outcome, Refused) else ""


def tried(work: Callable[[], A]) -> A | Refused:
    try:
        return work()
    except Refused as refused:
        return refused
    except Refusal as refusal:
        return Refused(refusal.code)


def seen(row: Message) -> Seen:
    """Show a row as the model shows a message."""
    # In a channel nobody is named, neither here nor there.
    put = frozenset((each.emoji, shown) for each in row.reactions for shown in each.user_ids or (str(each.count),))
    assert all(len(each.user_ids) in (0, each.count) for each in row.reactions)
    named = "" if row.service else row.id
    found = row.mentions or Mentions()
    meant = frozenset({EVERYBODY} if found.everybody else found.user_ids)
    said = named, row.sender_id, row.text, row.reply_to, row.edited_at, row.deleted
    poll = None
    if row.poll is not None:
        counts = tuple(option.count for option in row.poll.options)
        poll = counts, row.poll.voters, row.poll.closed, row.poll.correct
    comments = None if row.comments is None else (row.comments.count, row.comments.user_ids)
    return Seen(*said, put, meant, row.forward.user_id if row.forward else "", poll, comments)


def check_own(model: Expected, user: str, rows: Iterable[AnyRow]) -> None:
    """Assert that these rows tell what somebody keeps for themselves, what they chose and what they have hidden."""
    rows = list(rows)
    model.private[user].check(rows)
    sight = model.sight(user)
    votes = {(row.chat_id, row.seq): row for row in rows if isinstance(row, Vote) and row.options}
    hidden = {(row.chat_id, row.seq) for row in rows if isinstance(row, HiddenMessage)}
    assert {chat_id for chat_id, _ in votes.keys() | hidden} <= sight.keys()
    # What is not seen any more, or was deleted, keeps no vote that anybody shows.
    there = {at: row for at, row in votes.items() if (said := sight.get(at[0], {}).get(at[1])) and said.poll}
    assert {at: (row.options, row.correct, row.explanation) for at, row in there.items()} == model.own_votes(user)
    shown = {(chat_id, seq) for chat_id, seqs in sight.items() for seq in seqs}
    assert hidden & shown == model.private[user].hidden & shown


def check_device(model: Expected, mine: str, replica: Replica) -> None:
    """Assert that a connected device holds what its person may see, no more and no less."""
    sight = model.sight(mine)
    check_own(model, mine, replica.rows())
    open_ = [row for row in replica.join_requests.values() if row.state is not JoinState.CLOSED]
    assert {(row.chat_id, row.user_id, row.state.value) for row in open_} == model.shown_requests(mine)
    assert all(row.chat_name == model.rooms[row.chat_id].name for row in open_)
    asked = [row for row in replica.add_requests.values() if not row.closed]
    assert {(row.chat_id, row.inviter_id, row.chat_name) for row in asked} == model.shown_askings(mine)
    kept = {row.user_id for row in replica.contacts.values() if row.saved}
    assert kept == {other for user, other in model.saved if user == mine}
    held: dict[str, dict[int, Seen]] = {}
    pinned: set[tuple[str, int]] = set()
    for row in replica.rows():
        if isinstance(row, Message):
            held.setdefault(row.chat_id, {})[row.seq] = seen(row)
        elif isinstance(row, Pin):
            assert row.seq in sight[row.chat_id], "a pin tells of a message that is not theirs to see"
            pinned |= set() if row.removed else {(row.chat_id, row.seq)}
    assert held == {chat_id: rows for chat_id, rows in sight.items() if rows}
    rooms = {chat_id: model.rooms[chat_id] for chat_id in sight}
    for chat_id, room in rooms.items():
        rows = replica.chats[chat_id]
        (_check_commenters if room.root else _check_members)(room, mine, rows.members.values())
        hidden = {seq for at, seq in model.private[mine].hidden if at == chat_id}
        meant = model.mentions(mine, chat_id, unread=True)
        assert replica.unread_mentions(chat_id) == [seq for seq in meant if seq not in hidden]
        assert rows.chat is not None
        assert (rows.chat.address, rows.chat.approval) == (room.address, room.approval)
    assert pinned == {(at, each.seq) for at, room in rooms.items() for each in room.pins(room.people()[mine])}


def _check_members(room: Room, mine: str, rows: Iterable[Member]) -> None:
    """A device knows who is in a group; in a channel, only who leads it and that its own person reads it."""
    told = {row.user_id: row.role for row in rows if not row.left}
    people = {user: stay.role for user, stay in room.people().items()}
    if room.channel:
        people = {user: role for user, role in people.items() if user == mine or role is not ChatRole.MEMBER}
        # Whoever led it once is known to those who were there then.
        told = {user: role for user, role in told.items() if user in people or role is not ChatRole.MEMBER}
    assert told == people


def _check_commenters(room: Room, mine: str, rows: Iterable[Member]) -> None:
    """A device knows who has a thread open and has written there, and of nobody who only reads."""
    told = {row.user_id for row in rows if not row.left} - {mine}
    assert told == room.commented & room.people().keys() - {mine}


@dataclass
class Answers:
    """What somebody was told of a chat, asked for in every way that there is; refusals are values."""

    listed: Any
    chat: Any
    history: Any
    members: Any
    found: Any
    pins: Any
    mentions: Any
    newer: Any

    def check(self, model: Expected, user: str, chat_id: str) -> None:
        """Assert that all of them tell what the person may see."""
        sight = model.sight(user)
        assert {each.chat.id for each in self.listed.chats} == {at for at in sight if model.rooms[at].root is None}
        if chat_id not in sight:
            of_chat = self.chat, self.history, self.members, self.found, self.pins, self.mentions, self.newer
            assert {code(each) for each in of_chat} == {"chat_not_found"}
            return
        room = model.rooms[chat_id]
        assert {each.seq: seen(each) for each in self.history.messages} == sight[chat_id]
        assert {row.seq: seen(row) for row in self.newer.rows.rows if isinstance(row, Message)} == sight[chat_id]
        pinned = [each.seq for each in room.pins(room.people()[user])]
        assert [each.seq for each in self.pins.messages] == pinned
        told = {row.seq: row.removed for row in self.newer.rows.rows if isinstance(row, Pin)}
        assert told.keys() <= sight[chat_id].keys()
        assert [seq for seq, removed in sorted(told.items()) if not removed] == pinned
        self._check_people(model, room, user)
        assert (self.chat.last_seq, self.chat.read_seq) == (len(room.entries), room.people()[user].read)
        assert self.chat.unread == model.unread(user, chat_id)
        assert self.chat.unread_mentions == model.mentions(user, chat_id, unread=True)
        assert [each.seq for each in self.mentions.messages] == model.mentions(user, chat_id, unread=False)
        last = self.chat.last_message
        assert (None if last is None else last.seq) == max(sight[chat_id], default=None)

    def _check_people(self, model: Expected, room: Room, user: str) -> None:
        if room.channel and room.people()[user].role is ChatRole.MEMBER:
            assert (code(self.members), code(self.found)) == ("rights_missing", "rights_missing")
            return
        people = {each: stay.role for each, stay in room.people().items()}
        if room.root is not None:
            # Whose roles those are is the chat's above to tell.
            people = dict.fromkeys(people, ChatRole.MEMBER)
        assert {each.user_id: each.role for each in self.members.members} == people
        names = {user_id: name for name, user_id in model.names.items()}
        assert [each.user_id for each in self.found.members] == sorted(
            each for each in people if names[each].startswith("ann")
        )
