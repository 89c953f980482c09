"""From a page to its preview: its letters, its own words about itself, and nothing that harms the text around."""

import codecs
import re
from typing import Final

from molva.protocol.rows import LinkPreview
from molva.server.features.previews.head import read_head
from molva.server.kernel.text import tame

TYPES: Final = ("text/html", "application/xhtml+xml")

MAX_BYTES: Final = 512 * 1024
"""Bytes of a page that are read, unpacked; the head of hardly any is longer."""

MAX_TITLE: Final = 160
"""Characters: two lines on a screen."""
MAX_DESCRIPTION: Final = 300
"""Characters: three lines on a screen, and some that are cut there."""

TITLES: Final = ("og:title", "twitter:title", "title")
DESCRIPTIONS: Final = ("og:description", "description", "twitter:description")
"""Where pages tell what they are about (ogp.me, HTML), the best first."""

# By the names that the WHATWG Encoding Standard gives them; Python knows others too, which are no letters at all.
ENCODINGS: Final = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "cp1251": "cp1251",
    "x-cp1251": "cp1251",
    "koi8-r": "koi8-r",
    "koi8": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm866": "cp866",
    "cp866": "cp866",
    "x-mac-cyrillic": "mac-cyrillic",
    "macintosh": "mac-roman",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "euc-jp": "euc-jp",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "iso-2022-jp": "iso2022-jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
}

CYRILLIC_LANDS: Final = ("ru", "su", "by", "kz", "ua", "bg", "xn--p1ai")
"""Where a page that does not tell its letters is most likely in windows-1251."""

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)

DECLARED_WITHIN: Final = 4096
"""Bytes at the beginning of a page in which it tells its letters; HTML wants it in the first 1024."""


def read_preview(url: str, host: str, content_type: str, body: bytes) -> LinkPreview | None:
    """Read what a page says of itself; None if that is nothing.

    Args:
        url: the link as it stands in the message.
        host: where the page came from.
        content_type: as the server sent it.
    """
    # Comes with the client of HTTP, which is loaded when the first page is asked for.
    from molva.server.fetch.urls import readable_host

    told = read_head(_decode(body, content_type, host))
    title = _first(told, TITLES, MAX_TITLE)
    if not title:
        return None
    description = _first(told, DESCRIPTIONS, MAX_DESCRIPTION)
    return LinkPreview(
        url=url, site=readable_host(host), title=title, description="" if description == title else description
    )


def _first(told: dict[str, str], names: tuple[str, ...], limit: int) -> str:
    return next((text for name in names if (text := tame(told.get(name, ""), limit))), "")


def _decode(body: bytes, content_type: str, host: str) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    told = _CHARSET.search(content_type)
    declared = _DECLARED.search(body[:DECLARED_WITHIN])
    for name in (told[1] if told else "", declared[1].decode("ascii") if declared else ""):
        if (known := ENCODINGS.get(name.lower())) is not None:
            return body.decode(known, "replace")
    try:
        # The last letter may be cut.
        return codecs.getincrementaldecoder("utf-8")("strict").decode(body)
    except UnicodeDecodeError:
        return body.decode("cp1251" if host.rpartition(".")[2] in CYRILLIC_LANDS else "cp1252", "replace")
