"""What a person has chosen for this program on this machine, kept in a file."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from molva.client.journal import write_file
from molva.protocol.errors import Language


class Theme(StrEnum):
    """Which colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """How large the text is."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    LARGEST = "largest"


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every choice with what holds before anything was chosen."""

    language: Language | None = None
    """None for the one of the environment."""
    theme: Theme = Theme.SYSTEM
    text_size: TextSize = TextSize.NORMAL
    notifications: bool = True
    sound: bool = False
    url: str = ""
    """The server where one signed in last."""
    geometry: str = ""
    """Size and place of the window, as Tk words them."""


def preferences_file(environment: Mapping[str, str]) -> Path:
    """The file of the choices, in the user's configuration folder (XDG Base Directory Specification)."""
    base = environment.get("XDG_CONFIG_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".config")
    return Path(base) / "molva" / "desktop.json"


def read_preferences(path: Path) -> Preferences:
    """Read the choices; a file that is missing or broken leaves everything as before any choice."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Preferences)
    except (OSError, msgspec.MsgspecError):
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep the choices; a disk that takes nothing costs the choices of this run and no more."""
    try:
        write_file(path, msgspec.json.encode(preferences))
    except OSError:
        return
