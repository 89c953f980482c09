"""Small pictures painted pixel by pixel, with smooth edges, as PNG: Tk itself draws round shapes with stairs."""

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from molva.desktop.palette import mix

Point = tuple[float, float]
Painter = Callable[[float, float], tuple[str, float]]
"""Gives the colour and the opacity (0 to 1) of a pixel by its middle."""

TICK: Final[tuple[Point, ...]] = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
"""The corners of a tick in a square of length 1."""
TICK_WIDTH: Final = 0.1


def disc(middle: Point, radius: float, colour: str) -> Painter:
    """A filled circle; at its edge a pixel is as opaque as the part of it that the disc covers."""

    def paint(x: float, y: float) -> tuple[str, float]:
        return colour, _within(radius - ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5)

    return paint


def frame(side: int, radius: float, fill: str, edge: str, line: float) -> Painter:
    """A square with round corners and an edge of so many pixels."""
    half = side / 2

    def paint(x: float, y: float) -> tuple[str, float]:
        from_x, from_y = abs(x - half) - half + radius, abs(y - half) - half + radius
        corner = (max(from_x, 0.0) ** 2 + max(from_y, 0.0) ** 2) ** 0.5
        inside = radius - corner - min(max(from_x, from_y), 0.0)
        return mix(edge, fill, _within(inside - line)), _within(inside)

    return paint


def ticked(side: int, under: Painter, ink: str) -> Painter:
    """A picture with a tick on it."""

    def paint(x: float, y: float) -> tuple[str, float]:
        colour, opacity = under(x, y)
        at = (x / side, y / side)
        distance = min(_distance(at, one, other) for one, other in pairwise(TICK))
        return mix(colour, ink, _within((TICK_WIDTH / 2 - distance) * side)), opacity

    return paint


def png(side: int, paint: Painter) -> bytes:
    """Paint a square picture."""
    lines = bytearray()
    for y in range(side):
        lines.append(0)
        for x in range(side):
            colour, opacity = paint(x + 0.5, y + 0.5)
            lines += bytes.fromhex(colour[1:]) + bytes([round(255 * opacity)])
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _within(depth: float) -> float:
    """How much of a pixel lies inside an edge that is so far from its middle; negative outside."""
    return min(1.0, max(0.0, depth + 0.5))


def _distance(at: Point, one: Point, other: Point) -> float:
    """How far a point is from a line between two."""
    along = (other[0] - one[0], other[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    part = ((at[0] - one[0]) * along[0] + (at[1] - one[1]) * along[1]) / length
    part = min(1.0, max(0.0, part))
    near = (one[0] + part * along[0], one[1] + part * along[1])
    return float(((at[0] - near[0]) ** 2 + (at[1] - near[1]) ** 2) ** 0.5)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
