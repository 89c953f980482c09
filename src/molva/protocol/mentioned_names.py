"""Which names a text mentions, by the rules by which clients draw it (`contract/richtext.json`)."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

MAX_NAMES: Final = 100
"""Names of one text that are looked at; whoever has more to call calls everybody."""

MAX_USERNAME: Final = 32
MAX_MARKS: Final = 6
"""Marks on one letter that are kept, as on the screen."""

# What counts as space in a client; Python's own set is another one.
SPACE: Final = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_FENCE: Final = re.compile(rf"```[A-Za-z0-9_+#.-]{{0,20}}[{SPACE}]*")
_FENCE_END: Final = re.compile(rf"```[{SPACE}]*")
_PIECE: Final = re.compile(
    r"`[^`]+`"
    rf"|\[[^\]]{{1,200}}\]\(https?://[^{SPACE})]{{1,2000}}\)"
    rf"|(?<!\w)https?://[^{SPACE}<>\"`|*~]{{1,2000}}"
    r"|(?<!\w)@(?=\w)",
    re.IGNORECASE,
)
"""What is taken whole, so that no mention begins in it: code, a named link, an address; and where a mention begins.

Each alternative begins with a letter of its own and is of bounded length, or ends before its next beginning: the time
is linear in the text's.
"""


_BEGINNING = re.compile(r"(?<!\w)@(?=[^\W\d_])")
"""Without it anywhere, a text mentions nobody: an address of e-mail, for one."""


def mentioned_names(text: str) -> list[str]:
    """Find the names after `@` in their stored form, each once, in their order, at most MAX_NAMES.

    Code, links and addresses mention nobody, nor does what stands in the middle of a word.
    """
    names: dict[str, None] = {}
    if _BEGINNING.search(text):
        for line in without_code(text.replace("\r\n", "\n")):
            for name in _in_line(_without_piles(line)):
                names[unicodedata.normalize("NFC", name.casefold())] = None
                if len(names) == MAX_NAMES:
                    return list(names)
    return list(names)


def without_code(text: str) -> Iterator[str]:
    """Give the lines that are not fenced code; a fence that is never closed is a line like others."""
    lines = text.split("\n")
    last_end = max((at for at, line in enumerate(lines) if _FENCE_END.fullmatch(line)), default=-1)
    inside = False
    for at, line in enumerate(lines):
        if inside:
            inside = _FENCE_END.fullmatch(line) is None
        elif at < last_end and _FENCE.fullmatch(line):
            inside = True
        else:
            yield line


def _in_line(line: str) -> Iterator[str]:
    at = 0
    while (piece := _PIECE.search(line, at)) is not None:
        at = piece.end()
        if piece[0] == "@" and line[at].isalpha():
            end, cyrillic = at + 1, _is_cyrillic(line[at])
            while end < len(line) and end < at + MAX_USERNAME and _goes_on(line[end], cyrillic=cyrillic):
                end += 1
            name = line[at:end].rstrip(".-")
            if len(name) > 1:
                yield name
                at += len(name)


def _goes_on(letter: str, *, cyrillic: bool) -> bool:
    """Tell whether a name has this letter; one in Cyrillic has no others, so `@ann-у` names ann."""
    if letter in "0123456789_.-":
        return True
    if _is_cyrillic(letter):
        return cyrillic
    kind = unicodedata.category(letter)[0]
    return kind == "M" or (kind == "L" and not cyrillic)


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"


def _without_piles(line: str) -> str:
    """Leave out marks beyond those that a letter keeps."""
    if line.isascii():
        return line
    kept: list[str] = []
    pile = 0
    for letter in line:
        pile = pile + 1 if unicodedata.category(letter) == "Mn" else 0
        if pile <= MAX_MARKS:
            kept.append(letter)
    return "".join(kept)
