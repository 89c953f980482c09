"""The server reads every example of the contract as it stands there, and would write the same; nothing lacks one.

`MOLVA_RECORD=1` adds what is missing and writes anew what the server reads or writes otherwise.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.routing import compile_path

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import AnyCommand, Call, answer_type
from molva.protocol.errors import Error, Refusal, catalogue
from molva.protocol.frames import Answer, Refused, Rows, Signalled
from molva.server.core import Core
from molva.server.delivery.bus_local import LocalBus
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.transport.http import API
from molva.server.transport.requests import RequestShape
from molva.server.wire import codec
from tests.contract import frames
from tests.contract.frames import HOW, Section, request
from tests.contract.specimen import builtins
from tests.fixtures.clock import FakeClock
from tests.fixtures.world import CHEAP


@pytest.fixture
async def core(sqlite_file: Path) -> AsyncIterator[Core]:
    """A server that nobody uses."""
    made = await Core.build(CHEAP, SqliteDatabase(sqlite_file), LocalBus(), FakeClock(), fatal=lambda: None)
    yield made
    await made.database.close()


async def test_everything_has_a_frame(core: Core) -> None:
    due, there = frames.due(core), frames.read()
    if os.environ.get("MOLVA_RECORD"):
        await record(core, due, there)
        there = frames.read()
    missing = {
        f"{section}/{name} (contract/frames/{feature}.json)"
        for feature, file in due.items()
        for section, name in frames.names([file]) - frames.names(there.values())
    }
    assert not missing, f"no example of {', '.join(sorted(missing))}: run {HOW}, and look at what it has written"
    gone = frames.names(there.values()) - frames.names(due.values())
    assert not gone, f"examples of what is no more: {sorted(gone)}; run {HOW}"


async def test_every_frame_holds(core: Core) -> None:
    wrong = {
        f"contract/frames/{feature}.json, {section}/{name}: {said}"
        for feature, file in frames.read().items()
        for section, entries in file.items()
        for name, entry in entries.items()
        if (said := await fault(core, section, name, entry)) is not None
    }
    assert not wrong, "\n".join(sorted(wrong)) + f"\nA change of the protocol? Then run {HOW}"


async def record(core: Core, due: dict[str, frames.File], there: dict[str, frames.File]) -> None:
    """Keep the examples that hold, where they are; make the others."""
    homes = {key: feature for feature, file in there.items() for key in frames.names([file])}
    made: dict[str, frames.File] = {feature: {} for feature in there}
    for feature, file in due.items():
        for section, name in sorted(frames.names([file])):
            home = homes.get((section, name), feature)
            entry = there.get(home, {}).get(section, {}).get(name)
            if entry is None or await fault(core, section, name, entry) is not None:
                entry = file[section][name]
            made.setdefault(home, {}).setdefault(section, {})[name] = entry
    for feature, file in made.items():
        frames.write(feature, file)


async def fault(core: Core, section: str, name: str, entry: Any) -> str | None:
    """Read an example as its receiver does and write it as its sender does; say what is different."""
    try:
        again = AGAIN[section](name, entry)
        if section == "calls":
            again["http"] = await over_http(core, entry)
    except (msgspec.MsgspecError, Refusal, KeyError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    return None if again == entry else f"it would be {again}"


def call_again(name: str, entry: Section) -> Section:
    read = codec.decode(msgspec.json.encode(entry["call"]))
    assert isinstance(read, Call)
    kind: Any = answer_type(type(read.command))
    answer = msgspec.convert(entry["answer"]["result"], kind)
    return {"call": builtins(read), "answer": sent(Answer(read.ref, answer))}


def rows_again(name: str, entry: Section) -> Any:
    return sent(msgspec.convert(entry, Rows))


def signal_again(name: str, entry: Section) -> Any:
    return sent(msgspec.convert(entry, Signalled))


def refusal_again(name: str, entry: Section) -> Section:
    error = msgspec.convert(entry["frame"]["error"], Error)
    kind = catalogue()[name]
    again = kind(retry_after_ms=error.retry_after_ms, **error.params).to_wire()
    return {"frame": sent(Refused(error=again, ref=1)), "status": kind.status}


def frame_again(name: str, entry: Section) -> Any:
    kind: Any = frames.BARE[name]
    read = codec.decode(msgspec.json.encode(entry)) if name in ("hello", "ping") else msgspec.convert(entry, kind)
    return sent(read)


def close_again(name: str, entry: Section) -> Section:
    code = CloseCode(int(name))
    return {"reason": code.name.lower(), "come_back": code.reconnect}


AGAIN = {
    "frames": frame_again,
    "calls": call_again,
    "rows": rows_again,
    "services": rows_again,
    "signals": signal_again,
    "refusals": refusal_again,
    "closes": close_again,
}


def sent(frame: msgspec.Struct) -> Any:
    """What a receiver finds in a frame as the server writes it."""
    return msgspec.json.decode(codec.payload(codec.encode(frame)))


async def over_http(core: Core, entry: Section) -> Section:
    """Read the request of a command as the server does, and write what it says as a request."""
    command = msgspec.convert(entry["call"]["command"], AnyCommand)
    endpoint = core.dispatcher.endpoints[type(command)]
    http = entry["http"]
    path, _, query = http["path"].partition("?")
    found = compile_path(API + endpoint.path)[0].match(path)
    body = msgspec.json.encode(http["body"]) if "body" in http else b""
    headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    fields = found.groupdict() if found else {}
    scope = {"path_params": fields, "query_string": query.encode(), "headers": headers}
    read = await RequestShape(endpoint).read(scope, receive)
    assert read == command, f"the call says {command}, the request {read}"
    return request(endpoint, builtins(read))


LOST = [("calls", "send_message"), ("rows", "message"), ("refusals", "chat_not_found"), ("closes", "4401")]


@pytest.mark.parametrize("lost", LOST, ids=" ".join)
async def test_a_frame_that_is_missing_is_named(core: Core, lost: tuple[str, str]) -> None:
    section, name = lost
    there = frames.read().values()
    for file in there:
        file.get(section, {}).pop(name, None)
    assert frames.names(frames.due(core).values()) - frames.names(there) == {lost}


CHANGED = {
    "a command's field": ("calls", "send_message", "call", "command", "text"),
    "an answer's field": ("calls", "send_message", "answer", "result", "seq"),
    "a method": ("calls", "send_message", "http", "method"),
    "a row's field": ("rows", "message", "rows"),
    "a refusal's status": ("refusals", "chat_not_found", "status"),
}


@pytest.mark.parametrize("path", CHANGED.values(), ids=CHANGED)
async def test_a_frame_that_says_something_else_is_found(core: Core, path: tuple[str, ...]) -> None:
    section, name, *steps, last = path
    entry = inner = frames.everything(section)[name]
    for step in steps:
        inner = inner[step]
    inner[f"{last}_"] = inner.pop(last)
    assert await fault(core, section, name, entry) is not None
