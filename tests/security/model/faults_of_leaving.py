"""Faults in what goes: deleted accounts, cleared history, hidden messages, and messages whose time is over."""

from __future__ import annotations

from molva.protocol.commands import WhatStays
from molva.server.features.accounts.store import removal
from molva.server.features.chats import departure
from molva.server.features.chats import store as chats_store
from molva.server.features.contacts import commands as contacts
from molva.server.features.forwards import commands as forwards
from molva.server.features.messages import clearing, leaving
from molva.server.features.messages.store import expiry
from molva.server.features.schedule import commands as schedule
from tests.security.model.faults import ANNA, BORIS, GROUP, Fault, Patch, Tale


def who_is_gone_is_still_called_by_name(patch: Patch) -> None:
    patch.setattr(leaving, "unname_due", lambda ctx, subject: None)


def words_stay_of_who_is_gone(patch: Patch) -> None:
    patch.setattr(leaving, "delete_due", lambda ctx, subject: None)


def who_is_gone_stays_in_chats(patch: Patch) -> None:
    patch.setattr(departure, "leave_everything", lambda ctx, event: None)


def nobody_inherits_a_chat(patch: Patch) -> None:
    patch.setattr(chats_store, "find_heir", lambda ctx, chat_id, user_id: None)


def who_is_gone_stays_a_contact(patch: Patch) -> None:
    patch.setattr(contacts, "forget_person", lambda ctx, event: None)


def who_is_gone_is_still_found(patch: Patch) -> None:
    patch.setattr(removal, "forget_profile", lambda db, user_id: True)


def history_is_cleared_for_everybody(patch: Patch) -> None:
    patch.setattr(clearing, "first_seen", lambda db, chat_id: 3)


def what_is_hidden_is_passed_on(patch: Patch) -> None:
    patch.setattr(forwards, "find_hidden", lambda db, user_id, chat_id, seqs: set())


def what_is_over_stays(patch: Patch) -> None:
    patch.setattr(expiry, "expire_messages", lambda ctx, chat_id: None)


def what_is_planned_stays_with_who_leaves(patch: Patch) -> None:
    patch.setattr(schedule, "forget_left", lambda ctx, member: None)


FAULTS: dict[Fault, Tale] = {
    who_is_gone_is_still_called_by_name: lambda on: (
        on.send(BORIS, GROUP, None),
        on.forward(ANNA, GROUP, GROUP, [4], True),
        on.delete_account(BORIS, WhatStays.KEEP),
    ),
    words_stay_of_who_is_gone: lambda on: (
        on.send(BORIS, GROUP, None),
        on.delete_account(BORIS, WhatStays.DELETE),
    ),
    who_is_gone_stays_in_chats: lambda on: on.delete_account(BORIS, WhatStays.KEEP),
    nobody_inherits_a_chat: lambda on: (
        on.create(BORIS, {ANNA}, True),
        on.delete_account(BORIS, WhatStays.KEEP),
    ),
    who_is_gone_stays_a_contact: lambda on: (
        on.save(ANNA, BORIS, True),
        on.delete_account(BORIS, WhatStays.KEEP),
        on.list_contacts(ANNA),
    ),
    who_is_gone_is_still_found: lambda on: (
        on.delete_account(BORIS, WhatStays.KEEP),
        on.find_people(ANNA, "nym"),
    ),
    history_is_cleared_for_everybody: lambda on: (
        on.open_direct(ANNA, BORIS),
        on.send(BORIS, 0, None),
        on.send(BORIS, 0, None),
        on.clear(ANNA, 0, 2, False),
    ),
    what_is_hidden_is_passed_on: lambda on: (
        on.hide(ANNA, GROUP, [2]),
        on.forward(ANNA, GROUP, GROUP, [2], False),
    ),
    what_is_over_stays: lambda on: (
        on.change_lifetime(ANNA, GROUP, 2),
        on.send(ANNA, GROUP, None),
        on.wait_hours(5),
        on.send(ANNA, GROUP, None),
    ),
    what_is_planned_stays_with_who_leaves: lambda on: (
        on.schedule(BORIS, GROUP, 2, None),
        on.leave(BORIS, GROUP),
    ),
}
