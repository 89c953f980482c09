"""Discs and round corners with smooth edges: Tk draws polygons with stairs, images with transparency it draws well."""

import struct
import tkinter as tk
import zlib
from typing import Final

CORNERS: Final = ("nw", "ne", "sw", "se")


class Shapes:
    """Makes each image once and keeps it: Tk forgets an image that nobody holds."""

    def __init__(self, root: tk.Misc) -> None:
        self._root = root
        self._kept: dict[tuple[str, int, str], tk.PhotoImage] = {}

    def close(self) -> None:
        """Forget the images while there is a window that they belong to."""
        self._kept.clear()

    def disc(self, diameter: int, colour: str) -> tk.PhotoImage:
        """A filled circle."""
        radius = diameter / 2
        return self._image("disc", diameter, colour, diameter, (radius, radius), radius)

    def corner(self, which: str, radius: int, colour: str) -> tk.PhotoImage:
        """A quarter of a filled circle, for one corner of a rectangle."""
        middle = (0.0 if "e" in which else float(radius), 0.0 if "s" in which else float(radius))
        return self._image(which, radius, colour, radius, middle, radius)

    def rectangle(
        self, canvas: tk.Canvas, box: tuple[float, float, float, float], radius: int, colour: str, tags: tuple[str, ...]
    ) -> None:
        """Draw a rectangle with round corners."""
        x1, y1, x2, y2 = (round(edge) for edge in box)
        radius = max(1, min(radius, (x2 - x1) // 2, (y2 - y1) // 2))
        canvas.create_rectangle(x1 + radius, y1, x2 - radius, y2, fill=colour, width=0, tags=tags)
        canvas.create_rectangle(x1, y1 + radius, x2, y2 - radius, fill=colour, width=0, tags=tags)
        for which, x, y in zip(
            CORNERS, (x1, x2 - radius, x1, x2 - radius), (y1, y1, y2 - radius, y2 - radius), strict=True
        ):
            canvas.create_image(x, y, image=self.corner(which, radius, colour), anchor="nw", tags=tags)

    def _image(
        self, kind: str, size: int, colour: str, side: int, middle: tuple[float, float], radius: float
    ) -> tk.PhotoImage:
        key = (kind, size, colour)
        if key not in self._kept:
            self._kept[key] = tk.PhotoImage(master=self._root, data=_png(side, colour, middle, radius), format="png")
        return self._kept[key]


def _png(side: int, colour: str, middle: tuple[float, float], radius: float) -> bytes:
    """A square picture of a disc; at its edge a pixel is as opaque as the part of it that the disc covers."""
    rgb = bytes.fromhex(colour[1:])
    lines = bytearray()
    for y in range(side):
        lines.append(0)
        for x in range(side):
            distance = ((x + 0.5 - middle[0]) ** 2 + (y + 0.5 - middle[1]) ** 2) ** 0.5
            lines += rgb + bytes([round(255 * min(1.0, max(0.0, radius - distance + 0.5)))])
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
