"""Libraries that touch the world are imported at the one edge that owns them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.sources import PACKAGE, PRODUCT, imports, named

# library: where it may be imported, as globs within src/molva
EDGES = {
    "alembic": ["server/storage/**/*.py"],
    "argon2": ["server/features/accounts/*.py"],
    "asyncpg": ["server/storage/*.py"],
    "httptools": [],
    "nats": ["server/delivery/bus_nats.py"],
    "pysqlite3": ["server/storage/*.py"],
    "rich": ["cli/*.py"],
    "sqlalchemy": ["server/storage/**/*.py", "server/features/*/store*.py"],
    "sqlite3": [],
    "starlette": ["server/app.py", "server/transport/*.py"],
    "typer": ["cli/*.py"],
    "uvicorn": ["server/transport/*.py"],
    "uvloop": ["server/transport/*.py"],
    "websockets": ["client/*.py", "server/transport/*.py"],
}


def allowed(path: Path, globs: list[str]) -> bool:
    return any(path in PACKAGE.glob(glob) for glob in globs)


@pytest.mark.parametrize("path", named(PRODUCT))
def test_a_library_stays_at_its_edge(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imports(path)}
    strayed = {library for library in libraries & EDGES.keys() if not allowed(path, EDGES[library])}
    assert not strayed, f"{sorted(strayed)} belong elsewhere: see EDGES"
