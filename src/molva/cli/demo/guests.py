"""The people of four older messengers, by the names, ids and passwords that their documents give them."""

from dataclasses import dataclass
from typing import Final, Protocol

from molva.protocol.commands import CreateGroup, OpenDirect, PublishChat, SendMessage
from molva.protocol.ids import new_id
from molva.server.core import Core
from molva.server.features.accounts import Newcomer, admit_newcomer, hash_passwords
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings

ADDRESS: Final = "127.0.0.1"


@dataclass(frozen=True)
class Guest:
    """Somebody whom a document names."""

    user_id: str
    username: str
    name: str
    email: str | None = None
    password: str = ""
    """Empty: the demo's own."""


TERMINATOR: Final = Guest("3f0c1c36-4d0e-4a57-9a3f-6d8a4c1f9b01", "terminator", "terminator")
USER1: Final = Guest("3f0c1c36-4d0e-4a57-9a3f-6d8a4c1f9b02", "user1", "user1")
TEST: Final = Guest("3f0c1c36-4d0e-4a57-9a3f-6d8a4c1f9b03", "test", "test", "test@test.com", "test")
NICHOLE: Final = Guest(
    "d61d47bb-2cd2-4c1d-8975-938263836086",
    "nicholecarroll",
    "Nichole Carroll",
    "nicholecarroll@example.com",
    "!0Wtg",
)
OTHERS: Final = (
    Guest("599e25c1-693d-4620-9abf-fde1dda5d426", "nathanlee", "Nathan Lee", "nathanlee@example.com"),
    Guest("ef642621-024a-4db6-9ab2-5304c6e6221d", "tinahall", "Tina Hall", "tinahall@example.com"),
    Guest("5804d97d-0fff-4444-8647-1345d5f42175", "ruthgray", "Ruth Gray", "ruthgray@example.com"),
)
GUESTS: Final = (TERMINATOR, USER1, TEST, NICHOLE, *OTHERS)

CONGRESS: Final = "27784f95-d0e0-478d-b224-f718fe2da52c"
"""The chat whose history the document asks for; whoever looks into the directory may read it."""

SAID: Final = (
    (OTHERS[0], "Car."),
    (
        NICHOLE,
        "Congress information message. Information recognize face. Form according toward evidence quite everybody.",
    ),
    (OTHERS[1], "Everybody read it?"),
)


class Clock(Protocol):
    """The clock of the story, which stands until somebody moves it."""

    at: int


async def invite_guests(core: Core, settings: Settings, clock: Clock, password: str) -> None:
    """Make their accounts and their few chats.

    Args:
        password: of those to whom the documents give none.
    """
    # Weaker than anybody could choose: everybody is told them anyhow.
    hashes = await hash_passwords(settings, {guest.password or password for guest in GUESTS}, lambda: None)
    for guest in GUESTS:
        hashed = hashes[guest.password or password]
        await admit_newcomer(core.dispatcher, Newcomer(guest.user_id, guest.username, guest.name, hashed, guest.email))
    others = tuple(guest.user_id for guest in OTHERS)
    group = CreateGroup(chat_id=CONGRESS, name="Congress", user_ids=others)
    await core.dispatcher.execute(_as(NICHOLE), group)
    await core.dispatcher.execute(_as(NICHOLE), PublishChat(chat_id=CONGRESS, address="congress"))
    for guest, text in SAID:
        await _say(core, clock, guest, CONGRESS, text)
    for other, text in ((TERMINATOR, "I'll be back."), (USER1, "hello man")):
        opened = await core.dispatcher.execute(_as(TEST), OpenDirect(user_id=other.user_id))
        await _say(core, clock, other, opened.chat.id, text)


async def _say(core: Core, clock: Clock, guest: Guest, chat_id: str, text: str) -> None:
    clock.at += 60_000
    await core.dispatcher.execute(_as(guest), SendMessage(chat_id=chat_id, id=new_id(clock.at), text=text))


def _as(guest: Guest) -> Caller:
    return Caller(address=ADDRESS, user=guest.user_id)
