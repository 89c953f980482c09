"""The reader's language: the one they chose, else the one their browser asks for."""

import re
from typing import Final

from molva.protocol.errors import Language

MAX_LENGTH: Final = 500
"""Characters of the header that are looked at; browsers send fewer than a hundred."""

RANGE: Final = re.compile(r"\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9]{1,8})*\s*(?:;\s*q=([01](?:\.[0-9]{0,3})?))?\s*")


def preferred_language(accept_language: str) -> Language:
    """Choose between English and Russian by an `Accept-Language` header (RFC 9110, section 12.5.4)."""
    weights: dict[str, float] = {}
    for part in accept_language[:MAX_LENGTH].split(","):
        if found := RANGE.fullmatch(part):
            name = found[1].lower()
            weights[name] = max(weights.get(name, 0), float(found[2] or 1))
    any_other = weights.get("*", 0.0)
    return "ru" if weights.get("ru", any_other) > weights.get("en", any_other) else "en"
