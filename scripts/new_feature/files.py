"""What a new slice consists of before anything is written into it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """A feature's name, plural, as in `reactions`, and the number of its migration."""

    feature: str
    migration: int

    @property
    def version(self) -> str:
        """The migration's version as the database keeps it."""
        return f"{self.migration:04}"

    @property
    def before(self) -> str:
        """The version that it follows."""
        return f"{self.migration - 1:04}"


def files(names: Names) -> dict[str, str]:
    """Write the new files: path within the repository to text."""
    name, folder = names.feature, f"src/molva/server/features/{names.feature}"
    migration = f"src/molva/server/storage/migrations/versions/v{names.version}_{name}.py"
    return {
        f"src/molva/protocol/commands/{name}.py": f'"""Commands about {name}."""\n',
        f"{folder}/__init__.py": _front_door(name),
        f"{folder}/feature.py": _feature(name),
        f"{folder}/commands.py": f'"""The handlers of {name}: who may, what is written, which rows changed."""\n',
        f"{folder}/tables.py": f'"""The tables of {name}."""\n',
        f"{folder}/store.py": f'"""What {name} read from and write to their tables."""\n',
        migration: _migration(names),
        f"tests/server/features/{name}/test_{name}.py": _test(name),
    }


def _front_door(name: str) -> str:
    return f'''"""{name.capitalize()}: what people do with them."""

from molva.server.features.{name}.feature import {name}_feature

__all__ = ["{name}_feature"]
'''


def _feature(name: str) -> str:
    return f'''"""The slice as one value: what it adds to the server."""

from molva.server.kernel.feature import Feature


def {name}_feature() -> Feature:
    """Describe the slice."""
    return Feature(name="{name}")
'''


def _migration(names: Names) -> str:
    return f'''"""Make the tables of {names.feature}."""

revision = "{names.version}"
down_revision = "{names.before}"


def upgrade() -> None:
    """Go forward."""
'''


def _test(name: str) -> str:
    return f'''"""{name.capitalize()}: first who must not, then who may."""

from __future__ import annotations

import pytest

from molva.protocol.commands import GetChat
from molva.protocol.errors import ChatNotFound
from tests.fixtures.world import World

pytestmark = pytest.mark.anyio


async def test_an_outsider_gets_nothing(world: World) -> None:
    ann, bob, eve = await world.people("ann", "bob", "eve")
    chat_id = await world.group(ann, bob)
    with pytest.raises(ChatNotFound):
        await world.do(eve, GetChat(chat_id=chat_id))  # your command stands here
'''
