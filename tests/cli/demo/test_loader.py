"""The story arrives in a database through the server's own commands, at the times it tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from molva.cli.demo.loader import ADDRESS, PASSWORD, StoryClock, load
from molva.cli.demo.people import PEOPLE, PLACES
from molva.cli.demo.script import Correct, Delete, Write, write_script
from molva.protocol.commands import ListChats, SignIn
from molva.server.app import open_core
from molva.server.kernel.caller import Caller
from molva.server.settings import Settings

UNTIL = 1_767_225_600_000


@pytest.mark.anyio
async def test_the_story_is_there_when_one_signs_in(tmp_path: Path) -> None:
    script = write_script(UNTIL, messages=120, days=5)
    told = 0

    def step() -> None:
        nonlocal told
        told += 1

    settings = Settings(data=tmp_path)
    await load(settings, script, step=step)
    assert told == len(script)

    core = await open_core(settings, StoryClock(UNTIL))
    await core.start()
    try:
        states = {}
        for person in PEOPLE:
            signed_in = await core.dispatcher.execute(
                Caller(address=ADDRESS), SignIn(login=person.username, password=PASSWORD)
            )
            assert signed_in.account.name == person.name
            caller = Caller(address=ADDRESS, user=signed_in.account.user_id, session=signed_in.session_id)
            states[person.username] = (await core.dispatcher.execute(caller, ListChats())).chats
    finally:
        await core.stop()

    for person in PEOPLE:
        mine = [place for place in PLACES if person.username in place.members]
        assert len(states[person.username]) == len(mine)
    assert sum(state.unread for state in states["emma"]) > 0
    assert sum(state.unread for state in states["lena"]) == 0
    last = [state.last_message for state in states["olga"] if state.last_message is not None]
    written = {deed.at for deed in script if isinstance(deed, Write)}
    assert all(message.sent_at in written for message in last)
    assert any(isinstance(deed, Correct | Delete) for deed in write_script(UNTIL))
