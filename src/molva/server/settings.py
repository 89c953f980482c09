"""Settings: what the person who runs the server may choose, read once from the environment and then fixed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

PREFIX: Final = "MOLVA_"

WEAKEST_PASSWORD_WORK: Final = 35_840
"""Passes times KiB; the weakest argon2id that OWASP's Password Storage Cheat Sheet still names is 5 x 7,168."""


class SettingRefused(Exception):
    """A setting cannot be used; the text says which one and what to change."""


def _number(default: int, least: int, most: int) -> Any:
    """Describe a whole number that the environment may set within bounds, both included."""
    return field(default=default, metadata={"bounds": (least, most)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every choice with its unit, its default and the reason for the default; the variable is MOLVA_ and the name."""

    data: Path = Path("data")
    """Folder of the database, files and secrets; beside the place where one starts, so that it is easily found."""

    session_days: int = _number(5, 1, 366)
    """Days without use after which a session ends: a device that comes to work every weekday stays signed in."""

    password_passes: int = _number(2, 1, 64)
    """Passes of argon2id over its memory; with 19 MiB the minimum of OWASP, 34 ms on a small server."""
    password_memory_kib: int = _number(19_456, 7_168, 4_194_304)
    """Memory of one password check, KiB; two run at once."""

    sign_ins_per_account: int = _number(10, 1, 1_000_000)
    """Failed sign-ins in 15 minutes before an account waits: room for a forgetful person, none for a guesser."""
    sign_ins_per_address: int = _number(100, 1, 1_000_000)
    """The same for a network address (IPv6: its /64): an office shares one."""
    registrations_per_address: int = _number(20, 1, 1_000_000)
    """New accounts in an hour from one address: a class registers in one lesson, a robot fills no table."""

    max_text: int = _number(4_000, 1, 8_192)
    """Characters of a message: a printed page and a half; what is longer reads better as a file."""

    frames_per_second: int = _number(50, 1, 1_000_000)
    """What one connection may send in the long run: no person is quicker, a bot has room."""
    frames_at_once: int = _number(500, 10, 1_000_000)
    """What it may send at once after a rest: the outbox of a day without network."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; what is not set keeps its default.

        Raises:
            SettingRefused: a value that is unreadable, out of bounds or unsafe.
        """
        chosen: dict[str, Any] = {}
        for setting in fields(cls):
            variable = PREFIX + setting.name.upper()
            if variable in environment:
                chosen[setting.name] = _read(variable, environment[variable], setting.metadata.get("bounds"))
        settings = cls(**chosen)
        if settings.password_passes * settings.password_memory_kib < WEAKEST_PASSWORD_WORK:
            raise SettingRefused(
                f"Passwords would be too cheap to guess: raise MOLVA_PASSWORD_PASSES or MOLVA_PASSWORD_MEMORY_KIB "
                f"until their product is at least {WEAKEST_PASSWORD_WORK}."
            )
        return settings


def _read(variable: str, value: str, bounds: tuple[int, int] | None) -> int | Path:
    if bounds is None:
        if not value or "\0" in value:
            raise SettingRefused(f"{variable} names no folder: give it a path, or remove it to use the default.")
        return Path(value)
    least, most = bounds
    if not (value.isascii() and value.isdigit() and len(value) <= 18 and least <= int(value) <= most):
        raise SettingRefused(f"{variable} is {value[:40]!r}: give it a whole number from {least} to {most}.")
    return int(value)
