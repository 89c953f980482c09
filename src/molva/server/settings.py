"""Settings: what the person who runs the server may choose, read once from the environment and then fixed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Final

PREFIX: Final = "MOLVA_"

DATA: Final = Path("data")

ALIASES: Final = {"data": ("DATA",), "host": ("HOST", "SERVER_HOST"), "port": ("PORT", "SERVER_PORT")}
"""Settings that are also read by other names, the first that is set: what hosts, containers and Py_messenger use."""

WEAKEST_PASSWORD_WORK: Final = 35_840
"""Passes times KiB; the weakest argon2id that OWASP's Password Storage Cheat Sheet still names is 5 x 7,168."""


class SettingRefused(Exception):
    """A setting cannot be used; the text says which one and what to change."""


Network = IPv4Network | IPv6Network


def _number(default: int, least: int, most: int) -> Any:
    """Describe a whole number that the environment may set within bounds, both included."""

    def read(variable: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) <= 18 and least <= int(value) <= most):
            raise SettingRefused(f"{variable} is {value[:40]!r}: give it a whole number from {least} to {most}.")
        return int(value)

    return field(default=default, metadata={"read": read, "bounds": (least, most)})


def _chosen(default: Any, read: Callable[[str, str], Any]) -> Any:
    """Describe anything else that the environment may set."""
    return field(default=default, metadata={"read": read})


def _read_folder(variable: str, value: str) -> Path:
    if not value or "\0" in value:
        raise SettingRefused(f"{variable} names no folder: give it a path, or remove it to use the default.")
    return Path(value)


def _read_host(variable: str, value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]{1,255}", value):
        raise SettingRefused(f"{variable} is {value[:40]!r}: give it a name or address of this machine, as 0.0.0.0.")
    return value


def _read_public_url(variable: str, value: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]_-]+/?", value):
        raise SettingRefused(
            f"{variable} is {value[:80]!r}: give it the address that people type, as https://chat.example.org."
        )
    return value.rstrip("/")


def _read_database(variable: str, value: str) -> str:
    # The value may hold a password and is not repeated.
    if not value.startswith("postgresql+asyncpg://"):
        raise SettingRefused(
            f"{variable} is no address of a PostgreSQL database: give it postgresql+asyncpg://USER:PASSWORD@HOST/NAME, "
            "or remove it to use SQLite in the data folder."
        )
    return value


def _read_line(variable: str, value: str) -> str:
    if len(value) > 200 or not value.isprintable():
        raise SettingRefused(f"{variable} is {value[:40]!r}: give it one line of at most 200 characters.")
    return value.strip()


def _read_switch(variable: str, value: str) -> str:
    if value not in ("on", "off"):
        raise SettingRefused(f"{variable} is {value[:40]!r}: give it on or off.")
    return value


def _read_networks(variable: str, value: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError:
        raise SettingRefused(
            f"{variable} is {value[:80]!r}: give it addresses or networks, as 127.0.0.1,10.1.0.0/16."
        ) from None


def _read_proxies(variable: str, value: str) -> tuple[Network, ...]:
    networks = _read_networks(variable, value)
    if any(network.prefixlen == 0 for network in networks):
        raise SettingRefused(f"{variable} would believe anybody's headers: name your proxies' addresses only.")
    return networks


def is_loopback(host: str) -> bool:
    """Tell whether a host that one listens at is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every choice with its unit, its default and the reason for the default; the variable is MOLVA_ and the name."""

    data: Path = _chosen(DATA, _read_folder)  # noqa: RUF009  # a field of the dataclass, made here
    """Folder of the database, files and secrets; beside the place where one starts, so that it is easily found."""
    database: str = _chosen("", _read_database)
    """Address of a PostgreSQL database; empty: SQLite in the data folder."""

    host: str = _chosen("127.0.0.1", _read_host)
    """Where to listen: this machine alone, until somebody decides that others may come."""
    port: int = _number(8000, 0, 65_535)
    """Port to listen at; 0 takes any free one."""
    public_url: str = _chosen("", _read_public_url)
    """The one address under which browsers find the server; empty: whatever they came by."""
    trusted_proxies: tuple[Network, ...] = _chosen((), _read_proxies)
    """Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; by default nobody's are."""
    connections_per_address: int = _number(200, 1, 1_000_000)
    """Open connections of one network address: an office shares one; this machine itself is not limited."""

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

    edit_hours: int = _number(48, 0, 87_600)
    """Hours in which a message can be changed, 0 for ever: enough for any slip, and answers keep their sense."""
    edit_history: str = _chosen("off", _read_switch)
    """Whether what changed messages said before is kept for the owner and admins of their chat: on or off."""

    general_messages_per_hour: int = _number(0, 0, 1_000)
    """Messages of one member in any hour in the general chat, 0 for any number; 20 keep a large server readable."""

    directory: str = _chosen("on", _read_switch)
    """Whether chats can be public, found by everybody who is signed in and opened by address: on or off."""

    link_previews: str = _chosen("on", _read_switch)
    """Whether the server asks for the pages that messages link to, to show what they are about: on or off."""
    link_networks: tuple[Network, ...] = _chosen((), _read_networks)
    """Inner addresses and networks, as 10.1.0.0/16, whose pages everybody here may learn of, at any port; else none."""
    links_per_hour: int = _number(60, 1, 1_000_000)
    """Pages that are asked for in an hour for one person: more than anybody sends, too few to knock at doors."""

    reports_for_ban: int = _number(3, 1, 1_000)
    """Open reports from different people that keep a person from sending: one may be a quarrel, three are a sign."""
    ban_hours: int = _number(4, 1, 8_760)
    """How long: tempers cool, and an admin has come by."""
    ban_appeal: str = _chosen("", _read_line)
    """Whom a banned person may turn to, as an address or a name; empty: the server's owner."""

    dialects: str = _chosen("on", _read_switch)
    """Whether clients of four older messengers may talk to the server in their own protocols: on or off."""
    yachat_port: int = _number(0, 0, 65_535)
    """Port for clients of yachat that send no HTTP; 0: none, because what they send nothing encrypts on its way."""
    trust_dialects: str = _chosen("off", _read_switch)
    """Whether it believes the requests of theirs that prove nothing; only where none but this machine can come."""

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
            variable = next((each for each in variables_of(setting.name) if each in environment), None)
            if variable is not None:
                chosen[setting.name] = setting.metadata["read"](variable, environment[variable])
        settings = cls(**chosen)
        if settings.password_passes * settings.password_memory_kib < WEAKEST_PASSWORD_WORK:
            raise SettingRefused(
                f"Passwords would be too cheap to guess: raise MOLVA_PASSWORD_PASSES or MOLVA_PASSWORD_MEMORY_KIB "
                f"until their product is at least {WEAKEST_PASSWORD_WORK}."
            )
        if settings.yachat_port and settings.yachat_port == settings.port:
            raise SettingRefused(
                f"MOLVA_YACHAT_PORT is {settings.port}, where everybody else comes in: give it another number."
            )
        if settings.trust_dialects == "on" and not is_loopback(settings.host):
            raise SettingRefused(
                f"MOLVA_TRUST_DIALECTS would let everybody who reaches {settings.host} write in anybody's name: "
                "set MOLVA_HOST to 127.0.0.1, or leave out --trust-dialects."
            )
        return settings


def variables_of(name: str) -> tuple[str, ...]:
    """List the variables that a setting is read from; the first one that is set counts."""
    return (PREFIX + name.upper(), *ALIASES.get(name, ()))
