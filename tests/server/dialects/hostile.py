"""Hostile requests: what stands where something else is due, and what is no request at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

NOBODY = "01890a5d-ac96-774b-bcce-b302099a8057"

WRONG: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    2**64,
    10**30,
    1.5,
    1e308,
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "\u202e\u0007\u001b[31m",
    "'; DROP TABLE users; --",
    "%00",
    "٣",
    NOBODY,
    NOBODY.upper(),
    "x" * 300,
    "x" * 5_000,
    "🜂" * 5_000,
    [],
    {},
    [[]],
    {"user_id": {"user_id": []}},
    ["x"] * 1_000,
)
"""What may stand where something else is due."""

NOT_JSON = (
    b"{",
    b"}",
    b"[" * 60_000,
    b'{"a":' * 12_000,
    b"[" * 30_000 + b"]" * 30_000,
    b"{" * 60_000,
    b"\xff\xfe\x00",
    b"\x00",
    b"\xef\xbb\xbf{}",
    b'"\xed\xa0\x80"',
    b'{"user_id": "\xc0\x80"}',
    b"null",
    b"[]",
    b"17",
    b"1e400",
    b"NaN",
    b'"text"',
    b"'text'",
    b'{"user_id": 1e400}',
    b'{"user_id": NaN}',
    b"user_id=1&key=2",
    b"{'user_id': 1}",
    b"x" * 64 * 1024,
    b'{"user_id": "%s"}' % (b"x" * 65_000),
    b"x" * 70_000,
)

NOT_LITERALS = (
    "{'mode': 'auth'",
    "{'mode': auth}",
    "{'mode': 'a' 'b'}",
    "{'mode': b'auth'}",
    "{'mode': f'{1}'}",
    "{'mode': 1 + 1}",
    "{'mode': {1, 2}}",
    "{'mode': ()}",
    "{1: 2}",
    "{None: None}",
    "{'mode': 'auth', 'username': '\\ud800', 'password': 'x'}",
    "{'mode': 'auth', 'username': '\\x00', 'password': 'x'}",
    "{'mode': 'auth', 'username': '\\N{BULLET}', 'password': 'x'}",
    "{'mode': 'auth', 'mode': 'register', 'username': '', 'password': ''}",
    "{'mode': 10**10}",
    "{'mode': " + "9" * 5_000 + "}",
    "{'mode': 1e999}",
    "{'mode': __import__('os')}",
    "{'mode': " + "[" * 60_000,
    "{'mode': " + "{'a': " * 10_000,
    "'" * 60_000,
    "\\" * 60_000,
    "-" * 60_000,
    "{" + "'a': 1, " * 8_000 + "}",
    "{'mode': 'auth', 'username': ['x'], 'password': {'x': 1}}",
)


def spoiled(fields: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A request with one field after the other missing, or with something else in it."""
    for name in fields:
        yield {key: value for key, value in fields.items() if key != name}
        for value in WRONG:
            yield {**fields, name: value}


def bodies(fields: dict[str, Any]) -> list[bytes]:
    """Everything hostile that may be sent in the place of a request."""
    return [*(json.dumps(each).encode() for each in spoiled(fields)), doubled(fields).encode(), *NOT_JSON]


def doubled(fields: dict[str, Any]) -> str:
    """A request whose fields come twice, the second time with nothing in them."""
    twice = [*((name, value) for name, value in fields.items()), *((name, "") for name in fields)]
    return "{" + ", ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in twice) + "}"


def texts(fields: dict[str, Any]) -> Iterator[str]:
    """Hostile texts for a WebSocket, whose texts are always UTF-8."""
    yield from map(json.dumps, spoiled(fields))
    yield doubled(fields)
    for sent in NOT_JSON:
        try:
            yield sent.decode()
        except UnicodeDecodeError:
            continue
