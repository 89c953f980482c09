"""The example environment: every setting with its default and the reason that the source gives."""

import ast
import inspect
import textwrap
from dataclasses import fields
from itertools import pairwise

from molva.server.settings import PREFIX, Settings

HEAD = """\
Every setting of Molva, with its default and the reason for it. Copy this file to `.env` in the folder where you start
Molva, and take away the `#` before what you change. The environment wins; docs/settings.md says more."""


def environment() -> str:
    """Write the file `.env.example`."""
    blocks = [_comment(HEAD)]
    given = reasons()
    for setting in fields(Settings):
        default = setting.default if setting.default != () else ""
        blocks.append(f"{_comment(given[setting.name])}\n#{PREFIX}{setting.name.upper()}={default}")
    return "\n\n".join(blocks) + "\n"


def reasons() -> dict[str, str]:
    """Read the string below each field, which Python itself does not keep."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(Settings)))
    body = next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)).body
    found: dict[str, str] = {}
    for field, reason in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(reason, ast.Expr):
            found[ast.unparse(field.target)] = ast.literal_eval(reason.value)
    return found


def _comment(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 110, initial_indent="# ", subsequent_indent="# ")
