"""Brings the demo's story into an empty data folder, through the server's own commands and on the story's clock."""

from collections.abc import Callable, Sequence
from typing import Final

from molva.cli.demo.guests import invite_guests
from molva.cli.demo.people import PEOPLE, PLACES, Place
from molva.cli.demo.script import DAY_MS, Correct, Deed, Delete, Read, Write
from molva.protocol.commands import (
    CreateGroup,
    DeleteMessage,
    EditMessage,
    ListChats,
    MarkChat,
    OpenDirect,
    Register,
    SendMessage,
)
from molva.protocol.ids import new_id
from molva.server.app import open_core
from molva.server.core import Core
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings

PASSWORD: Final = "twelve-people"  # noqa: S105  # the demo says it aloud
ADDRESS: Final = "127.0.0.1"


class StoryClock:
    """Stands at the moment of the story that is being told."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


class Loader:
    """Does every deed of a script as the person whose it is."""

    def __init__(self, core: Core, clock: StoryClock) -> None:
        self._execute = core.dispatcher.execute
        self._clock = clock
        self._callers: dict[str, Caller] = {}
        self._chats: dict[str, str] = {}
        self._seqs: dict[tuple[str, int], int] = {}

    async def settle(self) -> None:
        """Register everybody, and open their chats."""
        for person in PEOPLE:
            command = Register(
                username=person.username, password=PASSWORD, name=person.name, language=person.language, client="demo"
            )
            signed_in = await self._execute(Caller(address=ADDRESS), command)
            self._callers[person.username] = Caller(
                address=ADDRESS, user=signed_in.account.user_id, session=signed_in.session_id
            )
            self._clock.at += 60_000
        for place in PLACES:
            self._chats[place.key] = await self._open(place)
            self._clock.at += 60_000

    async def do(self, deed: Deed) -> None:
        """Do one deed at its moment."""
        self._clock.at = deed.at
        caller, chat_id, key = self._callers[deed.who], self._chats[deed.place.key], deed.place.key
        match deed:
            case Write():
                reply_to = None if deed.reply_to is None else self._seqs[key, deed.reply_to]
                command = SendMessage(chat_id=chat_id, id=new_id(deed.at), text=deed.text, reply_to=reply_to)
                self._seqs[key, deed.line] = (await self._execute(caller, command)).seq
            case Correct():
                seq = self._seqs[key, deed.line]
                await self._execute(caller, EditMessage(chat_id=chat_id, seq=seq, text=deed.text))
            case Delete():
                await self._execute(caller, DeleteMessage(chat_id=chat_id, seq=self._seqs[key, deed.line]))
            case Read():
                await self._execute(caller, MarkChat(chat_id=chat_id, read_seq=self._seqs[key, deed.line]))

    async def _open(self, place: Place) -> str:
        """Create the chat, or find the one that the server made."""
        first, *others = place.members
        user_ids = tuple(self._callers[username].user_id for username in others)
        if place.general:
            chats = (await self._execute(self._callers[first], ListChats())).chats
            return next(state.chat.id for state in chats if state.chat.general)
        if place.direct:
            return (await self._execute(self._callers[first], OpenDirect(user_id=user_ids[0]))).chat.id
        chat_id = new_id(self._clock.at)
        command = CreateGroup(chat_id=chat_id, name=place.name, description=place.description, user_ids=user_ids)
        await self._execute(self._callers[first], command)
        return chat_id


async def load(settings: Settings, script: Sequence[Deed], *, step: Callable[[], None]) -> None:
    """Tell a script to an empty server; it lies on the disk when this returns.

    Args:
        step: called after each deed.
    """
    clock = StoryClock(script[0].at - DAY_MS)
    core = await open_core(settings, clock)
    await core.start()
    try:
        loader = Loader(core, clock)
        await loader.settle()
        await invite_guests(core, settings, clock, PASSWORD)
        for deed in script:
            await loader.do(deed)
            step()
    finally:
        await core.stop()
