"""What others wrote, made safe for a screen: nothing in it can command a terminal or turn the direction of a line."""

from typing import Final

JOINERS: Final = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
"""Parts of emoji and of Persian words; they command nothing."""


def printable(text: str, *, lines: bool = False) -> str:
    """Show control characters as a box, and every kind of space as a plain one.

    Args:
        lines: keep line breaks and tabs.
    """
    kept = JOINERS + ("\n\t" if lines else "")
    return "".join(letter if letter in kept or letter.isprintable() else _stand_in(letter) for letter in text)


def _stand_in(letter: str) -> str:
    # Separators of lines are spaces for `isspace`, but a terminal may break the line there.
    return " " if letter == "\N{NO-BREAK SPACE}" or "\u2000" <= letter <= "\u200a" else "\N{REPLACEMENT CHARACTER}"
