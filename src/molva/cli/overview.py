"""What this server can do, told by the features that it is made of."""

import asyncio
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from molva.server.app import open_core
from molva.server.kernel.clock import system_clock
from molva.server.kernel.feature import Feature
from molva.server.settings import Settings


@dataclass(frozen=True, slots=True)
class Overview:
    """One feature: everything that it adds, by the names that are used on the wire."""

    name: str
    about: str
    """One sentence."""
    commands: tuple[str, ...]
    rows: tuple[str, ...]
    signals: tuple[str, ...]
    jobs: tuple[str, ...]


def overview() -> list[Overview]:
    """List the features of a server that is put together as every server is, from the topmost to the lowest."""
    return [_tell(feature) for feature in reversed(asyncio.run(_features()))]


async def _features() -> tuple[Feature, ...]:
    with tempfile.TemporaryDirectory() as folder:
        core = await open_core(Settings(data=Path(folder)), system_clock)
        await core.database.close()
        return core.features


def _tell(feature: Feature) -> Overview:
    # A slice is a package that says in its first sentence what it is.
    sentence = (import_module(f"molva.server.features.{feature.name}").__doc__ or "").partition("\n")[0]
    about = sentence.partition(": ")[2]
    return Overview(
        name=feature.name,
        about=about[:1].upper() + about[1:],
        commands=tuple(str(each.command.__struct_config__.tag) for each in feature.endpoints),
        rows=tuple(str(each.row.__struct_config__.tag) for each in feature.rows),
        signals=tuple(str(each.__struct_config__.tag) for each in feature.signals),
        jobs=tuple(each.name for each in feature.jobs),
    )
