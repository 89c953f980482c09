"""The files of contract/frames: an example of everything that goes over a connection, and of each HTTP request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args
from urllib.parse import urlencode

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import Call, answer_type
from molva.protocol.errors import Refusal, catalogue
from molva.protocol.frames import Answer, Hello, Ping, Pong, Refused, Rows, Signalled, Synced, Welcome
from molva.protocol.rows import AnyRow, AnyService, Message
from molva.protocol.signals import AnySignal
from molva.server.core import Core
from molva.server.kernel.feature import Endpoint
from molva.server.transport.http import API
from molva.server.transport.requests import PATH_FIELD
from tests.architecture.sources import ROOT
from tests.contract.specimen import MOMENT_MS, TEXTS, builtins, specimen

FOLDER = ROOT / "contract" / "frames"
HOW = "MOLVA_RECORD=1 .venv/bin/pytest tests/contract/test_frames.py"

Section = dict[str, Any]
File = dict[str, Section]

SECTIONS = ("frames", "calls", "rows", "services", "signals", "refusals", "closes")

BARE = {each.__struct_config__.tag: each for each in (Hello, Ping, Welcome, Synced, Pong)}


def read() -> dict[str, File]:
    """Read every file, by the name of its feature."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def write(name: str, file: File) -> None:
    """Write a file, one line a frame."""
    sections = []
    for section in SECTIONS:
        lines = [f"    {_json(key)}: {_frames(section, entry)}" for key, entry in sorted(file.get(section, {}).items())]
        if lines:
            sections.append(f"  {_json(section)}: {{\n" + ",\n".join(lines) + "\n  }")
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(sections) + "\n}\n", encoding="utf-8")


def everything(section: str) -> Section:
    """Put the sections of this name of all files together."""
    return {key: value for file in read().values() for key, value in file.get(section, {}).items()}


def due(core: Core) -> dict[str, File]:
    """Work out what has to have a frame, with an example of each, by the feature to which it belongs."""
    files: dict[str, File] = {}

    def add(owner: object, section: str, name: str, value: Any) -> None:
        files.setdefault(_feature(owner), {}).setdefault(section, {})[name] = value

    catchup = core.gateway._resumer._catchup
    homes = {kind.row: kind for kinds in catchup._rows.values() for kind in kinds}
    owners: dict[str, object] = {}
    for endpoint in core.dispatcher.endpoints.values():
        add(endpoint.handler, "calls", str(endpoint.command.__struct_config__.tag), call(endpoint))
        for each in endpoint.refusals:
            owners.setdefault(each.code, endpoint.handler)
    for row in get_args(AnyRow):
        add(homes[row].after, "rows", row.__struct_config__.tag, rows(homes[row].scope, specimen(row)))
    for service in get_args(AnyService):
        told = Message(**{**_fields(specimen(Message, whole=False)), "service": specimen(service)})
        add(homes[Message].after, "services", service.__struct_config__.tag, rows("chat", told))
    for signal in get_args(AnySignal):
        add(None, "signals", signal.__struct_config__.tag, builtins(Signalled(specimen(signal))))
    for code, kind in catalogue().items():
        add(owners.get(code), "refusals", code, refused(kind))
    for tag, frame in BARE.items():
        add(None, "frames", str(tag), builtins(specimen(frame)))
    for closing in CloseCode:
        add(None, "closes", str(int(closing)), {"reason": closing.name.lower(), "come_back": closing.reconnect})
    return files


def call(endpoint: Endpoint) -> Section:
    """Make an example of a command and its answer, over a connection and over HTTP."""
    command = specimen(endpoint.command)
    answer = Answer(1, specimen(answer_type(endpoint.command)))
    return {
        "call": builtins(Call(1, command)),
        "answer": builtins(answer),
        "http": request(endpoint, builtins(command)),
    }


def request(endpoint: Endpoint, fields: Mapping[str, Any]) -> Section:
    """Write a command as a request."""
    path = re.sub(PATH_FIELD, lambda field: str(fields[field[1]]), API + endpoint.path)
    rest = {key: value for key, value in fields.items() if key not in {"type", *PATH_FIELD.findall(endpoint.path)}}
    said: Section = {"method": endpoint.method, "path": path, "status": endpoint.status}
    if endpoint.method in ("POST", "PUT", "PATCH"):
        said["body"] = rest
    elif rest:
        said["path"] += "?" + urlencode(rest, doseq=True)
    return said


def rows(scope: str, row: Any) -> Any:
    """Put a row into the frame that brings it."""
    owner = TEXTS["user_id" if scope == "account" else "chat_id"]
    return builtins(Rows(scope=f"{scope}:{owner}", after=0, rev=row.rev, rows=[row]))


def refused(kind: type[Refusal]) -> Section:
    """Make an example of a refusal, with the HTTP status."""
    said = {name: 20 if name == "limit" else name for name in re.findall(r"\{(\w+)\}", kind.en)}
    params = said | dict.fromkeys(kind.beside, MOMENT_MS)
    error = kind(retry_after_ms=1000 if kind.retry else None, **params).to_wire()
    return {"frame": builtins(Refused(error=error, ref=1)), "status": kind.status}


def _feature(owner: object) -> str:
    found = re.match(r"molva\.server\.features\.(\w+)", getattr(owner, "__module__", ""))
    return found[1] if found else "connection"


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def names(files: Iterable[File]) -> set[tuple[str, str]]:
    """List what has a frame: (section, name)."""
    return {(section, name) for file in files for section, entries in file.items() for name in entries}


def _frames(section: str, entry: Section) -> str:
    if section != "calls":
        return _json(entry)
    return "{\n" + ",\n".join(f"      {_json(key)}: {_json(value)}" for key, value in entry.items()) + "\n    }"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
