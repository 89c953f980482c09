"""The protocol's page describes everything that goes over the wire, and its links lead somewhere."""

import re

from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import catalogue
from scripts.gen import wire
from scripts.gen.page import page

PAGE = page()
SECTIONS = re.findall(r"^#{2,3} (.+)$", PAGE, re.MULTILINE)


def test_everything_has_one_section() -> None:
    for each in (*wire.CLIENT_FRAMES, *wire.SERVER_FRAMES, *wire.COMMANDS, *wire.ROWS, *wire.members("AnySignal")):
        assert SECTIONS.count(str(each.__struct_config__.tag)) == 1, each
    assert len(set(map(str.lower, SECTIONS))) == len(SECTIONS), "two sections would share an anchor"


def test_every_command_has_its_address_and_its_answer() -> None:
    for command in wire.COMMANDS:
        about = PAGE.split(f"\n### {command.__struct_config__.tag}\n")[1].split("\n#")[0]
        assert re.search(r"Over HTTP: `[A-Z]+ /api/v1/[^`]+` → \d{3}\. Answer: \[\w+\]", about), command


def test_every_error_and_close_code_is_listed() -> None:
    assert all(f"| `{code}` |" in PAGE for code in catalogue())
    assert all(f"| {code.value} | `{code.name.lower()}` |" in PAGE for code in CloseCode)


def test_what_a_refusal_tells_is_listed_with_what_is_beside_its_sentence() -> None:
    assert "| `sending_banned` | 403 |  | `until`, `appeal`; `until_at` |" in PAGE
    assert "| `text_too_long` | 400 |  | `limit` |" in PAGE


def test_links_lead_somewhere() -> None:
    anchors = {title.lower().replace(" ", "-") for title in SECTIONS}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors
