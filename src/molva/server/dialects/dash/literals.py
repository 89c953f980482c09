"""Python's notation of plain values, as old clients send it: read piece by piece, and nothing of it is run."""

import re
from typing import Any, Final

MAX_DEPTH: Final = 6
MAX_PIECES: Final = 2_000

_PIECE: Final = re.compile(
    r"""[\ \t\n\r\f]*(?:
        (?P<mark>[{}\[\](),:])
      | (?P<text>'(?:[^'\\\n\r\0]|\\.)*'|"(?:[^"\\\n\r\0]|\\.)*")
      | (?P<number>-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?)(?![\w.])
      | (?P<word>None|True|False)\b
    )[\ \t\n\r\f]*""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_LETTERS: Final = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\", "'": "'", '"': '"'}
_WORDS: Final = {"None": None, "True": True, "False": False}


class NotALiteral(ValueError):
    """The text is no value in this notation, or a larger or deeper one than anybody needs."""


def read_literal(text: str) -> Any:
    """Read a value of dictionaries, lists, texts, numbers, None, True and False.

    Raises:
        NotALiteral: it is none.
    """
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self._pieces = _pieces(text)
        self._at = 0

    def whole(self) -> Any:
        value = self._value(0)
        if self._at != len(self._pieces):
            raise NotALiteral
        return value

    def _take(self) -> tuple[str, str]:
        if self._at >= len(self._pieces):
            raise NotALiteral
        self._at += 1
        return self._pieces[self._at - 1]

    def _ends(self, mark: str) -> bool:
        if self._at < len(self._pieces) and self._pieces[self._at] == ("mark", mark):
            self._at += 1
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._ends(mark):
            raise NotALiteral

    def _value(self, depth: int) -> Any:
        kind, said = self._take()
        match kind:
            case "text":
                return _unescaped(said[1:-1])
            case "number":
                return float(said) if "." in said else int(said)
            case "word":
                return _WORDS[said]
        if depth >= MAX_DEPTH or said not in ("{", "["):
            raise NotALiteral
        return self._dictionary(depth + 1) if said == "{" else self._list(depth + 1)

    def _dictionary(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self._ends("}"):
            key = self._value(MAX_DEPTH)
            self._expect(":")
            if not isinstance(key, str):
                raise NotALiteral
            found[key] = self._value(depth)
            if not self._ends(","):
                self._expect("}")
                break
        return found

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not self._ends("]"):
            found.append(self._value(depth))
            if not self._ends(","):
                self._expect("]")
                break
        return found


def _pieces(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(text):
        piece = _PIECE.match(text, place)
        if piece is None or len(found) >= MAX_PIECES:
            raise NotALiteral
        kind = str(piece.lastgroup)
        found.append((kind, piece[kind]))
        place = piece.end()
    return found


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        digits = found[1] or found[2] or found[3]
        if digits:
            code = int(digits, 16)
            if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                raise NotALiteral
            return chr(code)
        if found[4] not in _LETTERS:
            raise NotALiteral
        return _LETTERS[found[4]]

    return _ESCAPE.sub(letter, text)
