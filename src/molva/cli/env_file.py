"""The file `.env`: settings that lie in the folder where one starts; the environment wins over it."""

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Final

from molva.cli.console import Problem
from molva.cli.words import Words
from molva.server.settings import Settings, variables_of

FILE: Final = ".env"

CHOICE: Final = "MOLVA_ENV_FILE"
"""Names another file in the environment; empty: none at all."""

MOST_BYTES: Final = 1 << 20
"""No list of settings is larger; whatever else has that name is not read into memory."""

ASSIGNMENT: Final = re.compile(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
QUOTED: Final = re.compile(r"""(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?""")


def with_env_file(words: Words, environment: Mapping[str, str]) -> Mapping[str, str]:
    """Add what the file sets to an environment; a setting that the environment has by any name stays as it is.

    Raises:
        Problem: the file cannot be read; the text names the line, and never what stands in it.
    """
    path = Path(environment.get(CHOICE, FILE))
    if CHOICE in environment and not environment[CHOICE]:
        return environment
    written = read_env_file(words, path, asked_for=CHOICE in environment)
    decided: set[str] = set()
    for setting in fields(Settings):
        variables = variables_of(setting.name)
        if any(variable in environment for variable in variables):
            decided.update(variables)
    return {**{name: value for name, value in written.items() if name not in decided}, **environment}


def read_env_file(words: Words, path: Path, *, asked_for: bool = False) -> dict[str, str]:
    """Read the lines `NAME=value` of a file; of a name that stands there twice the last one counts.

    Args:
        asked_for: somebody has named the file, so it has to be there.

    Raises:
        Problem: the file cannot be read; the text names the line, and never what stands in it.
    """
    try:
        if not asked_for and not path.exists():
            return {}
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise Problem(words.env_unreadable.format(path=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise Problem(words.env_not_text.format(path=path)) from None
    found: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            name, value = _assignment(words, path, number, stripped)
            found[name] = value
    return found


def _assignment(words: Words, path: Path, number: int, line: str) -> tuple[str, str]:
    match = ASSIGNMENT.fullmatch(line)
    if match is None:
        raise Problem(words.env_line.format(path=path, line=number))
    name, value = match.groups()
    if value[:1] in ("'", '"'):
        quoted = QUOTED.fullmatch(value)
        if quoted is None:
            raise Problem(words.env_quote.format(path=path, line=number, name=name))
        return name, quoted[1] if quoted[1] is not None else quoted[2]
    # As in a shell a sign within a word is part of it: passwords and addresses have such.
    return name, re.sub(r"(^|\s+)#.*", "", value).rstrip()
