"""Reports: once a pair, enough of them ban, the server's owner and admins judge."""

from __future__ import annotations

from typing import Any

import pytest

from molva.protocol.commands import (
    BanPerson,
    Command,
    DeedKind,
    DeleteMessage,
    DismissReports,
    EditMessage,
    GetAccount,
    LiftBan,
    ListDeeds,
    ListReports,
    ReportPerson,
    ReportReason,
)
from molva.protocol.errors import (
    AlreadyReported,
    ChatNotFound,
    InvalidField,
    MessageNotFound,
    Oneself,
    RightsMissing,
    SendingBanned,
    UserNotFound,
)
from molva.protocol.ids import new_id
from molva.server.kernel.caller import Caller
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio

HOUR_MS = 3_600_000


def about(who: Caller, **fields: Any) -> ReportPerson:
    return ReportPerson(user_id=who.user_id, reason=ReportReason.SPAM, **fields)


async def test_members_judge_nobody_and_see_no_report(world: World) -> None:
    _, ann, bob = await world.people("owner", "ann", "bob")
    await world.do(ann, about(bob))
    commands: list[Command[Any]] = [
        ListReports(),
        ListDeeds(),
        DismissReports(user_id=ann.user_id),
        LiftBan(user_id=ann.user_id),
        BanPerson(user_id=bob.user_id, hours=1),
    ]
    for command in commands:
        with pytest.raises(RightsMissing):
            await world.do(ann, command)


async def test_nobody_is_reported_twice_by_one_nor_oneself_nor_who_is_not_there(world: World) -> None:
    owner, ann, bob = await world.people("owner", "ann", "bob")
    await world.do(ann, about(bob))
    for command, refusal in (
        (about(bob, comment="again"), AlreadyReported),
        (about(ann), Oneself),
        (ReportPerson(user_id=new_id(1), reason=ReportReason.OTHER), UserNotFound),
        (about(owner, comment="a\x00b"), InvalidField),
    ):
        with pytest.raises(refusal):
            await world.do(ann, command)
    assert len((await world.do(owner, ListReports())).reports) == 1


async def test_a_message_is_named_only_by_who_sees_it_and_only_its_senders(world: World) -> None:
    owner, ann, bob, eve = await world.people("owner", "ann", "bob", "eve")
    chat_id = await world.direct(ann, bob)
    theirs, mine = (await world.say(bob, chat_id, "canary")).seq, (await world.say(ann, chat_id, "mine")).seq
    for who, seq, refusal in ((eve, theirs, ChatNotFound), (ann, mine, MessageNotFound), (ann, 9, MessageNotFound)):
        with pytest.raises(refusal):
            await world.do(who, about(bob, chat_id=chat_id, seq=seq))
    with pytest.raises(InvalidField):
        await world.do(ann, about(bob, seq=theirs))
    assert (await world.do(owner, ListReports())).reports == []


async def test_the_report_tells_who_what_and_why_until_the_message_is_gone(world: World) -> None:
    owner, ann, bob = await world.people("owner", "ann", "bob")
    chat_id = await world.direct(ann, bob)
    seq = (await world.say(bob, chat_id, "buy this")).seq
    await world.do(ann, about(bob, comment=" all day\nlong ", chat_id=chat_id, seq=seq))
    (report,) = (await world.do(owner, ListReports())).reports
    assert (report.person.username, report.reporter.username, report.reason) == ("bob", "ann", ReportReason.SPAM)
    assert (report.comment, report.text, report.settled) == ("all day\nlong", "buy this", False)
    await world.do(bob, DeleteMessage(chat_id=chat_id, seq=seq))
    (report,) = (await world.do(owner, ListReports())).reports
    assert (report.seq, report.text) == (seq, None)


async def test_three_reports_of_different_people_keep_one_from_sending_for_four_hours(world: World) -> None:
    owner, bob, *others = await world.people("owner", "bob", "ann", "eve", "joe")
    chat_id = await world.group(bob, *others)
    seq = (await world.say(bob, chat_id, "hello")).seq
    for other in others[:2]:
        await world.do(other, about(bob))
        await world.say(bob, chat_id, "still here")
    here = await world.connect(bob)
    here.take()
    await world.do(others[2], about(bob))
    until = world.clock() + 4 * HOUR_MS
    assert [row.banned_until for row in here.rows() if hasattr(row, "banned_until")] == [until]
    for command in (None, EditMessage(chat_id=chat_id, seq=seq, text="changed")):
        with pytest.raises(SendingBanned) as caught:
            await (world.say(bob, chat_id, "more") if command is None else world.do(bob, command))
        assert caught.value.params["until_at"] == until
        assert caught.value.params["appeal"] == "@owner"
    await world.say(others[0], chat_id, "quiet at last")
    world.clock.advance(4 * HOUR_MS)
    await world.say(bob, chat_id, "back again")
    (deed,) = (await world.do(owner, ListDeeds())).deeds
    assert (deed.kind, deed.person.username, deed.by, deed.until) == (DeedKind.BANNED, "bob", None, until)


