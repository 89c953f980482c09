"""Faults in chats, messages and what people keep: a server that has one of them is found out by its tale."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, update

from molva.server.delivery.hub import Hub
from molva.server.features.add_requests import asking
from molva.server.features.chat_invites import requests
from molva.server.features.chats import membership
from molva.server.features.chats.store import access, changes
from molva.server.features.chats.store.access import Place
from molva.server.features.chats.tables import chats
from molva.server.features.drafts import commands as drafts_commands
from molva.server.features.edits import commands as edits
from molva.server.features.folders import feature as folders_feature
from molva.server.features.folders import store as folders_store
from molva.server.features.mentions import store as mention_store
from molva.server.features.messages import commands as message_commands
from molva.server.features.messages import feature as messages_feature
from molva.server.features.messages import store, typing
from molva.server.features.messages.store import catching_up, rows
from molva.server.features.messages.tables import messages
from molva.server.features.moderation import commands as moderation
from molva.server.kernel.feature import Page
from tests.security.model.machine import Permissions

Patch = pytest.MonkeyPatch


def history_ignores_when_one_came(patch: Patch) -> None:
    whole = rows._visible
    patch.setattr(rows, "_visible", lambda place: whole(replace(place, from_seq=1)))


def resume_ignores_when_one_came(patch: Patch) -> None:
    whole = catching_up.messages_after
    patch.setattr(
        messages_feature,
        "messages_after",
        lambda db, reader, chat_id, rev: whole(db, replace(reader, from_seq=1), chat_id, rev),
    )


def a_new_device_ignores_when_one_came(patch: Patch) -> None:
    whole = catching_up.first_messages
    patch.setattr(
        messages_feature,
        "first_messages",
        lambda db, user_id, from_seqs: whole(db, user_id, dict.fromkeys(from_seqs, 1)),
    )


def push_ignores_when_one_came(patch: Patch) -> None:
    patch.setattr(Hub, "_push_one", lambda self, connection, each, from_seq: connection.queue.push(each.frame))


def push_goes_on_after_a_removal(patch: Patch) -> None:
    patch.setattr(Hub, "_unfollow", lambda self, connection, scope: None)


def former_members_are_let_in(patch: Patch) -> None:
    patch.setattr(access, "_present", ())
    patch.setattr(access, "_one_place", access._place.where(*access._named))


def any_number_may_be_named(patch: Patch) -> None:
    patch.setattr(Place, "sees", lambda self, seq: seq <= self.last_seq)


def the_right_to_write_is_remembered(patch: Patch) -> None:
    count = chats.c.member_count
    patch.setattr(
        changes,
        "_count",
        lambda ctx, chat_id, rev, step: ctx.connection.execute(
            update(chats).where(chats.c.id == chat_id).values(member_count=count + step, row_rev=rev)
        ),
    )


def what_is_deleted_keeps_its_text(patch: Patch) -> None:
    patch.setattr(
        store,
        "erase",
        lambda db, chat_id, seq, rev: db.execute(
            update(messages).where(messages.c.chat_id == chat_id, messages.c.seq == seq).values(deleted=True, rev=rev)
        ),
    )


def what_is_deleted_is_still_found(patch: Patch) -> None:
    patch.setattr(message_commands, "write_mentions", lambda db, message, before=None: None)


def who_is_gone_is_meant(patch: Patch) -> None:
    whole = mention_store._memberships

    def ever(db: Connection, pairs: Collection[tuple[str, str]]) -> Iterable[tuple[tuple[str, str], bool]]:
        return {**dict.fromkeys(pairs, False), **dict(whole(db, pairs))}.items()

    patch.setattr(mention_store, "_memberships", ever)


def folders_are_everybodys(patch: Patch) -> None:
    patch.setattr(
        folders_feature,
        "folders_after",
        lambda db, reader, user_id, rev: Page(
            [folders_store._folder(row) for row in db.execute(folders_store._folders)]
        ),
    )


def drafts_stay_with_who_leaves(patch: Patch) -> None:
    patch.setattr(drafts_commands, "forget_left", lambda ctx, member: None)


def a_block_is_learned_of_late(patch: Patch) -> None:
    patch.setattr(membership, "follow_block", lambda ctx, event: None)


def links_open_what_they_do_not(patch: Patch) -> None:
    patch.setattr(requests, "must_ask", lambda ctx, chat_id, user_id: False)


def nobody_is_asked(patch: Patch) -> None:
    patch.setattr(membership, "require_addable", lambda db, user_id, other_ids: set())


def a_block_leaves_what_was_asked(patch: Patch) -> None:
    patch.setattr(asking, "follow_block", lambda ctx, event: None)


def a_ban_is_learned_of_late(patch: Patch) -> None:
    patch.setattr(moderation, "renew_standings", lambda ctx, user_id: None)


def whoever_is_blocked_sees_who_writes(patch: Patch) -> None:
    patch.setattr(typing, "strangers_of", lambda db, user_id: set())


def everybody_reads_what_was_changed(patch: Patch) -> None:
    patch.setattr(edits, "require_moderator", lambda place: None)


Fault = Callable[[Patch], None]
Tale = Callable[[Permissions], object]
ANNA, BORIS, VERA, GLEB = range(4)
GROUP = 0
"""What `Permissions.begin` has made: anna's, with boris; after the second message vera came."""

