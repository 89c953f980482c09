"""Addresses of pages: what is refused before anybody is asked, and the one form of the others."""

from __future__ import annotations

import pytest

from molva.server.fetch.urls import Unfetchable, follow, parse_url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/_x",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http:///path",
        "http://user@example.org/",
        "http://user:pass@example.org/",
        "http://example.org@127.0.0.1/",
        "http://exa mple.org/",
        "http://example.org/a b",
        "http://example.org/\r\nX-Injected: 1",
        "http://example.org\t/",
        "http://exam\tple.org/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org:abc/",
        "http://example.org:99999/",
        "http://example.org:-1/",
        "http://[::1/",
        "http://[::1]x:y/",
        "http://[fe80::1%25eth0]/",
        "http://-example.org/",
        "http://example..org/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.1.0x/",
        "http://①②⑦.1/",
        "http://example.org/" + "a" * 2000,
        "http://" + "a" * 64 + ".org/",
        "http://ex\u202eample.org/",
        "http://\u200bexample.org/",
        "http://example.org/\x00",
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(Unfetchable):
        parse_url(url)


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("http://example.org", "example.org", 80, "/"),
        ("HTTPS://Example.ORG./a?b=c#d", "example.org", 443, "/a?b=c"),
        ("https://example.org:8443/", "example.org", 8443, "/"),
        ("http://127.0.0.1:80/x", "127.0.0.1", 80, "/x"),
        ("http://①②⑦.0.0.1/", "127.0.0.1", 80, "/"),
        ("http://[2001:DB8::1]/", "2001:db8::1", 80, "/"),
        ("https://пример.рф/привет?кто=я", "xn--e1afmkfd.xn--p1ai", 443,
         "/%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82?%D0%BA%D1%82%D0%BE=%D1%8F"),
        ("https://faß.de/", "xn--fa-hia.de", 443, "/"),
        ("https://my_host.example.org/%41%", "my_host.example.org", 443, "/%41%"),
        ("https://example.org/?a?b", "example.org", 443, "/?a?b"),
    ],
)  # fmt: skip
def test_others_are_put_together_from_their_parts(url: str, host: str, port: int, path: str) -> None:
    target = parse_url(url)
    assert (target.host, target.port, target.path) == (host, port, path)
    assert parse_url(target.url) == target


def test_a_page_may_send_on_but_never_out_of_tls_or_elsewhere_than_the_web() -> None:
    page = parse_url("https://example.org/a/b")
    assert follow(page, "../c").url == "https://example.org/c"
    assert follow(page, "//other.example/x").url == "https://other.example/x"
    assert follow(parse_url("http://example.org/"), "https://example.org/").url == "https://example.org/"
    for location in ("http://example.org/", "file:///etc/passwd", "gopher://x/", "", "https://u@x.org/", "http://[::"):
        if location:
            with pytest.raises(Unfetchable):
                follow(page, location)
