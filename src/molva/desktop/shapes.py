"""Discs and round corners with smooth edges: Tk draws polygons with stairs, images with transparency it draws well."""

import tkinter as tk
from typing import Final

from molva.desktop.paint import Painter, disc, frame, png, ticked

CORNERS: Final = ("nw", "ne", "sw", "se")


class Shapes:
    """Makes each image once and keeps it: Tk forgets an image that nobody holds."""

    def __init__(self, root: tk.Misc) -> None:
        self._root = root
        self._kept: dict[tuple[object, ...], tk.PhotoImage] = {}

    def close(self) -> None:
        """Forget the images while there is a window that they belong to."""
        self._kept.clear()

    def disc(self, diameter: int, colour: str) -> tk.PhotoImage:
        """A filled circle."""
        radius = diameter / 2
        return self._image(("disc", diameter, colour), diameter, disc((radius, radius), radius, colour))

    def corner(self, which: str, radius: int, colour: str) -> tk.PhotoImage:
        """A quarter of a filled circle, for one corner of a rectangle."""
        middle = (0.0 if "e" in which else float(radius), 0.0 if "s" in which else float(radius))
        return self._image((which, radius, colour), radius, disc(middle, radius, colour))

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

    def frame(self, side: int, radius: int, fill: str, edge: str, line: int, *, tick: str = "") -> tk.PhotoImage:
        """A square with round corners and an edge, with a tick on it where that has a colour."""
        paint = frame(side, radius, fill, edge, line)
        return self._image((side, radius, fill, edge, line, tick), side, ticked(side, paint, tick) if tick else paint)

    def _image(self, key: tuple[object, ...], side: int, paint: Painter) -> tk.PhotoImage:
        if key not in self._kept:
            self._kept[key] = tk.PhotoImage(master=self._root, data=png(side, paint), format="png")
        return self._kept[key]
