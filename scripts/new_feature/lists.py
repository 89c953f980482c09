"""The lists that name every feature: where a new one is entered, one line each."""

import re
from collections.abc import Callable

from scripts.new_feature.files import Names

CORE = "src/molva/server/core.py"
ORDER = "pyproject.toml"
SCHEMA = "src/molva/server/storage/schema.py"


class ListNotFound(Exception):
    """A list no longer looks as this program expects; the argument is its file."""


def entries() -> dict[str, Callable[[str, Names], str]]:
    """Find how each file with a list takes the feature in."""
    return {CORE: _compose, ORDER: _put_last_in_order, SCHEMA: _move_version}


def _compose(text: str, names: Names) -> str:
    name = names.feature
    imports = re.findall(r"^from molva\.server\.features\..+$", text, re.MULTILINE)
    own = f"from molva.server.features.{name} import {name}_feature"
    text = _replace_once(text, "\n".join(imports), "\n".join(sorted([*imports, own])), CORE)
    return _replace_once(
        text, "        ]\n        catchup", f"            {name}_feature(),\n        ]\n        catchup", CORE
    )


def _put_last_in_order(text: str, names: Names) -> str:
    """Put the feature on the topmost line: it may use all others, and none uses it."""
    opening = 'containers = ["molva.server.features"]\nlayers = [\n'
    return _replace_once(text, opening, f'{opening}  "{names.feature}",\n', ORDER)


def _move_version(text: str, names: Names) -> str:
    return _replace_once(text, f'NEWEST: Final = "{names.before}"', f'NEWEST: Final = "{names.version}"', SCHEMA)


def _replace_once(text: str, old: str, new: str, file: str) -> str:
    if not old or text.count(old) != 1:
        raise ListNotFound(file)
    return text.replace(old, new)