async def test_a_ban_is_lifted_at_once_and_the_next_takes_new_reports(world: World) -> None:
    owner, bob, *others = await world.people("owner", "bob", "ann", "eve", "joe", "may", "kim", "lee")
    chat_id = await world.group(bob, *others)
    for other in others[:3]:
        await world.do(other, about(bob))
    await world.do(others[3], about(bob))
    with pytest.raises(SendingBanned):
        await world.say(bob, chat_id, "more")
    world.clock.advance(1)
    for _ in range(2):
        await world.do(owner, LiftBan(user_id=bob.user_id))
    await world.say(bob, chat_id, "thank you")
    assert (await world.do(bob, GetAccount())).banned_until == 0
    assert all(report.settled for report in (await world.do(owner, ListReports())).reports)
    assert [deed.kind for deed in (await world.do(owner, ListDeeds())).deeds] == [DeedKind.BAN_LIFTED, DeedKind.BANNED]
    for other in others[4:]:
        await world.do(other, about(bob))
        await world.say(bob, chat_id, "two are not three")


async def test_dismissed_reports_count_no_more(world: World) -> None:
    owner, bob, *others = await world.people("owner", "bob", "ann", "eve", "joe")
    chat_id = await world.group(bob, *others)
    for other in others[:2]:
        await world.do(other, about(bob))
    for _ in range(2):
        await world.do(owner, DismissReports(user_id=bob.user_id))
    await world.do(others[2], about(bob))
    await world.say(bob, chat_id, "still here")
    (deed,) = (await world.do(owner, ListDeeds())).deeds
    assert (deed.kind, deed.by and deed.by.username) == (DeedKind.REPORTS_DISMISSED, "owner")
    for command in (DismissReports(user_id=new_id(1)), LiftBan(user_id=new_id(1))):
        with pytest.raises(UserNotFound):
            await world.do(owner, command)


async def test_who_runs_the_server_is_reported_but_not_silenced(world: World) -> None:
    owner, *others = await world.people("owner", "ann", "eve", "joe")
    chat_id = await world.group(owner, *others)
    for other in others:
        await world.do(other, about(owner))
    await world.say(owner, chat_id, "still here")


async def test_nobody_bans_oneself_nor_who_runs_the_server_nor_who_is_not_there(world: World) -> None:
    owner, _ = await world.people("owner", "ann")
    for who, refusal in ((owner.user_id, Oneself), (new_id(1), UserNotFound)):
        with pytest.raises(refusal):
            await world.do(owner, BanPerson(user_id=who, hours=1))
    assert (await world.do(owner, ListDeeds())).deeds == []


async def test_a_ban_by_hand_holds_its_hours_settles_the_reports_and_replaces_the_one_before(world: World) -> None:
    owner, bob, ann = await world.people("owner", "bob", "ann")
    chat_id = await world.group(bob, ann)
    await world.do(ann, about(bob))
    here = await world.connect(bob)
    here.take()
    await world.do(owner, BanPerson(user_id=bob.user_id, hours=24))
    assert [row.banned_until for row in here.rows() if hasattr(row, "banned_until")] == [world.clock() + 24 * HOUR_MS]
    with pytest.raises(SendingBanned):
        await world.say(bob, chat_id, "more")
    (report,) = (await world.do(owner, ListReports())).reports
    assert (report.settled, report.banned_until) == (True, world.clock() + 24 * HOUR_MS)
    world.clock.advance(1)
    await world.do(owner, BanPerson(user_id=bob.user_id, hours=1))
    world.clock.advance(HOUR_MS)
    await world.say(bob, chat_id, "back again")
    deeds = (await world.do(owner, ListDeeds())).deeds
    assert [(deed.kind, deed.by and deed.by.username) for deed in deeds] == [(DeedKind.BANNED, "owner")] * 2


async def test_reports_and_deeds_are_read_by_page(world: World) -> None:
    owner, bob, *others = await world.people("owner", "bob", "ann", "eve", "joe")
    for other in others:
        world.clock.advance(1)
        await world.do(other, about(bob))
    first = await world.do(owner, ListReports(limit=2))
    last = await world.do(owner, ListReports(limit=2, before=first.next))
    names = [report.reporter.username for report in (*first.reports, *last.reports)]
    assert (names, last.next) == (["joe", "eve", "ann"], None)
    world.clock.advance(1)
    await world.do(owner, LiftBan(user_id=bob.user_id))
    newest = await world.do(owner, ListDeeds(limit=1))
    assert len(newest.deeds) == 1
    assert newest.next is not None
    oldest = await world.do(owner, ListDeeds(limit=1, before=newest.next))
    assert (oldest.deeds[0].kind, oldest.next) == (DeedKind.BANNED, None)
