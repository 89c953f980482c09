"""What a page says of itself, whatever letters it is in and however hostile it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from molva.protocol.rows import LinkPreview
from molva.server.features.previews.head import read_head
from molva.server.features.previews.page import MAX_BYTES, MAX_DESCRIPTION, MAX_TITLE, read_preview

URL = "https://example.org/"
HTML = "text/html"


def preview(page: str | bytes, content_type: str = HTML, host: str = "example.org") -> LinkPreview | None:
    return read_preview(URL, host, content_type, page.encode() if isinstance(page, str) else page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "no page at all",
        "<title></title>",
        "<title> \u200b\u2800 </title>",
        "<title>never closed",
        "<!-- <title>said to nobody</title> -->",
        "<!-- never closed <title>x</title>",
        "<script>'<title>x</title>'</script>",
        "<script>never closed <title>x</title>",
        "<style><title>x</title></style>",
        "<body><title>x</title>",
        "</head><title>x</title>",
        '<meta property="og:description" content="what about?">',
        '<meta property="og:title" content="no end',
        "<meta property=og:title>",
        "<" * 10_000,
    ],
)
def test_a_page_that_tells_no_title_has_no_preview(page: str) -> None:
    assert preview(page) is None


def test_a_page_is_named_by_what_it_tells_best() -> None:
    page = """<!doctype html><HTML lang=en><Head><!-- > --><script>if (a < b) "<title>"</script>
      <TITLE data-x="a">Plain&nbsp;&amp;
        simple</TITLE>
      <meta name=description content='plain "words"'><meta content="Better &lt;b&gt;" property='og:title'/>
      <meta property="og:title" content="second"><meta property="og:description" content="More  words">
      <meta property="og:site_name" content="Your Bank"><meta property="og:image" content="http://127.0.0.1/x.png">"""
    assert preview(page) == LinkPreview(url=URL, site="example.org", title="Better <b>", description="More words")
    plain = page.replace("og:", "x:")
    assert preview(plain) == LinkPreview(
        url=URL, site="example.org", title="Plain & simple", description='plain "words"'
    )


def test_what_says_the_same_twice_is_shown_once() -> None:
    assert preview("<title>Same</title><meta name=description content=Same>") == LinkPreview(
        url=URL, site="example.org", title="Same"
    )


def test_hostile_words_harm_nothing_around_them() -> None:
    found = preview("<title>\u202eabc\u2066\x07\u0000 e" + "\u0301" * 100 + "\ue000 d\u200f</title>")
    assert found is not None
    assert found.title == "abc \u00e9" + "\u0301" * 6 + " d"
    long = preview(f"<title>{'word ' * 500}</title><meta name=description content='{'x' * 5000}'>")
    assert long is not None
    assert len(long.title) <= MAX_TITLE
    assert len(long.description) == MAX_DESCRIPTION
    assert long.title.endswith("…")


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("example.org", "example.org"),
        ("www.example.org", "example.org"),
        ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
        # Cyrillic letters that look like `apple`, in a land of Latin ones.
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ("xn--zz-.xn--p1ai", "xn--zz-.xn--p1ai"),
    ],
)
def test_the_site_is_the_host_and_not_what_the_page_says(host: str, site: str) -> None:
    found = preview("<title>x</title><meta property=og:site_name content='Your Bank'>", host=host)
    assert found is not None
    assert found.site == site


@pytest.mark.parametrize(
    ("encoding", "content_type", "head", "host"),
    [
        ("utf-8", HTML, "", "example.org"),
        ("utf-8-sig", "text/html; charset=koi8-r", "", "example.org"),
        ("utf-16", HTML, "", "example.org"),
        ("cp1251", "text/html; charset=windows-1251", "", "example.org"),
        ("cp1251", 'text/html; charset="CP1251"', "", "example.org"),
        ("cp1251", HTML, '<meta charset="windows-1251">', "example.org"),
        ("cp1251", HTML, '<meta http-equiv=Content-Type content="text/html; charset=Windows-1251">', "example.org"),
        ("koi8-r", HTML, "<META CHARSET=koi8-r>", "example.org"),
        ("koi8-r", "text/html; charset=KOI8-R", '<meta charset="utf-8">', "example.org"),
        ("cp866", "text/html; charset=ibm866", "", "example.org"),
        ("cp1251", HTML, "", "example.ru"),
        ("cp1251", HTML, "", "xn--e1afmkfd.xn--p1ai"),
    ],
)
def test_russian_letters_are_read_in_all_their_encodings(
    encoding: str, content_type: str, head: str, host: str
) -> None:
    page = f"<head>{head}<title>Привет, мир</title>".encode(encoding)
    found = preview(page, content_type, host)
    assert found is not None
    assert found.title == "Привет, мир"


@pytest.mark.parametrize(
    "charset", ["zip", "base64", "unicode_escape", "punycode", "idna", "rot13", "utf-7", "mbcs", "x" * 40]
)
def test_what_python_knows_beside_letters_is_not_used(charset: str) -> None:
    found = preview("<title>Plain \\x41 +AGE-</title>", f"text/html; charset={charset}")
    assert found is not None
    assert found.title == "Plain \\x41 +AGE-"


def test_a_letter_that_is_cut_in_the_middle_spoils_nothing() -> None:
    found = preview("<title>Привет</title>и".encode()[:-1])
    assert found is not None
    assert found.title == "Привет"


HOSTILE = {
    "metas": "<meta name=a content=b>",
    "nested": "<div>",
    "open": "<",
    "comments": "<!--",
    "declarations": "<!",
    "scripts": "<script",
    "titles": "<title",
    "attributes": "<meta " + "a " * 50,
    "quotes": "<meta content='",
    "equals": "<meta a = ",
    "spaces": "<meta" + " " * 200,
    "entities": "<title>&#" + "9" * 5000,
    "ends": "</script",
    "letters": "<a",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_no_page_takes_long(part: str) -> None:
    page = (part * (MAX_BYTES // len(part) + 1))[:MAX_BYTES]
    began = time.process_time()
    preview(page)
    read_head(f"<title>{page}</title>")
    # Quadratic time would be minutes.
    assert time.process_time() - began < 3


TAGS = (
    '< > </ <!-- --> <meta property= "og:title" content= \' " / = <title> </title> <script> </script> </head> <body '
    "&#x41; &#"
)

pieces = st.lists(st.one_of(st.sampled_from(TAGS.split()), st.text(max_size=4)), max_size=20).map(" ".join)


@given(pieces)
def test_anything_can_be_read(page: str) -> None:
    found = preview(page.encode("utf-8", "replace"))
    if found is not None:
        assert found.title.strip() == found.title
        assert "\n" not in found.title + found.description


@given(pieces, st.sampled_from(["Title", "Заголовок"]))
def test_a_title_that_stands_first_is_found_whatever_follows(page: str, title: str) -> None:
    assert read_head(f"<title>{title}</title>{page}")["title"] == title
