"""Public chats: first who must not make or see them, and what is never told; then how they are found and joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from molva.protocol.commands import (
    AnswerJoinRequest,
    ChangeChat,
    ChangeRights,
    ChangeRole,
    Command,
    DeleteChat,
    FindPublicChats,
    GetChat,
    GetHistory,
    JoinPublicChat,
    LeaveChat,
    ListChats,
    LookUpPublicChat,
    OpenDirect,
    PublicChat,
    PublishChat,
    Register,
    RemoveMember,
    UnpublishChat,
)
from molva.protocol.errors import (
    AddressTaken,
    ChatNotFound,
    DirectoryOff,
    GeneralChat,
    InvalidAddress,
    InvalidField,
    JoiningRefused,
    NotAGroup,
    NotSignedIn,
    PublicChatNotFound,
    RightsMissing,
    UsernameTaken,
)
from molva.protocol.ids import new_id
from molva.protocol.rows import AddressChanged, Chat, ChatRole, JoinRequest, JoinState, Message
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP, PASSWORD, World, running_world
from tests.server.features.directory.public import VISITOR, found, look, publish

pytestmark = pytest.mark.anyio

SOME_ID = "01900000-0000-7000-8000-000000000001"


async def test_only_those_who_may_change_a_group_and_lead_it_make_it_public(world: World) -> None:
    ann, bob, cat, eve = await world.people("ann", "bob", "cat", "eve")
    chat_id = await world.group(ann, bob, cat)
    await world.do(ann, ChangeRole(chat_id=chat_id, user_id=cat.user_id, role=ChatRole.ADMIN))
    for who, refusal in ((bob, RightsMissing), (eve, ChatNotFound), (VISITOR, NotSignedIn)):
        with pytest.raises(refusal):
            await publish(world, who, chat_id, "garden")
        with pytest.raises(refusal):
            await world.do(who, UnpublishChat(chat_id=chat_id))
    await world.do(ann, ChangeRights(chat_id=chat_id, who_changes=ChatRole.MEMBER))
    with pytest.raises(RightsMissing):
        await publish(world, bob, chat_id, "garden")
    await world.do(ann, ChangeRights(chat_id=chat_id, who_changes=ChatRole.OWNER))
    with pytest.raises(RightsMissing):
        await publish(world, cat, chat_id, "garden")
    assert (await publish(world, ann, chat_id, "garden")).address == "garden"


async def test_chats_of_two_and_of_everybody_are_never_public(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    with pytest.raises(NotAGroup):
        await publish(world, ann, await world.direct(ann, bob), "two")
    (general,) = [each.chat.id for each in (await world.do(ann, ListChats())).chats if each.chat.general]
    with pytest.raises(GeneralChat):
        await publish(world, ann, general, "all-of-us")


async def test_a_chat_that_is_not_public_is_like_none(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    direct = await world.direct(ann, bob)
    await publish(world, ann, chat_id, "garden")
    await world.do(ann, UnpublishChat(chat_id=chat_id))
    assert await found(world, eve) == await found(world, ann) == []
    for hidden in (chat_id, direct, new_id(world.clock())):
        with pytest.raises(PublicChatNotFound):
            await world.do(eve, JoinPublicChat(chat_id=hidden))
    for address in ("garden", "ann", "nobody", "", "@", "no such", "' OR 1=1 --", "\0", "x" * 200):
        for who in (eve, VISITOR):
            with pytest.raises(PublicChatNotFound):
                await look(world, who, address)


async def test_a_visitor_finds_nothing_and_joins_nothing(world: World) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann, description="For members")
    await publish(world, ann, chat_id, "garden")
    refused: tuple[Command[Any], ...] = (FindPublicChats(), JoinPublicChat(chat_id=chat_id))
    for command in refused:
        with pytest.raises(NotSignedIn):
            await world.do(VISITOR, command)
    # What a link tells: enough to know where one would go, and no more.
    assert await look(world, VISITOR, "garden") == PublicChat(address="garden", name="Group", member_count=1)


@pytest.mark.parametrize("address", ["", "g", "1garden", "gar den", "gаrden", "x" * 33, "a/b", "all", "аll", "\ud800"])
async def test_an_address_is_like_a_username(world: World, address: str) -> None:
    (ann,) = await world.people("ann")
    chat_id = await world.group(ann)
    with pytest.raises(InvalidAddress):
        await publish(world, ann, chat_id, address)
    assert (await world.do(ann, GetChat(chat_id=chat_id))).chat.address == ""


async def test_s58_people_and_chats_share_one_name_space_in_which_nothing_looks_alike(world: World) -> None:
    ann, bob = await world.people("ann", "bill")
    one, other = await world.group(ann), await world.group(bob)
    await publish(world, ann, one, "Garden")
    for taken in ("garden", "GARDEN", "gаrden".replace("а", "á"), "ann", "bi1l"):
        with pytest.raises(AddressTaken):
            await publish(world, bob, other, taken)
    for taken in ("garden", "Gardén"):
        with pytest.raises(UsernameTaken):
            await world.do(VISITOR, Register(username=taken, password=PASSWORD))
    # A name that is given up is free, for a chat and for a person.
    await publish(world, ann, one, "gardens")
    assert (await publish(world, bob, other, "garden")).address == "garden"
    await world.do(bob, DeleteChat(chat_id=other))
    await world.person("garden")


async def test_the_same_again_changes_nothing(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    first = await publish(world, ann, chat_id, "garden")
    socket = await world.connect(bob)
    socket.take()
    assert await publish(world, ann, chat_id, " @GARDEN ") == first
    assert socket.rows() == []
    await world.do(ann, UnpublishChat(chat_id=chat_id))
    gone = (await world.do(ann, GetChat(chat_id=chat_id))).chat
    socket.take()
    assert await world.do(ann, UnpublishChat(chat_id=chat_id)) == gone
    assert socket.rows() == []


async def test_members_are_told_at_once_and_afterwards(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann, bob)
    socket = await world.connect(bob)
    socket.take()
    await publish(world, ann, chat_id, "garden")
    rows = socket.rows()
    assert [row.address for row in rows if isinstance(row, Chat)] == ["garden"]
    await world.do(ann, UnpublishChat(chat_id=chat_id))
    rows += socket.rows()
    told = [row.service for row in rows if isinstance(row, Message)]
    assert told == [AddressChanged(address="garden"), AddressChanged()]
    # Whether one asks first is no news for those who are in.
    await publish(world, ann, chat_id, "garden")
    socket.take()
    await publish(world, ann, chat_id, "garden", approval=True)
    assert not any(isinstance(row, Message) for row in socket.rows())


async def test_anybody_joins_with_one_command_and_reads_what_newcomers_may(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann, description="Where the mushrooms are")
    await world.say(ann, chat_id, "Welcome")
    await publish(world, ann, chat_id, "garden")
    (listed,) = (await world.do(bob, FindPublicChats())).chats
    assert listed == PublicChat(
        address="garden", name="Group", member_count=1, description="Where the mushrooms are", chat_id=chat_id
    )
    with pytest.raises(ChatNotFound):
        await world.do(bob, GetHistory(chat_id=chat_id))
    joined = await world.do(bob, JoinPublicChat(chat_id=chat_id))
    assert await world.do(bob, JoinPublicChat(chat_id=chat_id)) == joined
    assert "Welcome" in [each.text for each in (await world.do(bob, GetHistory(chat_id=chat_id))).messages]
    assert (await look(world, bob, "@garden")).inside
    assert (await look(world, cat, "garden")).member_count == 2
    await world.do(ann, ChangeChat(chat_id=chat_id, history_shared=False))
    await world.do(cat, JoinPublicChat(chat_id=chat_id))
    assert "Welcome" not in [each.text for each in (await world.do(cat, GetHistory(chat_id=chat_id))).messages]


async def test_whoever_left_comes_back_and_whoever_was_removed_asks(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann, bob, cat)
    await publish(world, ann, chat_id, "garden")
    await world.do(bob, LeaveChat(chat_id=chat_id))
    await world.do(ann, RemoveMember(chat_id=chat_id, user_id=cat.user_id))
    assert not (await world.do(bob, JoinPublicChat(chat_id=chat_id))).asked
    assert (await look(world, cat, "garden")).approval
    assert (await world.do(cat, JoinPublicChat(chat_id=chat_id))).asked
    assert (await look(world, cat, "garden")).asked
    with pytest.raises(ChatNotFound):
        await world.do(cat, GetChat(chat_id=chat_id))


async def test_where_one_asks_somebody_answers(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    chat_id = await world.group(ann)
    await publish(world, ann, chat_id, "garden", approval=True)
    socket = await world.connect(ann)
    socket.take()
    assert (await world.do(bob, JoinPublicChat(chat_id=chat_id))).asked
    assert [row.user_id for row in socket.rows() if isinstance(row, JoinRequest)] == [bob.user_id]
    await world.do(ann, AnswerJoinRequest(chat_id=chat_id, user_id=bob.user_id, approve=True))
    assert (await look(world, bob, "garden")).inside
    await world.do(cat, JoinPublicChat(chat_id=chat_id))
    await world.do(ann, AnswerJoinRequest(chat_id=chat_id, user_id=cat.user_id, approve=False))
    with pytest.raises(JoiningRefused):
        await world.do(cat, JoinPublicChat(chat_id=chat_id))


async def test_whoever_has_asked_by_an_address_that_is_gone_waits_no_more(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann)
    await publish(world, ann, chat_id, "garden", approval=True)
    await world.do(bob, JoinPublicChat(chat_id=chat_id))
    # Another address is still one.
    await publish(world, ann, chat_id, "gardens", approval=True)
    assert (await look(world, bob, "gardens")).asked
    socket = await world.connect(bob)
    socket.take()
    await world.do(ann, UnpublishChat(chat_id=chat_id))
    assert [row.state for row in socket.rows() if isinstance(row, JoinRequest)] == [JoinState.CLOSED]


async def test_a_deleted_chat_is_in_no_directory(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.group(ann)
    await publish(world, ann, chat_id, "garden")
    await world.do(ann, DeleteChat(chat_id=chat_id))
    assert await found(world, bob) == []
    with pytest.raises(PublicChatNotFound):
        await world.do(bob, JoinPublicChat(chat_id=chat_id))
    with pytest.raises(PublicChatNotFound):
        await look(world, bob, "garden")


@pytest.mark.parametrize("after", ["", "x", "0.1", f"2.1.{SOME_ID}", f"0.-1.{SOME_ID}", "0.1.x", "' OR 1=1"])
async def test_a_page_after_nonsense_is_refused(world: World, after: str) -> None:
    (ann,) = await world.people("ann")
    with pytest.raises(InvalidField):
        await world.do(ann, FindPublicChats(after=after))


async def test_s55_a_search_takes_every_sign_as_it_is(world: World) -> None:
    (ann,) = await world.people("ann")
    await publish(world, ann, await world.group(ann), "garden")
    for query in ("%", "_", "*", "'", '"', "\\", "g_rden", "' OR 1=1 --", "😀"):
        assert await found(world, ann, query) == [], query
    for query in ("\0", "\ud800", "a\n"):
        with pytest.raises(InvalidField):
            await world.do(ann, FindPublicChats(query=query))


async def test_chats_are_found_by_beginnings_of_words_those_named_so_first(world: World) -> None:
    ann, bob, cat = await world.people("ann", "bob", "cat")
    named = {"Ёлки и сосны": "trees", "Ежи": "hedgehogs", "Книги": "books"}
    ids = {}
    for name, address in named.items():
        ids[address] = await world.group(ann)
        await world.do(ann, ChangeChat(chat_id=ids[address], name=name))
        await publish(world, ann, ids[address], address)
    await world.do(ann, ChangeChat(chat_id=ids["books"], description="Читаем под ёлкой, пишем о лесе"))
    for who in (bob, cat):
        await world.do(who, JoinPublicChat(chat_id=ids["books"]))
    await world.do(bob, JoinPublicChat(chat_id=ids["hedgehogs"]))
    assert await found(world, cat) == ["books", "hedgehogs", "trees"]
    assert await found(world, cat, "ЕЛК") == ["trees", "books"]
    assert await found(world, cat, "елки сосн") == ["trees"]
    assert await found(world, cat, "лес") == ["books"]
    assert await found(world, cat, "@hedge") == ["hedgehogs"]
    assert await found(world, cat, "осны") == []
    await world.do(ann, ChangeChat(chat_id=ids["hedgehogs"], name="Ужи"))
    assert await found(world, cat, "еж") == []
    assert await found(world, cat, "уж") == ["hedgehogs"]


async def test_where_it_is_off_there_are_no_public_chats(database: Database, clock: FakeClock) -> None:
    # Two servers on one database, of which one has no directory.
    async with (
        running_world(database, clock) as before,
        running_world(database, clock, settings=replace(CHEAP, directory="off")) as world,
    ):
        ann, bob = await before.people("ann", "bob")
        chat_id = await before.group(ann)
        await publish(before, ann, chat_id, "garden")
        refused: tuple[Command[Any], ...] = (
            PublishChat(chat_id=chat_id, address="gardens"),
            FindPublicChats(),
            LookUpPublicChat(address="garden"),
            JoinPublicChat(chat_id=chat_id),
        )
        for command in refused:
            with pytest.raises(DirectoryOff):
                await world.do(ann if isinstance(command, PublishChat) else bob, command)
        # What was public can be taken back, and a name stays somebody's until it is.
        with pytest.raises(UsernameTaken):
            await world.do(VISITOR, Register(username="garden", password=PASSWORD))
        assert (await world.do(ann, UnpublishChat(chat_id=chat_id))).address == ""


async def test_a_direct_chat_opened_later_does_not_appear(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    await world.do(ann, OpenDirect(user_id=bob.user_id))
    assert await found(world, bob) == []
