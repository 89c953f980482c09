"""Every transcript of a dialect is what the server says today, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.dialects.conftest import Serve
from tests.server.dialects.transcript import Replay, settings_of

HERE = Path(__file__).parent
TRANSCRIPTS = sorted(HERE.glob("*/*.txt"))


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in TRANSCRIPTS])
def test_the_server_says_what_the_transcript_says(path: Path, serve: Serve) -> None:
    site = serve(**settings_of(path))
    Replay(site.url, site.raw_port).play(path.read_text("utf-8"))
