"""The rules by which people schedule messages, and those who run the server settle reports."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeScheduledMessage,
    DismissReports,
    ListDeeds,
    ListScheduledMessages,
    ScheduleMessage,
    SendScheduledMessage,
)
from molva.protocol.ids import new_id
from tests.security.model.coming import anybody, chat, person, place
from tests.security.model.comparing import code, tried
from tests.security.model.joining import HOUR_MS
from tests.security.model.visiting import Visiting

planned = st.integers(0, 3)
"""The newest of one's own first, beyond them anybody's."""


class Scheduling(Visiting):
    """What people do with messages that are not sent yet, and with reports."""

    def planned_id(self, who: int, number: int) -> str:
        """Name a scheduled message."""
        mine = [*self.model.private[self.user(who)].planned][::-1]
        others = [named for each in self.model.private.values() for named in each.planned]
        return (mine + [named for named in others if named not in mine] + [new_id(0)] * 4)[number]

    @rule(who=person, where=chat, hours=st.sampled_from([0, 2]), reply=st.none() | place)
    def schedule(self, who: int, where: int, hours: int, reply: int | None) -> None:
        due_at = self.clock() + hours * HOUR_MS + 1
        command = ScheduleMessage(
            chat_id=self.chat_id(where), id=new_id(self.clock()), text=self.canary(), due_at=due_at, reply_to=reply
        )
        self.do(who, command)

    @rule(who=person, number=planned, move=st.booleans())
    def change_scheduled(self, who: int, number: int, move: bool) -> None:
        due_at = self.clock() + HOUR_MS if move else None
        command = ChangeScheduledMessage(id=self.planned_id(who, number), text=self.canary(), due_at=due_at)
        self.do(who, command)

    @rule(who=person, number=planned)
    def send_scheduled(self, who: int, number: int) -> None:
        self.do(who, SendScheduledMessage(id=self.planned_id(who, number)))

    @rule(who=person, number=planned)
    def cancel_scheduled(self, who: int, number: int) -> None:
        self.do(who, CancelScheduledMessage(id=self.planned_id(who, number)))

    @rule(who=person)
    def list_scheduled(self, who: int) -> None:
        found = self.ask(who, ListScheduledMessages())
        assert {each.id for each in found.messages} == self.model.private[self.user(who)].planned.keys()

    @rule(who=person, other=anybody)
    def dismiss(self, who: int, other: int) -> None:
        self.do(who, DismissReports(user_id=self.user(other)))

    @rule(who=person)
    def list_deeds(self, who: int) -> None:
        """What was done about people is for those who run the server to know."""
        found = self.ask(who, ListDeeds())
        assert code(found) == code(tried(lambda: self.model.require_server_admin(self.user(who))))
