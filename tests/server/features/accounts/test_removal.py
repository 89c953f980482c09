"""A deleted account: who may not delete one, what is at once gone, and what stays without a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import (
    BlockPerson,
    ChangeAccount,
    ChangeRole,
    Copy,
    CreateChatInvite,
    CreateGroup,
    CreatePoll,
    DeleteAccount,
    FindPeople,
    ForwardMessages,
    GetChat,
    GetHistory,
    JoinChat,
    ListChats,
    ListContacts,
    ListMembers,
    ListReactions,
    ListReports,
    ListVoters,
    LookUpChatInvite,
    OpenDirect,
    React,
    Register,
    ReportPerson,
    ReportReason,
    SaveContact,
    SaveDraft,
    SendMessage,
    SignIn,
    VoteInPoll,
    WhatStays,
)
from molva.protocol.errors import (
    ChatNotFound,
    OnlyOwner,
    PersonGone,
    SignInFailed,
    TooManyRequests,
    UsernameTaken,
    UserNotFound,
    WrongPassword,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import ChatRole, Contact, JoinRequest, JoinState, Member, Message, OwnerChanged
from molva.server.features.accounts import make_owner
from molva.server.kernel.caller import Caller
from molva.server.storage.sqlite import SqliteDatabase
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import PASSWORD, World, running_world

pytestmark = pytest.mark.anyio

KEEP = DeleteAccount(password=PASSWORD, messages=WhatStays.KEEP)
DELETE = DeleteAccount(password=PASSWORD, messages=WhatStays.DELETE)
MINUTE = 60_000


async def members(world: World, who: Caller, chat_id: str) -> dict[str, Member]:
    """Everybody who is or was in a chat, by the rows that its members get."""
    socket = await world.connect(who)
    return {row.user_id: row for row in socket.rows() if isinstance(row, Member) and row.chat_id == chat_id}


async def history(world: World, who: Caller, chat_id: str) -> list[Message]:
    """Every message of people in a chat."""
    page = await world.do(who, GetHistory(chat_id=chat_id, after=0, limit=200))
    return [message for message in page.messages if message.service is None]


async def finish(world: World) -> None:
    """Let the jobs do everything that is due."""
    while await world.core.jobs.run_due():
        pass


# --- Who may not ---


async def test_a_wrong_password_changes_nothing_and_counts_as_an_attempt(world: World) -> None:
    _, bob = await world.people("ann", "bob")
    wrong = DeleteAccount(password="poppy-field-4-kite", messages=WhatStays.DELETE)
    attempts = world.core.settings.sign_ins_per_account
    for _ in range(attempts):
        with pytest.raises(WrongPassword):
            await world.do(bob, wrong)
    with pytest.raises(TooManyRequests):
        await world.do(bob, KEEP)
    with pytest.raises(TooManyRequests):
        await world.do(bob, SignIn(login="bob", password=PASSWORD))
    people = await world.do(bob, FindPeople(query="bob"))
    assert [each.username for each in people.people] == ["bob"]


async def test_the_only_owner_of_the_server_stays_until_there_is_another(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    with pytest.raises(OnlyOwner):
        await world.do(ann, KEEP)
    assert (await world.do(bob, FindPeople(query="ann"))).people
    await make_owner(world.core.database, "bob")
    await world.do(ann, KEEP)
    with pytest.raises(OnlyOwner):
        await world.do(bob, KEEP)


# --- What is at once so ---


async def test_every_session_ends_and_nobody_can_sign_in(world: World) -> None:
    _, bob = await world.people("ann", "bob")
    again = await world.do(Caller(address="192.0.2.7"), SignIn(login="bob", password=PASSWORD))
    sockets = [await world.connect(bob), await world.connect(Caller(user=bob.user_id, session=again.session_id))]
    await world.do(bob, KEEP)
    assert [each.closed for each in sockets] == [CloseCode.SESSION_ENDED] * 2
    with pytest.raises(SignInFailed):
        await world.do(Caller(address="192.0.2.7"), SignIn(login="bob", password=PASSWORD))


@pytest.mark.parametrize("name", ["bob", "Bob", "bоb"])  # the last one with a Cyrillic о
async def test_nobody_can_take_the_name_and_its_address_is_free(world: World, name: str) -> None:
    ann = await world.person("ann")
    made = await world.do(Caller(), Register(username="bob", password=PASSWORD, email="bob@example.org"))
    await world.do(Caller(user=made.account.user_id, session=made.session_id), KEEP)
    with pytest.raises(UsernameTaken):
        await world.do(Caller(), Register(username=name.replace("о", "0"), password=PASSWORD))
    await world.do(Caller(), Register(username="robert", password=PASSWORD, email="bob@example.org"))
    found = await world.do(ann, FindPeople())
    assert sorted(each.username for each in found.people) == ["ann", "robert"]


async def test_everybody_sees_live_and_on_return_that_the_name_is_gone(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    await world.do(bob, ChangeAccount(name="Robert"))
    chat_id = await world.group(ann, bob, cid)
    await world.say(bob, chat_id, "my words")
    socket = await world.connect(ann)
    socket.take()
    await world.do(bob, KEEP)
    (told,) = [row for row in socket.rows() if isinstance(row, Member) and row.chat_id == chat_id]
    assert (told.user_id, told.name, told.username, told.left) == (bob.user_id, "", "", True)
    assert (await members(world, cid, chat_id))[bob.user_id].name == ""
    assert [message.text for message in await history(world, cid, chat_id)] == ["my words"]
    # Going so is not announced.
    page = await world.do(cid, GetHistory(chat_id=chat_id, after=0))
    assert page.messages[-1].text == "my words"


async def test_what_others_made_of_the_person_is_gone_and_nobody_can_reach_them(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    await world.do(ann, SaveContact(user_id=bob.user_id, own_name="Bobby"))
    await world.do(cid, BlockPerson(user_id=bob.user_id))
    await world.do(bob, SaveContact(user_id=ann.user_id, own_name="Annie"))
    chat_id = await world.direct(ann, bob)
    await world.say(bob, chat_id, "hello")
    socket = await world.connect(ann)
    socket.take()
    await world.do(bob, KEEP)
    (told,) = [row for row in socket.rows() if isinstance(row, Contact)]
    assert (told.saved, told.own_name, told.name, told.username) == (False, "", "", "")
    assert (await world.do(ann, ListContacts())).contacts == []
    assert (await world.do(cid, ListContacts())).contacts == []
    unreachable: list[Any] = [
        OpenDirect(user_id=bob.user_id),
        SaveContact(user_id=bob.user_id),
        BlockPerson(user_id=bob.user_id),
        ReportPerson(user_id=bob.user_id, reason=ReportReason.SPAM),
        CreateGroup(chat_id=new_id(world.clock()), name="Trio", user_ids=(bob.user_id,)),
    ]
    for command in unreachable:
        with pytest.raises(UserNotFound):
            await world.do(cid, command)


async def test_the_direct_chat_stays_with_the_other_and_takes_nothing_new(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    await world.say(ann, chat_id, "are you there?")
    seq = (await world.say(bob, chat_id, "not for long")).seq
    await world.do(bob, KEEP)
    await finish(world)
    assert [each.text for each in await history(world, ann, chat_id)] == ["are you there?", "not for long"]
    assert (await world.do(ann, OpenDirect(user_id=bob.user_id))).chat.id == chat_id
    late: list[Any] = [
        SendMessage(chat_id=chat_id, id=new_id(world.clock()), text="hello?"),
        React(chat_id=chat_id, seq=seq, emoji=("👍",)),
    ]
    for command in late:
        with pytest.raises(PersonGone):
            await world.do(ann, command)
    await world.do(ann, SaveDraft(chat_id=chat_id, text="what I would say"))


async def test_a_direct_chat_goes_with_the_second_of_the_two(world: World) -> None:
    _, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.direct(bob, cid)
    await world.say(bob, chat_id, "between us")
    await world.do(bob, KEEP)
    await world.do(cid, KEEP)
    with pytest.raises(ChatNotFound):
        await world.do(cid, GetChat(chat_id=chat_id))


async def test_a_command_that_was_under_way_leaves_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    link = await world.do(ann, CreateChatInvite(chat_id=await world.group(ann)))
    await world.do(bob, KEEP)
    with pytest.raises(UserNotFound):
        await world.group(bob)
    with pytest.raises(UserNotFound):
        await world.direct(bob, ann)
    joined = await world.do(bob, JoinChat(code=link.code or ""))
    await world.pass_time(2 * MINUTE)
    await finish(world)
    assert (await members(world, ann, joined.chat_id))[bob.user_id].left


# --- Groups ---


async def test_a_group_goes_to_the_admin_or_else_the_member_who_is_there_longest(world: World) -> None:
    _, bob, cid, dan, eve = await world.people("ann", "bob", "cid", "dan", "eve")
    led = await world.group(bob, cid, dan, eve)
    await world.do(bob, ChangeRole(chat_id=led, user_id=eve.user_id, role=ChatRole.ADMIN))
    plain = await world.group(bob, dan)
    world.clock.advance(1000)
    link = await world.do(bob, CreateChatInvite(chat_id=plain))
    await world.do(cid, JoinChat(code=link.code or ""))
    channel = await world.group(bob, eve, channel=True)
    shared = await world.group(bob, cid, dan)
    await world.do(bob, ChangeRole(chat_id=shared, user_id=dan.user_id, role=ChatRole.OWNER))
    await world.do(bob, DELETE)
    for chat_id, heir, who in ((led, eve, cid), (plain, dan, cid), (channel, eve, eve), (shared, dan, cid)):
        roles = {each.user_id: each.role for each in (await members(world, who, chat_id)).values() if not each.left}
        assert [user_id for user_id, role in roles.items() if role is ChatRole.OWNER] == [heir.user_id]
    page = await world.do(cid, GetHistory(chat_id=led, after=0))
    assert page.messages[-1].service == OwnerChanged(user_id=eve.user_id)
    assert page.messages[-1].sender_id == bob.user_id


async def test_a_group_with_nobody_else_is_deleted_and_the_general_chat_never(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    alone = await world.group(bob)
    general = (await world.do(ann, ListChats())).chats[0].chat
    assert general.general
    await make_owner(world.core.database, "bob")
    await world.do(ann, KEEP)
    with pytest.raises(ChatNotFound):
        await world.do(ann, GetChat(chat_id=general.id))
    page = await world.do(bob, ListMembers(chat_id=general.id, user_ids=[bob.user_id, ann.user_id]))
    roles = {each.user_id: (each.role, each.left) for each in page.members}
    assert roles == {bob.user_id: (ChatRole.OWNER, False), ann.user_id: (ChatRole.MEMBER, True)}
    await world.person("cid")
    await make_owner(world.core.database, "cid")
    await world.do(bob, KEEP)
    with pytest.raises(ChatNotFound):
        await world.do(bob, GetChat(chat_id=alone))


async def test_links_of_the_person_lead_nowhere_and_those_who_came_by_them_wait_no_more(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id = await world.group(bob, ann)
    link = await world.do(bob, CreateChatInvite(chat_id=chat_id, approval=True))
    own = await world.do(bob, CreateChatInvite(chat_id=await world.group(bob, ann), approval=True))
    await world.do(cid, JoinChat(code=link.code or ""))
    await world.do(cid, JoinChat(code=own.code or ""))
    await world.do(bob, KEEP)
    told = await world.do(cid, LookUpChatInvite(code=link.code or ""))
    assert (told.state, told.inviter, told.asked) == ("revoked", "", False)
    waiting = await world.group(ann)
    asked = await world.do(ann, CreateChatInvite(chat_id=waiting, approval=True))
    await world.do(cid, JoinChat(code=asked.code or ""))
    socket = await world.connect(ann)
    socket.take()
    await world.do(cid, KEEP)
    closed = [row for row in socket.rows() if isinstance(row, JoinRequest) and row.state is JoinState.CLOSED]
    assert [(row.user_id, row.name) for row in closed] == [(cid.user_id, "")]


# --- What stays and what goes ---


async def test_kept_messages_stay_under_no_name_with_votes_and_reactions(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    poll = CreatePoll(
        chat_id=chat_id, id=new_id(world.clock()), question="Tea?", options=("yes", "no"), anonymous=False
    )
    seq = (await world.do(ann, poll)).seq
    await world.do(bob, VoteInPoll(chat_id=chat_id, seq=seq, options=(1,)))
    await world.do(bob, React(chat_id=chat_id, seq=seq, emoji=("👍",)))
    await world.say(bob, chat_id, "my words")
    await world.do(bob, KEEP)
    await finish(world)
    asked, said = await history(world, ann, chat_id)
    assert asked.poll is not None
    assert [option.count for option in asked.poll.options] == [0, 1]
    assert asked.reactions[0].count == 1
    assert (said.text, said.sender_id) == ("my words", bob.user_id)
    (voter,) = (await world.do(ann, ListVoters(chat_id=chat_id, seq=seq, option=1))).voters
    (reactor,) = (await world.do(ann, ListReactions(chat_id=chat_id, seq=seq))).reactors
    assert (voter.name, reactor.name) == ("", "")


async def test_deleted_messages_go_everywhere_also_where_the_person_was_once(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    here, direct, once = await world.group(ann, bob, cid), await world.direct(bob, ann), await world.group(ann, bob)
    for chat_id in (here, direct, once):
        await world.say(ann, chat_id, "of ann")
        await world.say(bob, chat_id, "of bob")
    page = await world.do(ann, GetHistory(chat_id=here, after=0))
    seq = next(each.seq for each in page.messages if each.text == "of bob")
    copy = ForwardMessages(chat_id=once, from_chat_id=here, messages=(Copy(seq=seq, id=new_id(world.clock())),))
    await world.do(ann, copy)
    socket = await world.connect(ann)
    socket.take()
    await world.do(bob, DELETE)
    await finish(world)
    gone = {row.chat_id for row in socket.rows() if isinstance(row, Message) and row.deleted}
    assert gone == {here, direct, once}
    for chat_id in (here, direct):
        texts = [(each.text, each.deleted) for each in await history(world, ann, chat_id)]
        assert texts == [("of ann", False), ("", True)]
    *_, forwarded = await history(world, ann, once)
    assert forwarded.text == "of bob"
    assert forwarded.forward is not None
    assert (forwarded.forward.user_id, forwarded.forward.name) == (bob.user_id, "")


async def test_copies_lose_the_name_live_and_for_whoever_was_away_and_those_of_others_keep_theirs(
    world: World,
) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    chat_id, copies = await world.group(ann, bob, cid), await world.group(ann)
    seqs = [(await world.say(who, chat_id, "words")).seq for who in (bob, cid)]
    made = tuple(Copy(seq=seq, id=new_id(world.clock())) for seq in seqs)
    await world.do(ann, ForwardMessages(chat_id=copies, from_chat_id=chat_id, messages=made))
    socket, away = await world.connect(ann), await world.connect(ann)
    known = {frame.scope: frame.rev for frame in away.take() if hasattr(frame, "rev")}
    socket.take()
    world.lose(away)
    await world.do(bob, KEEP)
    await finish(world)
    back = await world.connect(ann, known, world.core.gateway._epoch)
    for rows in (socket.rows(), back.rows()):
        told = [row for row in rows if isinstance(row, Message) and row.chat_id == copies and row.forward is not None]
        assert [row.forward.name for row in told if row.forward is not None and row.sender_id] == [""]


async def test_many_messages_go_in_parts_and_a_job_that_is_done_again_does_no_harm(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("molva.server.features.messages.leaving.AT_ONCE", 3)
    monkeypatch.setattr("molva.server.features.messages.leaving.LOOKED_AT", 5)
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    for number in range(40):
        await world.say(bob if number % 4 else ann, chat_id, f"message {number}")
    await world.do(bob, DELETE)
    await world.core.jobs.run_due()
    assert any(each.sender_id == bob.user_id and not each.deleted for each in await history(world, ann, chat_id))
    await finish(world)
    kept = [each.text for each in await history(world, ann, chat_id) if not each.deleted]
    assert kept == [f"message {number}" for number in range(0, 40, 4)]
    await world.pass_time(2 * MINUTE)
    await finish(world)
    assert [each.text for each in await history(world, ann, chat_id) if not each.deleted] == kept


async def test_many_chats_are_left_in_parts_and_a_server_that_died_goes_on(
    sqlite_file: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("molva.server.features.chats.departure.AT_ONCE", 2)

    async def present(world: World) -> list[str]:
        socket = await world.connect(ann)
        found = [row for row in socket.rows() if isinstance(row, Member) and row.user_id == bob.user_id]
        world.lose(socket)
        # The name is gone everywhere from the first moment on.
        assert {(each.username, each.name) for each in found} == {("", "")}
        return [each.chat_id for each in found if not each.left and each.chat_id in {*groups, own}]

    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        ann, bob = await world.people("ann", "bob")
        groups = [await world.group(ann, bob) for _ in range(6)]
        own = await world.group(bob, ann)
        await world.do(bob, DELETE)
        left = len(groups) + 1 - len(await present(world))
        assert 0 < left <= 2
        with pytest.raises(UserNotFound):
            await world.do(ann, OpenDirect(user_id=bob.user_id))
        await world.core.jobs.run_due()
        # Whatever is committed is all that another process finds.
        assert 0 < len(await present(world)) < len(groups) + 1 - left
    async with running_world(SqliteDatabase(sqlite_file), clock) as world:
        watching = await world.connect(ann)
        watching.take()
        await finish(world)
        told = {row.chat_id for row in watching.rows() if isinstance(row, Member) and row.left}
        assert told
        assert await present(world) == []
        assert (await members(world, ann, own))[ann.user_id].role is ChatRole.OWNER
        await world.pass_time(2 * MINUTE)
        await finish(world)
        assert await present(world) == []


async def test_reports_stay_for_those_who_moderate_without_a_name(world: World) -> None:
    ann, bob, cid = await world.people("ann", "bob", "cid")
    await world.do(bob, ReportPerson(user_id=cid.user_id, reason=ReportReason.SPAM))
    await world.do(cid, ReportPerson(user_id=bob.user_id, reason=ReportReason.SPAM))
    await world.do(bob, KEEP)
    reports = (await world.do(ann, ListReports())).reports
    named = {(each.person.user_id, each.person.name, each.reporter.name) for each in reports}
    assert named == {(bob.user_id, "", "cid"), (cid.user_id, "cid", "")}


async def test_nothing_of_the_account_can_be_read_again(world: World) -> None:
    _, bob = await world.people("ann", "bob")
    await world.do(bob, KEEP)
    assert (await world.do(bob, ListChats())).chats == []
    assert (await world.do(bob, ListContacts())).contacts == []
