"""Every attack of the list that concerns what the server can do by now has a test that bears its number."""

import re

from tests.architecture.sources import ROOT

ATTACKS = {
    21: "a WebSocket opened by a page of another site",
    22: "a token in the address",
    23: "a hello that names what is not its user's",
    24: "a socket that outlives its session",
    25: "resuming with somebody else's place",
    26: "more sockets than anybody needs",
    27: "floods of signals",
    28: "marks of others, of chats left, beyond the end, backwards",
    29: "asking as an outsider, by id",
    30: "asking as a former member, or as the server's owner without membership",
    32: "answering a message that one may not see",
    36: "changing one's own words after removal",
    38: "fields that are not the sender's to set",
    39: "a group left without an owner",
    40: "acting on somebody of a higher rank",
    43: "caches and paths that look like files",
    44: "scripts in names and texts",
    45: "links that lead elsewhere",
    54: "the search's own syntax",
    55: "SQL in every field",
    57: "forged lines in the log",
    58: "names that look alike",
    67: "requests forged by another site",
    68: "answers read by another site",
    69: "requests hidden in requests, strange hosts",
    70: "secrets left behind",
}


def test_every_attack_has_a_test() -> None:
    python = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    web = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web" / "tests").glob("*.spec.ts"))
    found = {
        int(number) for name in re.findall(r"def test_((?:s\d+_)+)", python) for number in re.findall(r"\d+", name)
    }
    found |= {
        int(number) for title in re.findall(r"test\([`']((?:S\d+ ?)+):", web) for number in re.findall(r"\d+", title)
    }
    assert [what for number, what in ATTACKS.items() if number not in found] == []
