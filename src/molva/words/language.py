"""Which language a program speaks: the one asked for, or that of the system."""

from collections.abc import Mapping

from molva.protocol.errors import Language


def choose_language(environment: Mapping[str, str]) -> Language:
    """Choose as programs on Unix do: the first of LC_ALL, LC_MESSAGES and LANG that is set."""
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ru" if chosen.lower().startswith("ru") else "en"
