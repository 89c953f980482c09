"""A console with a home of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from molva.cli.app import build
from molva.cli.words import EN
from tests.cli.typed import Type


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"HOME": str(tmp_path), "MOLVA_ENV_FILE": ""}


@pytest.fixture
def molva(home: dict[str, str]) -> Type:
    """Types a command, with lines for its standard input."""

    def type_command(*arguments: str, lines: str = "") -> Result:
        return CliRunner().invoke(build(EN, home), arguments, input=lines)

    return type_command
