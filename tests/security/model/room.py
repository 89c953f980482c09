"""A chat as its people know it: messages by number, and for each person from which of them on they are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from molva.protocol.rows import ChatRole

RANKS = list(ChatRole)[::-1]
"""From the lowest."""


EVERYBODY = "everybody"

RIGHTS = {
    "who_writes": ChatRole.MEMBER,
    "who_adds": ChatRole.ADMIN,
    "who_pins": ChatRole.ADMIN,
    "who_changes": ChatRole.ADMIN,
    "who_comments": ChatRole.MEMBER,
}
"""As a group begins with them."""


class Refused(Exception):
    """The code of the refusal that is due."""


def refuse(code: str, due: bool) -> None:
    """Raise Refused if it is due."""
    if due:
        raise Refused(code)


class Seen(NamedTuple):
    """A message as everybody sees it who may."""

    id: str
    sender: str
    text: str
    reply_to: int | None
    edited_at: int | None
    deleted: bool
    reactions: frozenset[tuple[str, str]]
    """(emoji, user id), or in a channel (emoji, how many)."""
    meant: frozenset[str]
    """User ids, or EVERYBODY."""
    author: str
    """Whose words are forwarded: a user id; empty for one's own."""
    poll: tuple[tuple[int, ...], int, bool, int | None] | None
    """Of a poll: votes by option, how many have voted, whether it is closed, and what is right, told to everybody."""
    comments: tuple[int, tuple[str, ...]] | None
    """Of a thread: how many comments there are, and the user ids of those who commented last."""


@dataclass
class Ballot:
    """What a message asks, and who has chosen what."""

    options: int
    multiple: bool
    anonymous: bool
    correct: int | None
    explanation: str
    closes_at: int | None
    closed: bool = False
    votes: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def seen(self) -> tuple[tuple[int, ...], int, bool, int | None]:
        """Show it as everybody sees it."""
        counts = Counter(option for chosen in self.votes.values() for option in chosen)
        voted = sum(bool(chosen) for chosen in self.votes.values())
        return (
            tuple(counts[at] for at in range(self.options)),
            voted,
            self.closed,
            self.correct if self.closed else None,
        )


@dataclass
class Entry:
    """A message; its number is its place in the chat's list, from 1."""

    seq: int
    sender: str
    sent_at: int
    id: str = ""
    """Empty for what the server itself tells: that somebody came or went."""
    text: str = ""
    reply_to: int | None = None
    edited_at: int | None = None
    deleted: bool = False
    pinned: bool = False
    reactions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meant: frozenset[str] = frozenset()
    author: str = ""
    earlier: list[str] = field(default_factory=list)
    """What it said before, oldest first."""
    poll: Ballot | None = None
    comments: tuple[int, tuple[str, ...]] | None = None
    expires_at: int | None = None

    def erase(self) -> None:
        """Leave nothing of it but its place."""
        self.text, self.reply_to, self.edited_at, self.deleted = "", None, None, True
        self.pinned, self.meant, self.author = False, frozenset(), ""
        self.poll, self.comments, self.expires_at = None, None, None
        self.reactions.clear()
        self.earlier.clear()

    def seen(self, *, named: bool = True) -> Seen:
        """Show it; where people are not `named`, how many put each emoji stands for them."""
        put = frozenset((emoji, user) for user, emojis in self.reactions.items() for emoji in emojis)
        if not named:
            counts = Counter(emoji for emoji, _ in put)
            put = frozenset((emoji, str(count)) for emoji, count in counts.items())
        said = self.id, self.sender, self.text, self.reply_to, self.edited_at, self.deleted
        poll = None if self.poll is None else self.poll.seen()
        return Seen(*said, put, self.meant, self.author, poll, self.comments)

    def means(self, user: str) -> bool:
        """Tell whether it means somebody else than its sender."""
        return self.sender != user and not self.meant.isdisjoint({user, EVERYBODY})


