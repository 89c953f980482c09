"""A connection by itself: it begins with a hello, answers calls, and ends with its session."""

from __future__ import annotations

import msgspec
import pytest

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import ChangePassword, Register, RevokeSession, SendMessage, SignedIn, SignIn, SignOut
from molva.protocol.frames import Hello, Ping, Pong, RawAnswer, Refused, Synced
from molva.protocol.ids import new_id
from tests.fixtures.settling import settle
from tests.fixtures.world import PASSWORD, World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("way", ["sign out", "revoked elsewhere", "password changed"])
async def test_an_ended_session_is_disconnected(world: World, way: str) -> None:
    ann = await world.person("ann")
    elsewhere = await world.core.dispatcher.execute(ann, _sign_in("ann"))
    device = await world.connect(ann)
    other = type(ann)(address=ann.address, user=ann.user_id, session=elsewhere.session_id)
    if way == "sign out":
        await world.do(ann, SignOut())
    elif way == "revoked elsewhere":
        await world.do(other, RevokeSession(session_id=ann.session_id))
    else:
        await world.do(other, ChangePassword(old_password=PASSWORD, new_password="wheat-field-7-train"))
    assert device.closed is CloseCode.SESSION_ENDED


async def test_a_socket_shows_a_new_sessions_token_only_to_whoever_asks_for_it(world: World) -> None:
    (ann,) = await world.people("ann")
    device = await world.connect(ann)
    for wanted in (False, True):
        for command in (
            SignIn(login="ann", password=PASSWORD, token=wanted),
            Register(username=f"bob-{wanted}", password=PASSWORD, token=wanted),
        ):
            answer = await world.call(device, command)
            assert isinstance(answer, RawAnswer)
            assert (msgspec.json.decode(answer.result, type=SignedIn).token is not None) == wanted


async def test_a_call_is_answered_and_a_ping_too(world: World) -> None:
    ann, bob = await world.people("ann", "bob")
    chat_id = await world.direct(ann, bob)
    device = await world.connect(ann)
    answer = await world.call(device, SendMessage(chat_id=chat_id, id=new_id(1), text="hello"))
    assert isinstance(answer, RawAnswer)
    refused = await world.call(device, SendMessage(chat_id=chat_id, id=new_id(1), text=""))
    assert isinstance(refused, Refused)
    assert refused.error.code == "invalid_text"
    device.take()
    device.send(Ping())
    await settle()
    assert device.take() == [Pong()]


async def test_silence_before_hello_ends_the_connection(world: World) -> None:
    ann = await world.person("ann")
    device = world.open(ann)
    device.send(b'{"type":"ping"}')
    assert device.closed is CloseCode.BAD_FRAME
    assert not any(isinstance(frame, Synced) for frame in device.frames)


async def test_a_second_hello_ends_the_connection(world: World) -> None:
    ann = await world.person("ann")
    device = await world.connect(ann)
    device.send(Hello())
    assert device.closed is CloseCode.BAD_FRAME


def _sign_in(login: str) -> SignIn:
    return SignIn(login=login, password=PASSWORD)
