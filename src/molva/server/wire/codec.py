"""From structs to prebuilt WebSocket frames, and from the bytes of a client's frame to a struct."""

import re
import zlib
from typing import Final

import msgspec

from molva.protocol.commands import Call
from molva.protocol.errors import BadJson, InvalidField, UnknownCommand
from molva.protocol.frames import Hello, Ping

ClientFrame = Hello | Call | Ping

_encoder: Final = msgspec.json.Encoder()
NUL_REASON: Final = "U+0000 cannot be stored"

PACKED_FROM_BYTES: Final = 1024
"""What is smaller fits a packet or two anyhow."""

PACKING_LEVEL: Final = 1
"""A page of 40 messages becomes less than a third in 0.07 ms; the highest level takes thrice that for a tenth more."""

PACKED_TEXT: Final = b"\xc1"
"""First byte of a final text frame with RSV1, which says that its payload is deflated."""

_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""An escape of NUL whose backslash is not itself escaped; JSON has no other way to write one."""

_decoder: Final = msgspec.json.Decoder(ClientFrame)


class _Ref(msgspec.Struct):
    """As much of a frame as an answer to a broken one needs."""

    ref: int | None = None


_ref_decoder: Final = msgspec.json.Decoder(_Ref)


def encode(frame: msgspec.Struct) -> bytes:
    """Write a frame as it goes over the wire, WebSocket header included."""
    return text_frame(_encoder.encode(frame))


def encode_packed(frame: msgspec.Struct) -> bytes:
    """Write a frame like `encode`, deflated by itself if it is large (RFC 7692, section 7.2.1).

    Only for a connection that has agreed to permessage-deflate, and only for what is meant for that connection alone.
    """
    data = _encoder.encode(frame)
    if len(data) < PACKED_FROM_BYTES:
        return text_frame(data)
    deflate = zlib.compressobj(PACKING_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return _with_header(PACKED_TEXT, packed.removesuffix(b"\x00\x00\xff\xff"))


def text_frame(payload: bytes) -> bytes:
    """Put the header of an unmasked, final text frame before a payload (RFC 6455, section 5.2)."""
    return _with_header(b"\x81", payload)


def _with_header(first: bytes, payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return first + length.to_bytes(1, "big") + payload
    if length < 65536:
        return first + b"\x7e" + length.to_bytes(2, "big") + payload
    return first + b"\x7f" + length.to_bytes(8, "big") + payload


def payload(frame: bytes) -> bytes:
    """Take the payload out of a frame that `text_frame` made."""
    return frame[{126: 4, 127: 10}.get(frame[1], 2) :]


def split_frames(data: bytes) -> list[bytes]:
    """Take apart unmasked frames that were joined into one write (RFC 6455, section 5.2)."""
    frames: list[bytes] = []
    while data:
        length, header = data[1], 2
        if length == 126:
            length, header = int.from_bytes(data[2:4], "big"), 4
        elif length == 127:
            length, header = int.from_bytes(data[2:10], "big"), 10
        frames.append(data[: header + length])
        data = data[header + length :]
    return frames


def decode(data: bytes) -> ClientFrame:
    """Read a client's frame.

    Raises:
        BadJson: not JSON.
        UnknownCommand: JSON, but of no known type.
        InvalidField: a field is missing, unknown or wrong.
    """
    try:
        frame: ClientFrame = _decoder.decode(data)
    except msgspec.ValidationError as error:
        raise validation_refusal(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadJson from None
    if has_nul(data):
        raise InvalidField(reason=NUL_REASON)
    return frame


def has_nul(data: bytes) -> bool:
    """Tell whether a JSON text says U+0000 in a string; PostgreSQL stores none, and nobody can read one."""
    return b"\\u0000" in data and _NUL.search(data) is not None


def find_ref(data: bytes) -> int | None:
    """Look for the number of a call that could not be read otherwise."""
    try:
        return _ref_decoder.decode(data).ref
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def validation_refusal(error: msgspec.ValidationError) -> InvalidField | UnknownCommand:
    """Say what is wrong without saying what was sent: the value may be a secret."""
    reason = str(error)
    if reason.startswith("Invalid value") and ".type`" in reason:
        return UnknownCommand()
    return InvalidField(reason=_VALUE.sub("", _STRANGE_NAME.sub(" field", reason)))


_VALUE: Final = re.compile(r"(?<=value) ['\"].*['\"](?= -|$)", re.DOTALL)

_STRANGE_NAME: Final = re.compile(r" field `(?!\w{1,40}`).*`", re.DOTALL)
"""A field's name helps to find a misprint; what cannot be one is content, and may be long or full of controls."""
