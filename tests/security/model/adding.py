"""Who is asked before they are added to a group: all that they know of it until they accept."""

from __future__ import annotations

from dataclasses import dataclass

from molva.protocol.commands import AnswerAddRequest
from tests.security.model.joining import HOUR_MS, Joining
from tests.security.model.room import RANKS, refuse
from tests.security.model.rules import rule_of

QUIET_MS = 24 * HOUR_MS


@dataclass
class Asking:
    """A group's last question to somebody."""

    inviter: str
    waits: bool = True
    declined_at: int | None = None


class Adding(Joining):
    """Consent to being added."""

    def __init__(self) -> None:
        super().__init__()
        self.careful: set[str] = set()
        """Who wants to be asked."""
        self.askings: dict[tuple[str, str], Asking] = {}
        """By chat and user id."""

    def ask(self, chat_id: str, other: str, user: str, now: int) -> None:
        """Ask somebody, unless they are asked already or have just declined."""
        known = self.askings.get((chat_id, other))
        quiet = known is not None and known.declined_at is not None and now < known.declined_at + QUIET_MS
        if not quiet and not self.is_asked(chat_id, other):
            self.askings[chat_id, other] = Asking(user)

    def is_asked(self, chat_id: str, user: str) -> bool:
        """Tell whether a group waits for somebody's answer."""
        known = self.askings.get((chat_id, user))
        return known is not None and known.waits

    @rule_of(AnswerAddRequest)
    def answer_asking(self, command: AnswerAddRequest, user: str, now: int) -> None:
        """Join, or decline."""
        refuse("add_request_not_found", not self.is_asked(command.chat_id, user))
        asking = self.askings[command.chat_id, user]
        asking.waits = False
        if command.accept:
            self.let_in(command.chat_id, user).tell_of_people(asking.inviter, now)
        else:
            asking.declined_at = now

    def forget_left(self) -> None:
        """See `Standing.forget_left`; what was asked ends with whatever made it right."""
        super().forget_left()
        for (chat_id, user), asking in self.askings.items():
            people = self.rooms[chat_id].people() if chat_id in self.rooms else {}
            inviter = people.get(asking.inviter)
            may = inviter is not None and RANKS.index(inviter.role) >= RANKS.index(
                self.rooms[chat_id].rights["who_adds"]
            )
            between = {(user, asking.inviter), (asking.inviter, user)} & self.blocks
            asking.waits = asking.waits and may and user not in people and not between

    def shown_askings(self, user: str) -> set[tuple[str, str, str]]:
        """Say which groups ask somebody, as (chat, inviter, name)."""
        mine = {chat_id: asking for (chat_id, other), asking in self.askings.items() if other == user and asking.waits}
        return {(chat_id, asking.inviter, self.rooms[chat_id].name) for chat_id, asking in mine.items()}

    def words(self, user: str) -> str:
        """See `Standing.words`; whoever is asked reads what the group is called."""
        return f"{super().words(user)} {self.shown_askings(user)}"
