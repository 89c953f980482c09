"""Mentions in the fake server that programs are tested against: as the real one finds them, also beyond a hole."""

from __future__ import annotations

from molva.client.testing.world import PAGE, World
from molva.protocol.rows import Mentions, chat_scope


def test_the_fake_server_finds_members_and_lets_its_owner_call_everybody() -> None:
    world = World(lambda: 1, lambda rows: None)
    ann, bob, eve = (world.add_user(name) for name in ("ann", "bob", "eve"))
    chat = world.add_chat("Walks", [ann, bob])
    assert world.send(chat, bob, "@all @eve @bob `@ann`").mentions is None
    assert world.send(chat, bob, "@Ann, @eve").mentions == Mentions(user_ids=(ann.id,))
    assert world.send(chat, ann, "@все").mentions == Mentions(everybody=True)
    message = world.send(chat, ann, "@bob")
    assert world.unread_mentions(chat, bob) == [3, 4]
    assert world.edit(chat, ann, message.seq, "bob").mentions is None
    assert world.unread_mentions(chat, bob) == [3]
    world.delete(chat, ann, 3)
    assert (world.unread_mentions(chat, bob), world.unread_mentions(chat, ann)) == ([], [2])
    world.remove_member(chat, bob, by=ann)
    assert world.send(chat, ann, "@bob").mentions is None
    assert eve.id not in str(chat.messages)


def test_the_fake_server_tells_their_places_beyond_a_hole() -> None:
    world = World(lambda: 1, lambda rows: None)
    ann, bob = world.add_user("ann"), world.add_user("bob")
    chat = world.add_chat("Walks", [ann, bob])
    world.send(chat, ann, "@bob")
    for number in range(PAGE + 1):
        world.send(chat, ann, str(number))
    assert world.changes(bob, chat_scope(chat.id), 0).unread_mentions == [1]
