"""The colours of the two themes, the same as those of the web client."""

from dataclasses import dataclass
from typing import Final

HUES: Final = ("#b3261e", "#a14a00", "#7a6000", "#276e27", "#006a6f", "#2b5fc4", "#6b48c8", "#a8308f")
"""Behind white initials, in both themes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """Every colour of one theme."""

    theme: str
    """What the theme package calls it: `light` or `dark`."""
    canvas: str
    surface: str
    surface_2: str
    hover: str
    selected: str
    border: str
    border_strong: str
    text: str
    text_2: str
    text_3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    bubble_in: str
    bubble_in_meta: str
    bubble_out: str
    bubble_out_text: str
    bubble_out_meta: str
    tick_read: str
    danger: str
    success: str
    warn: str
    warn_soft: str
    online: str
    badge_muted: str
    mention: str
    pill: str
    names: tuple[str, ...]
    """A person's name over their messages, by hue."""

    @property
    def bubble_out_danger(self) -> str:
        """Why a message was refused: read more easily on an own bubble than the colour of danger alone."""
        return mix(self.danger, self.bubble_out_text, 0.25)


LIGHT: Final = Palette(
    theme="light",
    canvas="#eef0f5",
    surface="#ffffff",
    surface_2="#f6f7fa",
    hover="#f0f2f7",
    selected="#d3daff",
    border="#dce0e8",
    border_strong="#7f8797",
    text="#15181e",
    text_2="#545c69",
    text_3="#656d7b",
    accent="#4450d8",
    accent_hover="#3741ba",
    on_accent="#ffffff",
    accent_text="#3b47c9",
    accent_soft="#e6e9ff",
    bubble_in="#ffffff",
    bubble_in_meta="#656d7b",
    bubble_out="#dfe5ff",
    bubble_out_text="#15181e",
    bubble_out_meta="#4e5885",
    tick_read="#3b47c9",
    danger="#c3273a",
    success="#0f7445",
    warn="#855000",
    warn_soft="#fff2d4",
    online="#14935a",
    badge_muted="#656d7b",
    mention="#fff0c2",
    pill="#dde1ea",
    names=HUES,
)

DARK: Final = Palette(
    theme="dark",
    canvas="#0c0f14",
    surface="#151920",
    surface_2="#1b2029",
    hover="#1f252f",
    selected="#2f366b",
    border="#2b323e",
    border_strong="#737d8f",
    text="#e8ebf1",
    text_2="#a7afbd",
    text_3="#8e97a7",
    accent="#5661e6",
    accent_hover="#4a54d4",
    on_accent="#ffffff",
    accent_text="#a3adff",
    accent_soft="#262c55",
    bubble_in="#1e242e",
    bubble_in_meta="#97a0b0",
    bubble_out="#323b7e",
    bubble_out_text="#f2f4ff",
    bubble_out_meta="#bbc3f5",
    tick_read="#8bdcff",
    danger="#ff7a85",
    success="#4fd295",
    warn="#f2b950",
    warn_soft="#3a2a08",
    online="#3ccb8a",
    badge_muted="#667083",
    mention="#3d3310",
    pill="#252b36",
    names=("#ff8f87", "#ffaa66", "#e3c34d", "#7fd67f", "#5cd3d6", "#8db4ff", "#bfa3ff", "#ff94df"),
)


def mix(ground: str, ink: str, part: float) -> str:
    """The colour between two that is so far on the way from the first to the second; 0 is the first."""
    pairs = zip(bytes.fromhex(ground[1:]), bytes.fromhex(ink[1:]), strict=True)
    return "#" + bytes(round(one + (other - one) * part) for one, other in pairs).hex()
