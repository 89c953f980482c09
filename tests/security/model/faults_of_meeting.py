"""Faults in polls, public chats, threads and the search for members."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection

from molva.protocol.commands import CreatePoll, ListVoters, PublicChat, Voters
from molva.protocol.rows import Chat, ChatKind, Member, Poll
from molva.server.features.chat_invites import requests
from molva.server.features.chats import chat_members, find_chat, find_roots, membership, require_member
from molva.server.features.chats.store.access import Place
from molva.server.features.directory import commands as directory
from molva.server.features.directory import store as directory_store
from molva.server.features.mentions import store as mention_store
from molva.server.features.messages import find_visible
from molva.server.features.messages.store import comments
from molva.server.features.polls import asking, closing, following, voting
from molva.server.features.polls import store as poll_store
from molva.server.features.threads import closing as thread_closing
from molva.server.features.threads import commands as threads
from molva.server.kernel.context import Context, View
from tests.security.model.faults import ANNA, BORIS, GLEB, GROUP, Fault, Patch, Tale

THREAD = -1
"""The newest."""


def anonymous_voters_are_told(patch: Patch) -> None:
    def told(view: View, command: ListVoters) -> Voters:
        found = poll_store.list_voters(
            view.connection, command.chat_id, command.seq, command.option, after=None, limit=command.limit
        )
        return Voters(voters=found)

    patch.setattr(voting, "list_voters", told)


def the_right_answer_is_told_before(patch: Patch) -> None:
    whole = asking._poll

    def told(command: CreatePoll) -> Poll:
        return replace(whole(command), correct=command.correct, explanation=command.explanation)

    patch.setattr(asking, "_poll", told)


def votes_stay_with_who_leaves(patch: Patch) -> None:
    patch.setattr(following, "follow_member", lambda ctx, member: None)


def anybody_closes_polls(patch: Patch) -> None:
    whole = find_visible
    patch.setattr(
        closing,
        "find_visible",
        lambda ctx, chat_id, seq: replace(whole(ctx, chat_id, seq), sender_id=ctx.user_id),
    )


def polls_in_a_channel_name_who_reads_it(patch: Patch) -> None:
    patch.setattr(
        asking,
        "require_member",
        lambda db, user_id, chat_id: dataclasses.replace(require_member(db, user_id, chat_id), channel=False),
    )


def what_is_public_no_more_is_joined(patch: Patch) -> None:
    def keep(ctx: Context, chat: Chat) -> None:
        if chat.address:
            directory_store.list_chat(ctx.connection, chat)

    patch.setattr(directory, "follow_chat", keep)


def visitors_are_told_ids(patch: Patch) -> None:
    whole = directory_store.read_listed

    def told(db: Connection, chat_ids: Collection[str], user_id: str | None) -> dict[str, PublicChat]:
        return whole(db, chat_ids, user_id or "00000000-0000-7000-8000-000000000000")

    patch.setattr(directory_store, "read_listed", told)


def who_was_removed_joins_what_is_public(patch: Patch) -> None:
    patch.setattr(requests, "must_ask", lambda ctx, chat_id, user_id: False)


def approval_is_not_waited_for(patch: Patch) -> None:
    whole = find_chat
    patch.setattr(directory, "find_chat", lambda db, chat_id: replace(whole(db, chat_id), approval=False))


def threads_stay_open_to_who_leaves(patch: Patch) -> None:
    patch.setattr(thread_closing, "follow_member", lambda ctx, member: None)


def threads_outlive_what_they_are_about(patch: Patch) -> None:
    patch.setattr(thread_closing, "follow_deleted", lambda ctx, message: None)


def who_does_not_see_the_root_is_meant(patch: Patch) -> None:
    whole = mention_store._memberships

    def above(db: Connection, pairs: Collection[tuple[str, str]]) -> Iterable[tuple[tuple[str, str], bool]]:
        roots = find_roots(db, {chat_id for chat_id, _ in pairs})
        places = {(roots[at].chat_id if at in roots else at, user): (at, user) for at, user in pairs}
        return [(places[pair], calls) for pair, calls in whole(db, places)]

    patch.setattr(mention_store, "_memberships", above)


def who_is_called_back_does_not_find_what_they_hid(patch: Patch) -> None:
    patch.setattr(threads, "follow_called", lambda ctx, subject: None)


def comments_name_who_reads_a_channel(patch: Patch) -> None:
    whole = find_chat
    patch.setattr(comments, "find_chat", lambda db, chat_id: replace(whole(db, chat_id), kind=ChatKind.GROUP))


def readers_of_a_channel_are_found(patch: Patch) -> None:
    patch.setattr(Place, "sees_members", True)


def former_members_are_found(patch: Patch) -> None:
    def everybody(db: Connection, chat_id: str, words: Any, **page: Any) -> list[Member]:
        return chat_members(db, chat_id, None)

    patch.setattr(membership, "page_members", everybody)


FAULTS: dict[Fault, Tale] = {
    anonymous_voters_are_told: lambda on: (
        on.create_poll(ANNA, GROUP, "one", False),
        on.vote(BORIS, GROUP, 4, [1]),
        on.list_voters(ANNA, GROUP, 4, 1),
    ),
    the_right_answer_is_told_before: lambda on: on.create_poll(ANNA, GROUP, "quiz", False),
    votes_stay_with_who_leaves: lambda on: (
        on.create_poll(ANNA, GROUP, "quiz", False),
        on.vote(BORIS, GROUP, 4, [1]),
        on.remove(ANNA, GROUP, BORIS),
    ),
    anybody_closes_polls: lambda on: (on.create_poll(ANNA, GROUP, "one", True), on.close_poll(BORIS, GROUP, 4)),
    polls_in_a_channel_name_who_reads_it: lambda on: (
        on.create(ANNA, {BORIS}, True, True),
        on.send(ANNA, GROUP, None),
        on.open_thread(BORIS, GROUP, 2),
        on.create_poll(ANNA, THREAD, "one", True),
    ),
    what_is_public_no_more_is_joined: lambda on: (
        on.publish(ANNA, GROUP, "harbour", False),
        on.unpublish(ANNA, GROUP),
        on.join_public(GLEB, GROUP),
    ),
    visitors_are_told_ids: lambda on: (
        on.publish(ANNA, GROUP, "harbour", False),
        on.look_up_public(None, "harbour"),
    ),
    who_was_removed_joins_what_is_public: lambda on: (
        on.publish(ANNA, GROUP, "harbour", False),
        on.remove(ANNA, GROUP, BORIS),
        on.join_public(BORIS, GROUP),
    ),
    approval_is_not_waited_for: lambda on: (
        on.publish(ANNA, GROUP, "harbour", True),
        on.join_public(GLEB, GROUP),
    ),
    threads_stay_open_to_who_leaves: lambda on: (
        on.open_thread(BORIS, GROUP, 2),
        on.remove(ANNA, GROUP, BORIS),
        on.open_thread(ANNA, GROUP, 2),
        on.send(ANNA, THREAD, None),
    ),
    threads_outlive_what_they_are_about: lambda on: (
        on.open_thread(BORIS, GROUP, 2),
        on.send(BORIS, THREAD, None),
        on.delete(ANNA, GROUP, 2),
    ),
    who_does_not_see_the_root_is_meant: lambda on: (
        on.open_thread(ANNA, GROUP, 2),
        on.send(ANNA, THREAD, None, " @vera @nobody"),
    ),
    who_is_called_back_does_not_find_what_they_hid: lambda on: (
        on.change_chat(ANNA, GROUP, True),
        on.open_thread(BORIS, GROUP, 2),
        on.send(BORIS, THREAD, None),
        on.hide(BORIS, THREAD, [1]),
        on.remove(ANNA, GROUP, BORIS),
        on.add(ANNA, GROUP, BORIS),
        on.open_thread(ANNA, GROUP, 2),
        on.send(ANNA, THREAD, None, " @boris @gleb"),
    ),
    comments_name_who_reads_a_channel: lambda on: (
        on.create(ANNA, {BORIS}, True, True),
        on.send(ANNA, GROUP, None),
        on.open_thread(BORIS, GROUP, 2),
        on.send(BORIS, THREAD, None),
    ),
    readers_of_a_channel_are_found: lambda on: (
        on.create(ANNA, {BORIS}, True, True),
        on.find_members(BORIS, GROUP, "nym"),
    ),
    former_members_are_found: lambda on: (on.remove(ANNA, GROUP, BORIS), on.find_members(ANNA, GROUP, "boris")),
}
