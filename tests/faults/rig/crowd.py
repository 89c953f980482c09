"""Accounts and chats for the people of a run, made through the real commands."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from molva.client.accounts import Token, register
from molva.protocol.commands import CreateGroup, OpenDirect
from molva.protocol.ids import new_id
from tests.faults.rig.people import Notebook, Person
from tests.faults.rig.wire import Wire

PASSWORD = "Kolodez-Zhuravl-71"


@dataclass
class Crowd:
    """People who share one group, the first two also a direct chat."""

    people: list[Person]
    notebook: Notebook
    group: str
    direct: str


async def gather(port: int, names: Sequence[str]) -> Crowd:
    """Register everybody on a fresh server and put them into their chats."""
    tokens = [await register(f"http://127.0.0.1:{port}", name, PASSWORD, name=name) for name in names]
    ids = [token.account.user_id for token in tokens]
    host = await Wire.open(port, tokens[0].token)
    await host.greet("", {})
    group = new_id(time.time_ns() // 1_000_000)
    await host.ask(CreateGroup(chat_id=group, name="Everybody", user_ids=tuple(ids[1:])))
    direct = (await host.ask(OpenDirect(user_id=ids[1]))).chat.id
    await host.close()
    notebook = Notebook()
    people = [_person(token, place, group, direct, notebook) for place, token in enumerate(tokens)]
    return Crowd(people, notebook, group, direct)


def _person(token: Token, place: int, group: str, direct: str, notebook: Notebook) -> Person:
    chats = [group, direct] if place < 2 else [group]
    return Person(token.account.username, token.token, chats, notebook)
