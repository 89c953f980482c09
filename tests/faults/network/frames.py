"""WebSocket frames written by hand, so that they may be wrong (RFC 6455, section 5)."""

import struct
from enum import IntEnum
from typing import NamedTuple

MASK = b"\x11\x22\x33\x44"


class Opcode(IntEnum):
    """The kinds of frame; `RESERVED` has no meaning yet, so a peer must refuse it."""

    CONTINUATION = 0
    TEXT = 1
    BINARY = 2
    RESERVED = 3
    CLOSE = 8
    PING = 9
    PONG = 10


def frame(
    opcode: Opcode,
    payload: bytes = b"",
    *,
    final: bool = True,
    reserved_bits: int = 0,
    masked: bool = True,
    declared_length: int | None = None,
) -> bytes:
    """A client's frame. `declared_length` may lie about the payload's length."""
    length = len(payload) if declared_length is None else declared_length
    head = bytes([final << 7 | reserved_bits << 4 | opcode])
    mask_bit = 0x80 if masked else 0
    if length < 126:
        head += bytes([mask_bit | length])
    elif length < 65536:
        head += struct.pack(">BH", mask_bit | 126, length)
    else:
        head += struct.pack(">BQ", mask_bit | 127, length)
    if not masked:
        return head + payload
    return head + MASK + bytes(byte ^ MASK[place % 4] for place, byte in enumerate(payload))


def close(code: int, reason: bytes = b"") -> bytes:
    """A close frame with any code, allowed or not."""
    return frame(Opcode.CLOSE, struct.pack(">H", code) + reason)


PROTOCOL_ERROR, INVALID_TEXT, TOO_BIG = 1002, 1007, 1009


class Broken(NamedTuple):
    """What a client may send wrong, and the close codes that answer it (RFC 6455, section 7.4.1)."""

    name: str
    data: bytes
    codes: frozenset[int]


BROKEN = [
    Broken(name, data, frozenset(codes))
    for name, data, *codes in (
        ("a length of 2^40", frame(Opcode.TEXT, b"x", declared_length=1 << 40), TOO_BIG),
        ("a length of 2^63", frame(Opcode.TEXT, b"x", declared_length=1 << 63), TOO_BIG, PROTOCOL_ERROR),
        ("text that is not UTF-8", frame(Opcode.TEXT, b"\xff\xfe"), INVALID_TEXT),
        ("a surrogate in UTF-8", frame(Opcode.TEXT, b"\xed\xa0\x80"), INVALID_TEXT),
        ("an unmasked frame", frame(Opcode.TEXT, b"hi", masked=False), PROTOCOL_ERROR),
        ("a reserved bit", frame(Opcode.TEXT, b"hi", reserved_bits=4), PROTOCOL_ERROR),
        ("a reserved opcode", frame(Opcode.RESERVED), PROTOCOL_ERROR),
        ("a ping of 126 bytes", frame(Opcode.PING, b"a" * 126), PROTOCOL_ERROR),
        ("a ping in two parts", frame(Opcode.PING, b"a", final=False), PROTOCOL_ERROR),
        ("a close code that is never sent", close(1005), PROTOCOL_ERROR),
        ("a close code out of range", close(999), PROTOCOL_ERROR),
        ("a close frame of one byte", frame(Opcode.CLOSE, b"\x03"), PROTOCOL_ERROR),
        ("a close reason that is not UTF-8", close(1000, b"\xff"), INVALID_TEXT),
        ("a continuation of nothing", frame(Opcode.CONTINUATION, b"a"), PROTOCOL_ERROR),
        ("a text inside a text", frame(Opcode.TEXT, b"a", final=False) + frame(Opcode.TEXT), PROTOCOL_ERROR),
    )
]
