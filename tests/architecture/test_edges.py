"""Libraries that touch the world are imported at the one edge that owns them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, PRODUCT, imports, named

EVERYWHERE = {"molva", "msgspec"}
# library: where it may be imported, as globs within src/molva
EDGES = {
    "alembic": ["server/storage/**/*.py"],
    "argon2": ["server/features/accounts/*.py"],
    "confusable_homoglyphs": ["server/features/accounts/*.py"],
    "faker": ["cli/populate/*.py"],
    "httpcore": ["server/fetch/*.py"],
    "idna": ["server/fetch/*.py"],
    "nats": ["server/delivery/bus_nats.py"],
    "precis_i18n": ["server/features/accounts/*.py"],
    "pysqlite3": ["server/storage/*.py"],
    "rich": ["cli/**/*.py", "tui/drawing.py"],
    "sqlalchemy": [
        "server/dialects/numbers.py",
        "server/storage/**/*.py",
        "server/features/*/store*.py",
        "server/features/*/store/*.py",
        "server/features/*/tables*.py",
    ],
    "sqlite3": [],  # Python's own may be one that damages the write-ahead log
    "starlette": ["server/app.py", "server/transport/*.py"],
    "sv_ttk": ["desktop/look.py"],
    "textual": ["tui/*.py"],
    "typer": ["cli/*.py"],
    "uvicorn": ["server/transport/*.py"],
    "uvloop": ["cli/bench/*.py", "server/transport/*.py"],
    "websockets": ["client/*.py", "client/testing/*.py", "server/transport/*.py"],
}
# What kernel, delivery and dialects may name: they hand a connection on and tell failures apart, and write no SQL.
HANDING_ON = [PACKAGE / "server" / "kernel", PACKAGE / "server" / "delivery", PACKAGE / "server" / "dialects"]
HANDED_ON = {"sqlalchemy.Connection", "sqlalchemy.exc.DBAPIError", "sqlalchemy.exc.IntegrityError"}


def allowed(path: Path, library: str) -> bool:
    if library in EDGES:
        return any(path in PACKAGE.glob(glob) for glob in EDGES[library])
    return library in EVERYWHERE or library in sys.stdlib_module_names


@pytest.mark.parametrize("path", named(PRODUCT))
def test_a_library_stays_at_its_edge(path: Path) -> None:
    handed_on = HANDED_ON if any(map(path.is_relative_to, HANDING_ON)) else set()
    libraries = {name.split(".")[0] for name in {*imports(path)} - handed_on}
    strayed = {library for library in libraries if not allowed(path, library)}
    assert not strayed, f"{sorted(strayed)} belong elsewhere: see EDGES"
