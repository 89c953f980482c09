"""What a message costs with nothing beside it, with three features and with all: `python -m bench.features --help`.

As in W1 pairs of people write to each other as fast as messages arrive. What comes with a message goes over the same
connection right after it, and is part of its cost. Each run has a fresh server; a figure is the median of the runs.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
from typing import Final

import msgspec
import uvloop

from bench.__main__ import RUN_LIMIT_S, wait_for_calm
from bench.table import median, table
from molva.cli.bench.loops import closed_loop, each
from molva.cli.bench.molva_client import MolvaClient, client_frame, message_id
from molva.cli.bench.molva_peer import MOLVA
from molva.cli.bench.peer import AnyMeter
from molva.cli.bench.server_process import LOAD_CORE, ServerProcess
from molva.cli.bench.size import FULL, SMALL, Size
from molva.cli.bench.span import Figures
from molva.cli.bench.workloads import names
from molva.protocol.commands import AnyCommand, Call, MarkChat, PinMessage, React, SaveDraft, SendMessage, SignalTyping

Pair = tuple[MolvaClient, MolvaClient]

FIRST: Final = 1
"""The number of the message that is answered, pinned and reacted to."""
EMOJI: Final = (("👍",), ("🎉",))
DAY_S: Final = 86_400
COLUMNS: Final = {
    "commands_per_message": "commands/message",
    "cpu_us_per_delivery": "CPU µs/message",
    "deliveries_per_s": "messages/s",
    "p50_ms": "p50 ms",
    "p99_ms": "p99 ms",
    "memory_mib": "MiB",
}


def chat_of(pair: Pair) -> str:
    """Name the chat of a pair."""
    return pair[0].chat.decode()


def nothing(pair: Pair, body: str, number: int) -> list[AnyCommand]:
    """A message alone."""
    return [SendMessage(chat_id=chat_of(pair), id=message_id().decode(), text=body)]


def three(pair: Pair, body: str, number: int) -> list[AnyCommand]:
    """An answer that mentions the other one, and a reaction."""
    text = f"@{pair[1].user.name} {body}"
    message = SendMessage(chat_id=chat_of(pair), id=message_id().decode(), text=text, reply_to=FIRST)
    return [message, React(chat_id=chat_of(pair), seq=FIRST, emoji=EMOJI[number % 2])]


def everything(pair: Pair, body: str, number: int) -> list[AnyCommand]:
    """The same, with a lifetime, marks, a draft and typing, in a chat that has a pinned message."""
    chat_id = chat_of(pair)
    text = f"**@{pair[1].user.name}** {body} https://example.org/{number} `code`"
    return [
        SignalTyping(chat_id=chat_id),
        SaveDraft(chat_id=chat_id, text=f"draft {number}", reply_to=FIRST),
        SendMessage(chat_id=chat_id, id=message_id().decode(), text=text, reply_to=FIRST, lifetime_s=DAY_S),
        React(chat_id=chat_id, seq=FIRST, emoji=EMOJI[number % 2]),
        MarkChat(chat_id=chat_id, read_seq=number + FIRST),
    ]


LOADS: Final = {"nothing": nothing, "three": three, "everything": everything}


async def run(load: str, server: ServerProcess, size: Size) -> Figures:
    """Measure one load on a server that has just started."""
    users = await MOLVA.dialect.register(server.port, names(2 * size.pairs))

    async def connect(number: int) -> MolvaClient:
        client = await MOLVA.dialect.connect(server.port, users[number])
        assert isinstance(client, MolvaClient)
        return client

    clients = await each(16, range(len(users)), connect)
    pairs: list[Pair] = list(zip(clients[::2], clients[1::2], strict=True))
    for pair in pairs:
        await MOLVA.dialect.befriend(*pair)
        first = SendMessage(chat_id=chat_of(pair), id=message_id().decode(), text="the first of all")
        await pair[0].call(first)
        if load == "everything":
            await pair[0].call(PinMessage(chat_id=chat_of(pair), seq=FIRST))
    numbers = {id(pair): itertools.count(1) for pair in pairs}

    def send(pair: Pair, body: bytes) -> None:
        for command in LOADS[load](pair, body.decode(), next(numbers[id(pair)])):
            call = Call(next(pair[0].references), command)
            pair[0].write(client_frame(msgspec.json.encode(call)))

    def listen(meter: AnyMeter) -> None:
        for sender, receiver in pairs:
            sender.listen(None)
            receiver.listen(meter)

    figures = await closed_loop(
        server.pid, pairs, send, listen, messages=size.messages, fanout=1, in_flight=size.in_flight
    )
    return {"load": load, "commands_per_message": len(LOADS[load](pairs[0], "", 1)), **figures}


def once(load: str, size: Size) -> None:
    """Print one run's figures as a line of JSON; this process becomes the load."""
    os.sched_setaffinity(0, {LOAD_CORE})
    with MOLVA.server() as server:
        server.start()
        figures = uvloop.run(run(load, server, size))
        figures["stored"] = server.stored()
    print(json.dumps(figures))


def main() -> None:
    """Measure what the arguments name, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", default=",".join(LOADS), help="names, with commas between")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="a few messages, to try a change")
    parser.add_argument("--once", metavar="LOAD", help="one run in this process, as a line of JSON")
    arguments = parser.parse_args()
    if arguments.once:
        once(arguments.once, SMALL if arguments.small else FULL)
        return
    rows: dict[str, Figures] = {}
    for load in arguments.loads.split(","):
        runs: list[Figures] = []
        for _ in range(arguments.runs):
            others = wait_for_calm()
            command = [sys.executable, "-m", "bench.features", "--once", load, *["--small"] * arguments.small]
            ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=RUN_LIMIT_S)
            runs.append(json.loads(ran.stdout) | {"others_busy_cores": others})
            print(json.dumps(runs[-1]), file=sys.stderr, flush=True)
        rows[load] = median(runs)
    print(table(rows, COLUMNS))


if __name__ == "__main__":
    main()
