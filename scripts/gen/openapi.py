"""The OpenAPI document of a server with every feature."""

import asyncio
import json
import tempfile
from pathlib import Path

from molva.server.app import open_core
from molva.server.kernel.clock import system_clock
from molva.server.settings import Settings
from molva.server.transport import openapi as document


def openapi() -> str:
    """Write what the server answers at /openapi.json, indented."""
    return json.dumps(asyncio.run(_describe()), ensure_ascii=False, indent=2) + "\n"


async def _describe() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        core = await open_core(Settings(data=Path(folder)), system_clock)
        try:
            return document.openapi(core.dispatcher.endpoints.values())
        finally:
            await core.database.close()
