"""Kills a server again and again while people talk through it, then reads everything that is left."""

import asyncio
import random

from tests.faults.history.checker import check
from tests.faults.history.events import Added, AnyEvent, Phase
from tests.faults.history.report import Report
from tests.faults.rig.crowd import Crowd, gather
from tests.faults.rig.node import Node
from tests.faults.rig.wire import Wire

NAMES = ("anna", "boris", "clara")
ANSWERS_BEFORE_KILL = 40
"""At most so many answers come between two deaths."""
KILLED_WHILE_STARTING = 0.1
STARTING_S = 0.2
HEAL_LIMIT_S = 60


async def kill_cycles(node: Node, cycles: int, seed: int) -> Report:
    """Kill `cycles` times, heal, and check the history of all that was said and seen."""
    luck = random.Random(seed)
    await asyncio.to_thread(node.start)
    crowd = await gather(node.port, NAMES)
    lives = begin(node.port, crowd)
    try:
        for _ in range(cycles):
            if luck.random() < KILLED_WHILE_STARTING:
                await asyncio.to_thread(node.end)
                node.launch()
                # Death comes at any moment of a start, also before anything could be waited for.
                await asyncio.sleep(luck.uniform(0, STARTING_S))
            else:
                await some_answers(crowd, luck.randint(1, ANSWERS_BEFORE_KILL), lives)
            await asyncio.to_thread(node.end)
            await asyncio.to_thread(node.start)
        await heal(crowd, lives)
    finally:
        await end(lives)
    await read_everything(node.port, crowd)
    await asyncio.to_thread(node.end)
    return check([*memberships(crowd), *crowd.notebook.written])


def begin(port: int, crowd: Crowd) -> list["asyncio.Task[None]"]:
    """Let everybody talk."""
    return [asyncio.create_task(person.live(lambda token: Wire.open(port, token))) for person in crowd.people]


async def some_answers(crowd: Crowd, count: int, lives: list["asyncio.Task[None]"]) -> None:
    """Wait for answers; a person who fell over ends the run."""
    goal = crowd.notebook.acknowledged + count
    waiting = asyncio.create_task(crowd.notebook.acknowledgements(goal))
    async with asyncio.timeout(HEAL_LIMIT_S):
        await asyncio.wait([waiting, *lives], return_when=asyncio.FIRST_COMPLETED)
    for life in lives:
        if life.done():
            waiting.cancel()
            await life
    await waiting


async def end(lives: list["asyncio.Task[None]"]) -> None:
    """Let nobody talk any more."""
    for life in lives:
        life.cancel()
    await asyncio.gather(*lives, return_exceptions=True)


async def heal(crowd: Crowd, lives: list["asyncio.Task[None]"]) -> None:
    """Let nobody write anything new, and wait until every outbox is empty."""
    for person in crowd.people:
        person.writing = False
    while any(person.outbox for person in crowd.people):
        await some_answers(crowd, 1, lives)


async def read_everything(port: int, crowd: Crowd) -> None:
    """Note every chat's final list as everybody reads it. Raises Dropped: a server that is well drops nobody."""
    for person in crowd.people:
        wire = await Wire.open(port, person.token)
        await person.read_final(wire)
        await wire.close()


def memberships(crowd: Crowd) -> list[AnyEvent]:
    """Everybody was in their chats from the beginning."""
    return [
        Added(at=0, chat=chat, user=person.name, phase=phase)
        for person in crowd.people
        for chat in person.chats
        for phase in Phase
    ]
