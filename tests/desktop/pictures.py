"""What is on the screen of Xvfb, which keeps it in a file (`-fbdir`) in the format of `xwd`."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

WORDS = 25
"""Numbers of four bytes, big-endian, with which the file begins (X11/XWDFile.h)."""

SIZE, WIDTH, HEIGHT, LINE_BYTES, COLOURS = 0, 4, 5, 12, 19
COLOUR_BYTES = 12


@dataclass(frozen=True)
class Picture:
    """Pixels of four bytes: blue, green, red and one that means nothing."""

    width: int
    height: int
    lines: list[bytes]

    def colours(self) -> Counter[str]:
        """How many pixels have each colour."""
        found: Counter[bytes] = Counter()
        for line in self.lines:
            found.update(line[at : at + 3] for at in range(0, 4 * self.width, 4))
        return Counter({f"#{colour[::-1].hex()}": count for colour, count in found.items()})

    def png(self) -> bytes:
        """The picture for people."""
        raw = bytearray()
        for line in self.lines:
            rgb = bytearray(3 * self.width)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
            raw += b"\0" + rgb
        head = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(raw))), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
            for name, data in parts
        )


def read_screen(path: Path) -> Picture:
    """Read what is on the screen now."""
    data = path.read_bytes()
    head = struct.unpack_from(f">{WORDS}I", data)
    begin = head[SIZE] + head[COLOURS] * COLOUR_BYTES
    width, height, step = head[WIDTH], head[HEIGHT], head[LINE_BYTES]
    lines = [data[begin + step * y : begin + step * y + 4 * width] for y in range(height)]
    return Picture(width, height, lines)
