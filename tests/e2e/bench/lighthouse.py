"""What Lighthouse says of the sign-in page and of a chat, as a telephone sees them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from tests.e2e.bench.opening import NEWCOMER, make_newcomer
from tests.e2e.bench.patience import PART_LIMIT_S
from tests.e2e.bench.rig import CHROMIUM, Rig
from tests.e2e.person import PASSWORD

ROOT: Final = Path(__file__).parents[3]


def measure_lighthouse(rig: Rig) -> None:
    """Run it against the server; it prints its own lines."""
    make_newcomer(rig)
    path = f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}"
    subprocess.run(
        ["npm", "run", "--silent", "lighthouse", "--", rig.served.url, NEWCOMER, PASSWORD],
        cwd=ROOT / "web",
        env=os.environ | {"PATH": path, "CHROMIUM": CHROMIUM},
        check=True,
        timeout=PART_LIMIT_S,
    )
