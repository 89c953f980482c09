"""A server starts with all its ports or with none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from molva.server.app import serve
from molva.server.settings import SettingRefused
from molva.server.transport.server import listen
from tests.fixtures.site import RunningSite
from tests.fixtures.world import CHEAP


def test_a_port_of_yachat_that_is_taken_is_told_by_the_name_of_its_setting(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        settings = replace(CHEAP, data=tmp_path / "new", port=0, yachat_port=taken.getsockname()[1])
        with pytest.raises(SettingRefused, match=r"^MOLVA_YACHAT_PORT is \d+, where nobody can listen now: .*in use"):
            serve(settings, ready=lambda url: None)


def test_without_the_setting_nobody_listens(site: RunningSite) -> None:
    assert site.site is not None
    assert site.site.yachat is None
