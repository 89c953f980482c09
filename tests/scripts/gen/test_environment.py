"""The example environment names every setting, says why, and is what the server reads."""

import re
from dataclasses import fields

import pytest

from molva.server.settings import Settings
from scripts.gen.environment import environment

BLOCKS = environment().strip().split("\n\n")[1:]


def test_every_setting_is_there_once_in_order() -> None:
    names = [re.search(r"^#MOLVA_(\w+)=", block, re.MULTILINE) for block in BLOCKS]
    assert [name[1].lower() for name in names if name] == [setting.name for setting in fields(Settings)]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_setting_says_what_it_is_for(block: str) -> None:
    *reason, _ = block.split("\n")
    assert reason
    assert all(re.match(r"# \S", line) and len(line) <= 110 for line in reason)
    assert reason[-1][-1] in ".)"


def test_taking_the_signs_away_changes_nothing() -> None:
    lines = [block.split("\n")[-1].removeprefix("#") for block in BLOCKS]
    chosen = {name: value for name, value in (line.split("=", 1) for line in lines) if value}
    assert len(chosen) > len(lines) / 2
    assert Settings.from_environment(chosen) == Settings()
