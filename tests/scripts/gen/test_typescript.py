"""The TypeScript types say what the structs say."""

import re

from molva.protocol import commands, rows
from molva.protocol.close_codes import CloseCode
from molva.protocol.errors import catalogue
from scripts.gen import wire
from scripts.gen.typescript import typescript

TEXT = typescript()


def declaration(name: str) -> str:
    found = re.search(rf"^export type {name} = \{{\n(.*?)^\}}$", TEXT, re.MULTILINE | re.DOTALL)
    assert found, name
    return found[1]


def test_every_struct_is_declared_once() -> None:
    names = re.findall(r"^export (?:type|interface) (\w+)", TEXT, re.MULTILINE)
    assert len(names) == len(set(names))
    for kind in (*wire.COMMANDS, *wire.ROWS, *wire.CLIENT_FRAMES, *wire.SERVER_FRAMES, *wire.answers().values()):
        assert kind.__name__ in names


def test_every_name_that_is_used_is_declared() -> None:
    names = set(re.findall(r"^export (?:type|interface) (\w+)", TEXT, re.MULTILINE))
    code = re.sub(r"/\*\*.*?\*/|'[^']*'", "", TEXT, flags=re.DOTALL)
    used = set(re.findall(r"[:|<\[ ]([A-Z][a-z]\w+)", code)) - {"Readonly", "Record", "CloseCode"}
    assert used <= names


def test_a_sender_may_leave_out_what_has_a_default_and_nothing_else() -> None:
    body = declaration(commands.SendMessage.__name__)
    assert "  text: string\n" in body
    assert "  reply_to?: number | null\n" in body


def test_a_row_is_complete_and_its_defaults_are_given() -> None:
    assert "?:" not in declaration(rows.Message.__name__)
    times = "edited_at: null, expires_at: null"
    parts = "service: null, reactions: [], mentions: null, forward: null, poll: null, comments: null, preview: null"
    said = f"text: '', reply_to: null, {times}, deleted: false, {parts}"
    assert f"  message: {{ {said} }},\n" in TEXT
    assert "  membership: { from_seq: 1, read_seq: 0, following: true, left: false },\n" in TEXT


def test_what_an_answer_omits_is_optional() -> None:
    assert "  current?: boolean\n" in declaration("Session")
    assert "  token: string | null\n" in declaration("SignedIn")


def test_a_list_of_a_union_is_a_list_of_all_of_it() -> None:
    assert "  rows: readonly AnyRow[]\n" in declaration("Rows")


def test_every_code_is_there() -> None:
    assert all(f"  | '{code}'\n" in TEXT for code in catalogue())
    assert all(f"  {code.name}: {code.value},\n" in TEXT for code in CloseCode)
    assert f"FINAL_CLOSE_CODES = [{', '.join(str(c.value) for c in CloseCode if not c.reconnect)}]" in TEXT
