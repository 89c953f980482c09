"""A bus that loses what it should carry costs a moment, and shows nobody what is not theirs."""

from __future__ import annotations

import pytest

from molva.protocol.commands import AddMember, RemoveMember
from molva.protocol.frames import Rows
from molva.protocol.rows import Membership
from molva.server.delivery.bus import Ring
from molva.server.delivery.bus_local import LocalBus
from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.settling import settle
from tests.fixtures.world import running_world

pytestmark = pytest.mark.anyio


class LossyBus(LocalBus):
    """Carries nothing while it is deaf."""

    deaf = False

    def publish(self, ring: Ring) -> None:
        if not self.deaf:
            super().publish(ring)


async def test_a_lost_message_comes_with_the_next_one(database: Database, clock: FakeClock) -> None:
    bus = LossyBus()
    async with running_world(database, clock, bus) as world:
        ann, bob = await world.people("ann", "bob")
        chat_id = await world.direct(ann, bob)
        await world.say(ann, chat_id, "heard")
        device = await world.connect(bob)
        await world.say(ann, chat_id, "heard too")
        device.take()
        bus.deaf = True
        await world.say(ann, chat_id, "lost")
        bus.deaf = False
        await world.say(ann, chat_id, "next")
        await settle(lambda: any(isinstance(frame, Rows) for frame in device.frames))
        assert device.texts() == ["lost", "next"]


async def test_a_lost_removal_takes_effect_with_the_next_news_of_the_account(
    database: Database, clock: FakeClock
) -> None:
    bus = LossyBus()
    async with running_world(database, clock, bus) as world:
        ann, bob, cid = await world.people("ann", "bob", "cid")
        chat_id = await world.group(ann, bob)
        device = await world.connect(bob)
        # The account's channel knows where it stands once something has come through it.
        await world.do(cid, AddMember(chat_id=await world.group(cid), user_id=bob.user_id))
        await settle(lambda: len(device.rows()) > 1)
        bus.deaf = True
        await world.do(ann, RemoveMember(chat_id=chat_id, user_id=bob.user_id))
        bus.deaf = False
        await world.do(cid, AddMember(chat_id=await world.group(cid), user_id=bob.user_id))
        await settle(lambda: any(frame.scope.startswith("account:") for frame in device.frames))
        told = [row for row in device.rows() if isinstance(row, Membership)]
        assert {row.left for row in told if row.chat_id == chat_id} == {True}
        await world.say(ann, chat_id, "secret")
        assert "secret" not in device.texts()
