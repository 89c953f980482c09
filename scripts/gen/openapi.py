"""The OpenAPI document of a server with every feature."""

import asyncio
import json
import tempfile
from pathlib import Path

from molva.server.app import open_core
from molva.server.kernel.clock import system_clock
from molva.server.kernel.feature import Endpoint
from molva.server.settings import Settings
from molva.server.transport import openapi as document


def openapi() -> str:
    """Write what the server answers at /openapi.json, indented."""
    return json.dumps(document.openapi(asyncio.run(endpoints())), ensure_ascii=False, indent=2) + "\n"


async def endpoints() -> list[Endpoint]:
    """List the endpoints of a server with every feature."""
    with tempfile.TemporaryDirectory() as folder:
        core = await open_core(Settings(data=Path(folder)), system_clock)
        try:
            return list(core.dispatcher.endpoints.values())
        finally:
            await core.database.close()
