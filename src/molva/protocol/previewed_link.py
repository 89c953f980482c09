"""Which link of a text gets a preview, by rules that clients know too (`contract/previews.json`)."""

import re
from typing import Final

from molva.protocol.mentioned_names import SPACE, without_code

_PIECE: Final = re.compile(
    r"`[^`]+`"
    rf"|\[[^\]]{{1,200}}\]\(https?://[^{SPACE})]{{1,2000}}\)"
    rf"|(?<!\w)https?://[^{SPACE}<>\"`|*~]{{1,2000}}",
    re.IGNORECASE,
)
"""What is taken whole: code, a link with a name, an address. Linear in the text's length, as with mentions."""

_CLOSING: Final = re.compile(r"[.,:;!?'»”_]+\Z")
"""What ends a sentence and not an address."""


def previewed_link(text: str) -> str | None:
    """Find the first address that is written out, or None.

    What stands in code, between the marks of a spoiler or in angle brackets is left out, and so is what hides behind
    a name: a preview shows what everybody sees.
    """
    if "://" not in text:
        return None
    lines = list(without_code(text.replace("\r\n", "\n")))
    shown = "\n".join(lines)
    veils = [at.start() for at in re.finditer(r"\|\|", shown)]
    start = 0
    for line in lines:
        for piece in _PIECE.finditer(line):
            address = _trimmed(piece[0]) if piece[0][0] in "hH" else ""
            bracketed = line[: piece.start()].endswith("<") and line[piece.end() :].startswith(">")
            at = start + piece.start()
            veiled = bool(veils) and veils[0] < at < veils[-1]
            if address and not bracketed and not veiled:
                return address
        start += len(line) + 1
    return None


def _trimmed(written: str) -> str:
    address = _CLOSING.sub("", written)
    while address.endswith(")") and "(" not in address:
        address = _CLOSING.sub("", address[:-1])
    return "" if address.endswith("://") or "://" not in address else address