@dataclass(eq=False)
class Stay:
    """One time in a chat, from coming to going: `first` is the first message that one may see."""

    first: int
    read: int
    role: ChatRole = ChatRole.MEMBER
    over: bool = False
    since: int | None = None
    """When one came, in ms; None in the very step."""
    following: bool = False
    """Of a thread: what is new there is told."""


@dataclass
class Room:
    """A chat."""

    group: bool
    """People have roles in it: a group or a channel."""
    shared: bool = True
    general: bool = False
    channel: bool = False
    name: str = ""
    rights: dict[str, ChatRole] = field(default_factory=lambda: dict(RIGHTS))
    """The lowest role that has each right."""
    entries: list[Entry] = field(default_factory=list)
    stays: dict[str, list[Stay]] = field(default_factory=dict)
    cleared: dict[str, int] = field(default_factory=dict)
    """Up to which message each has cleared it."""
    address: str = ""
    approval: bool = False
    lifetime_s: int = 0
    root: tuple[str, int] | None = None
    """Of a thread: the chat and the number of the message that is commented on."""
    commented: set[str] = field(default_factory=set)
    """Of a thread: who has ever written there."""

    def __post_init__(self) -> None:
        if self.channel:
            self.rights["who_writes"] = ChatRole.ADMIN

    def people(self) -> dict[str, Stay]:
        """Everybody who is here now."""
        return {user: stays[-1] for user, stays in self.stays.items() if not stays[-1].over}

    def let_in(self, user: str, role: ChatRole = ChatRole.MEMBER) -> None:
        """Let somebody in, who sees everything or what comes from now on."""
        last = len(self.entries)
        first = max(1 if self.shared else last + 1, self.cleared.get(user, 0) + 1)
        self.stays.setdefault(user, []).append(Stay(first, last, role))

    def person(self, user: str) -> Stay:
        """Find somebody else's place. Raises Refused: they are not here."""
        stay = self.people().get(user)
        if stay is None:
            raise Refused("not_a_member")
        return stay

    def is_last_owner(self, stay: Stay) -> bool:
        """Tell whether nobody else owns the group."""
        return [each for each in self.people().values() if each.role is ChatRole.OWNER] == [stay]

    def require(self, stay: Stay, least: ChatRole) -> None:
        """Ask for a rank. Raises Refused."""
        refuse("not_a_group", not self.group)
        refuse("rights_missing", RANKS.index(stay.role) < RANKS.index(least))

    @property
    def led(self) -> bool:
        """Tell whether roles mean something here: in a thread those of the chat that it is in."""
        return self.group or self.root is not None

    def require_right(self, stay: Stay, right: str) -> None:
        """Ask for a right, which everybody has where there are no roles. Raises Refused."""
        if right == "who_writes" and self.led:
            refuse("rights_missing", RANKS.index(stay.role) < RANKS.index(self.rights[right]))
        elif self.led:
            self.require(stay, self.rights[right])

    def change_rights(self, stay: Stay, wanted: Mapping[str, ChatRole]) -> None:
        """Give rights to other roles. Raises Refused."""
        self.require(stay, ChatRole.ADMIN)
        for right, role in wanted.items():
            if role is not self.rights[right]:
                refuse("not_a_group", self.channel and role is ChatRole.MEMBER and right != "who_comments")
                self.require(stay, role)
                self.require(stay, self.rights[right])
        self.rights |= wanted

    def pins(self, stay: Stay) -> list[Entry]:
        """List the pinned messages that somebody may see."""
        return [each for each in self.entries[stay.first - 1 :] if each.pinned]

    def sight(self, stay: Stay) -> dict[int, Seen]:
        """Show all that somebody may see here."""
        return {each.seq: each.seen(named=not self.channel) for each in self.entries[stay.first - 1 :]}

    def tell_of_people(self, sender: str, now: int) -> None:
        """Add a message about who came or went; the readers of a channel do not know of each other."""
        if not self.channel:
            self.tell(sender, now)

    def tell(self, sender: str, now: int, named: str = "", text: str = "", reply_to: int | None = None) -> None:
        """Add a message."""
        self.entries.append(Entry(len(self.entries) + 1, sender, now, named, text, reply_to))
