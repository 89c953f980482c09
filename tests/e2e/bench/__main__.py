"""Measures the parts that are named, or all: `python -m tests.e2e.bench [part ...]` prints one JSON line a figure.

With MOLVA_BENCH_FOLDER the server's data and the browser's stay in that folder, and the next run finds them there.
The server, the browser and the rest of the machine share its cores, so the figures are upper bounds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from tests.e2e.bench.lighthouse import measure_lighthouse
from tests.e2e.bench.memory import measure_memory
from tests.e2e.bench.network import measure_backlog, measure_return
from tests.e2e.bench.opening import measure_cold, measure_warm
from tests.e2e.bench.patience import limited, picture_of_failure
from tests.e2e.bench.rig import Rig, say, set_up
from tests.e2e.bench.scrolling import measure_scrolling
from tests.e2e.bench.searching import measure_search
from tests.e2e.bench.stock import stock
from tests.e2e.bench.use import measure_use

PARTS: Final[dict[str, Callable[[Rig], None]]] = {
    "lighthouse": measure_lighthouse,
    "cold": measure_cold,
    "warm": measure_warm,
    "use": measure_use,
    "scrolling": measure_scrolling,
    "memory": measure_memory,
    "search": measure_search,
    "return": measure_return,
    "backlog": measure_backlog,
}


def main(*wanted: str) -> None:
    """Measure everything on a server of its own."""
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(os.environ.get("MOLVA_BENCH_FOLDER", temporary))
        folder.mkdir(parents=True, exist_ok=True)
        with set_up(playwright, folder) as rig:
            with limited("stock", rig.served), picture_of_failure(rig.person.page, folder / "stock.png"):
                stock(rig)
            for name in wanted or PARTS:
                say(f"load of the machine before {name}", os.getloadavg()[0], "")
                with limited(name, rig.served), picture_of_failure(rig.person.page, folder / f"{name}.png"):
                    PARTS[name](rig)


if __name__ == "__main__":
    main(*sys.argv[1:])
