"""The Java console, built once, with a folder of its own; skipped with the reason where no JDK is."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.clients.java.typed import Console


@pytest.fixture(scope="session")
def jar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("java")
    made = subprocess.run(
        [ROOT / "clients" / "java" / "make.sh", folder], check=True, capture_output=True, text=True, timeout=600
    )
    if not (folder / "molva.jar").exists():
        pytest.skip(made.stdout.strip())
    return folder / "molva.jar"


@pytest.fixture
async def console(jar: Path, tmp_path: Path) -> AsyncIterator[Console]:
    made = Console(jar, tmp_path / "console")
    yield made
    for each in made.running:
        if each.returncode is None:
            each.kill()
            await each.wait()
