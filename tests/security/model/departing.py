"""The rules by which people clear, hide and let disappear what was said, and delete their accounts."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from molva.protocol.commands import ChangeLifetime, ClearHistory, DeleteAccount, GetAccount, HideMessages, WhatStays
from tests.fixtures.world import PASSWORD
from tests.security.model.coming import chat, person, place
from tests.security.model.scheduling import Scheduling

HOUR_S = 3600
MAX_GOODBYES = 5
"""Allowed or not: a password is asked for only so often."""


class Departing(Scheduling):
    """What people do to leave less behind."""

    goodbyes = 0

    @rule(who=person, where=chat, up_to=place, for_both=st.booleans())
    def clear(self, who: int, where: int, up_to: int, for_both: bool) -> None:
        self.do(who, ClearHistory(chat_id=self.chat_id(where), up_to=up_to, for_both=for_both))

    @rule(who=person, where=chat, seqs=st.lists(place, min_size=1, max_size=2))
    def hide(self, who: int, where: int, seqs: list[int]) -> None:
        self.do(who, HideMessages(chat_id=self.chat_id(where), seqs=tuple(seqs)))

    @rule(who=person, where=chat, hours=st.sampled_from([0, 2]))
    def change_lifetime(self, who: int, where: int, hours: int) -> None:
        self.do(who, ChangeLifetime(chat_id=self.chat_id(where), lifetime_s=hours * HOUR_S))

    @precondition(lambda self: self.goodbyes < MAX_GOODBYES)
    @rule(who=person, messages=st.sampled_from(WhatStays))
    def delete_account(self, who: int, messages: WhatStays) -> None:
        """Somebody goes for good, and somebody new comes, who sees nothing of what they saw."""
        self.goodbyes += 1
        self.do(who, DeleteAccount(password=PASSWORD, messages=messages))

    @rule(who=person)
    def get_account(self, who: int) -> None:
        found = self.ask(who, GetAccount())
        assert (found.user_id, found.name) == (self.user(who), self.nyms[self.user(who)])
        assert found.ask_before_adding == (self.user(who) in self.model.careful)
