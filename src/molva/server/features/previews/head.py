"""Reading the head of a page: its title and what its `meta` elements say, in time linear in its length.

Python's own parser takes quadratic time on pages that are made for it (CVE-2025-6069), and parsers in C would have to
be trusted with what strangers send. Of a whole document this understands no more than where its head ends.
"""

import html
import re
from typing import Final

MAX_METAS: Final = 500
"""`meta` elements that are looked at; pages have some dozens."""

MAX_TAGS: Final = 5_000
"""Tags that are passed over on the way."""

MAX_TAG: Final = 8_192
"""Characters of one tag that are read."""

MAX_VALUE: Final = 4_000
"""Characters of a title or value; a number of more digits than 4,300 is none to Python."""

_TAG: Final = re.compile(r"</?([a-z][a-z0-9]{0,15})", re.IGNORECASE)
_OPAQUE: Final = {
    name: re.compile(rf"</{name}(?![a-z0-9-])", re.IGNORECASE)
    for name in ("script", "style", "noscript", "template", "title")
}
"""Elements in which nothing is a tag but their own end."""

_NAME: Final = re.compile(r"[\s/]*([^\s/>=\"'<]{1,100})\s{0,20}(=?)\s{0,20}")
_BARE: Final = re.compile(r"[^\s>]*")


def read_head(page: str) -> dict[str, str]:
    """Read `title` and the contents of `meta` elements by their names, in small letters; the first of a name counts."""
    told: dict[str, str] = {}
    metas = at = 0
    for _ in range(MAX_TAGS):
        at = page.find("<", at)
        if at < 0:
            break
        if page.startswith("<!--", at):
            at = _after(page, "-->", at + 4)
            continue
        tag = _TAG.match(page, at)
        if tag is None:
            at += 1
            continue
        name, closing = tag[1].lower(), page[at + 1] == "/"
        at = tag.end()
        if name == "body" or (name == "head" and closing):
            break
        if name in _OPAQUE and not closing:
            begin = _after(page, ">", at)
            end = _OPAQUE[name].search(page, begin)
            if end is None:
                break
            if name == "title":
                told.setdefault("title", html.unescape(page[begin : min(end.start(), begin + MAX_VALUE)]))
            at = end.end()
        elif name == "meta":
            metas += 1
            if metas > MAX_METAS:
                break
            given = _attributes(page[at : at + MAX_TAG])
            key = given.get("property") or given.get("name")
            if key and "content" in given:
                told.setdefault(key.strip().lower(), given["content"])
    return told


def _after(page: str, end: str, at: int) -> int:
    found = page.find(end, at)
    return len(page) if found < 0 else found + len(end)


def _attributes(tag: str) -> dict[str, str]:
    """Read the attributes of a tag from what follows its name; of one that does not end, those that do."""
    given: dict[str, str] = {}
    at = 0
    while (name := _NAME.match(tag, at)) is not None:
        at = name.end()
        value = ""
        if name[2]:
            quote = tag[at : at + 1]
            if quote in ("'", '"'):
                end = tag.find(quote, at + 1)
                if end < 0:
                    break
                value, at = tag[at + 1 : end], end + 1
            elif (bare := _BARE.match(tag, at)) is not None:
                value, at = bare[0], bare.end()
        given.setdefault(name[1].lower(), html.unescape(value[:MAX_VALUE]))
    return given