FAULTS: dict[Fault, Tale] = {
    history_ignores_when_one_came: lambda on: on.send(ANNA, GROUP, None),
    resume_ignores_when_one_came: lambda on: (on.cut(VERA), on.resume(VERA)),
    a_new_device_ignores_when_one_came: lambda on: (on.cut(VERA), on.resume(VERA)),
    push_ignores_when_one_came: lambda on: on.edit(ANNA, GROUP, 2, "nothing"),
    push_goes_on_after_a_removal: lambda on: (on.remove(ANNA, GROUP, BORIS), on.send(ANNA, GROUP, None)),
    former_members_are_let_in: lambda on: on.remove(ANNA, GROUP, BORIS),
    any_number_may_be_named: lambda on: on.list_reactions(VERA, GROUP, 2),
    the_right_to_write_is_remembered: lambda on: (
        on.send(BORIS, GROUP, None),
        on.remove(ANNA, GROUP, BORIS),
        on.send(BORIS, GROUP, None),
    ),
    what_is_deleted_is_still_found: lambda on: (on.send(ANNA, GROUP, None, " @boris"), on.delete(ANNA, GROUP, 4)),
    who_is_gone_is_meant: lambda on: (on.remove(ANNA, GROUP, BORIS), on.send(ANNA, GROUP, None, " @boris")),
    folders_are_everybodys: lambda on: on.file(ANNA, 0, [GROUP]),
    drafts_stay_with_who_leaves: lambda on: (
        on.draft(BORIS, GROUP, None, blank=False),
        on.remove(ANNA, GROUP, BORIS),
    ),
    a_block_is_learned_of_late: lambda on: (
        on.open_direct(ANNA, BORIS),
        on.send(BORIS, 0, None),
        on.block(ANNA, BORIS, True),
        on.send(BORIS, 0, None),
    ),
    whoever_is_blocked_sees_who_writes: lambda on: (on.block(BORIS, ANNA, True), on.type(ANNA, GROUP)),
    everybody_reads_what_was_changed: lambda on: (on.edit(ANNA, GROUP, 2, "nothing"), on.list_edits(BORIS, GROUP, 2)),
    links_open_what_they_do_not: lambda on: (
        on.remove(ANNA, GROUP, BORIS),
        on.make_link(ANNA, GROUP, None, None, False),
        on.follow_link(BORIS, 0),
    ),
    nobody_is_asked: lambda on: (
        on.remove(ANNA, GROUP, BORIS),
        on.choose_rules(BORIS, None, None, True),
        on.add(ANNA, GROUP, BORIS),
    ),
    a_block_leaves_what_was_asked: lambda on: (
        on.remove(ANNA, GROUP, BORIS),
        on.choose_rules(BORIS, None, None, True),
        on.add(ANNA, GROUP, BORIS),
        on.block(BORIS, ANNA, True),
    ),
    a_ban_is_learned_of_late: lambda on: (
        on.send(BORIS, GROUP, None),
        on.ban(ANNA, BORIS),
        on.send(BORIS, GROUP, None),
    ),
    what_is_deleted_keeps_its_text: lambda on: on.delete(ANNA, GROUP, 2),
}
