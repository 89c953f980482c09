"""The page of features tells all that the server takes, and nothing else."""

import re

from molva.cli.overview import overview
from scripts.gen import wire
from scripts.gen.features import features
from scripts.gen.page import page

PAGE = features()


def test_every_command_and_row_belongs_to_one_feature() -> None:
    listed = [name for each in overview() for name in each.commands]
    # What catches up belongs to the kernel.
    commands = {str(each.__struct_config__.tag) for each in wire.COMMANDS} - {"get_changes"}
    assert sorted(listed) == sorted(commands)
    rows = [name for each in overview() for name in each.rows]
    assert sorted(rows) == sorted(str(each.__struct_config__.tag) for each in wire.ROWS)


def test_each_feature_says_what_it_is() -> None:
    assert all(each.about.endswith(".") for each in overview())
    assert [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `")] == [
        each.name for each in overview()
    ]


def test_the_links_lead_to_sections_of_the_protocol() -> None:
    sections = set(re.findall(r"^#{2,3} (.+)$", page(), re.MULTILINE))
    assert set(re.findall(r"protocol\.md#(\w+)", PAGE)) <= sections
