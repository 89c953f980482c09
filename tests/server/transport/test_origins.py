"""Only trusted proxies speak for others, and pages of other sites cannot write."""

from ipaddress import ip_network
from typing import Any

import pytest

from molva.protocol.errors import WrongOrigin
from molva.server.transport.origins import Origins

PROXY = ip_network("10.0.0.0/8")


def scope(*headers: tuple[str, str], peer: str = "203.0.113.9", scheme: str = "http") -> Any:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers]
    return {"type": "http", "scheme": scheme, "client": (peer, 1), "headers": raw}


def refused(origins: Origins, request: Any, *, cookie: bool = True) -> bool:
    try:
        origins.check(request, cookie=cookie)
    except WrongOrigin:
        return True
    return False


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "CF-Connecting-IP"])
def test_s2_a_direct_client_cannot_choose_its_address(name: str) -> None:
    assert Origins().address(scope((name, "1.2.3.4"))) == "203.0.113.9"
    assert Origins(trusted_proxies=[PROXY]).address(scope((name, "1.2.3.4"))) == "203.0.113.9"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (["1.2.3.4"], "1.2.3.4"),
        (["6.6.6.6, 1.2.3.4"], "1.2.3.4"),
        (["6.6.6.6", "1.2.3.4"], "1.2.3.4"),
        (["6.6.6.6, 1.2.3.4, 10.9.9.9"], "1.2.3.4"),
        (["2001:db8::7"], "2001:db8::7"),
        (["10.1.1.1"], "10.1.1.1"),
        (["evil"], "10.0.0.1"),
        (["1.2.3.4, evil"], "10.0.0.1"),
        (["1.2.3.4, evil, 10.2.2.2"], "10.2.2.2"),
        ([""], "10.0.0.1"),
        ([], "10.0.0.1"),
    ],
)
def test_behind_a_trusted_proxy_the_last_untrusted_hop_counts(said: list[str], address: str) -> None:
    request = scope(*(("X-Forwarded-For", value) for value in said), peer="10.0.0.1")
    assert Origins(trusted_proxies=[PROXY]).address(request) == address


def test_a_peer_without_an_address_has_none() -> None:
    assert Origins(trusted_proxies=[PROXY]).address(scope() | {"client": None}) == ""


@pytest.mark.parametrize(
    ("peer", "said", "secure"),
    [
        ("203.0.113.9", "https", False),
        ("10.0.0.1", "https", True),
        ("10.0.0.1", "http", False),
        ("10.0.0.1", "https,http", False),
    ],
)
def test_only_a_trusted_proxy_tells_the_scheme(peer: str, said: str, secure: bool) -> None:
    request = scope(("X-Forwarded-Proto", said), peer=peer)
    assert Origins(trusted_proxies=[PROXY]).secure(request) is secure


def test_tls_of_our_own_is_secure() -> None:
    assert Origins().secure(scope(scheme="https"))
    assert Origins().secure(scope(scheme="wss"))
    assert not Origins(public_url="http://molva.test").secure(scope(scheme="https"))


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://molva.test.evil.example",
        "http://evil.molva.test",
        "http://molva.tes",
        "https://molva.test",
        "http://molva.test:8000",
        "http://molva.test@evil.example",
        "http://evil.example#molva.test",
        "http://molva.test/path",
        "http://molva.test:99999",
        "http://[",
        "ftp://molva.test",
        "molva.test",
        "http://molva.test http://molva.test",
    ],
)
@pytest.mark.parametrize("cookie", [True, False])
def test_s21_s67_another_origin_is_refused(origin: str, cookie: bool) -> None:
    request = scope(("Host", "molva.test"), ("Origin", origin))
    assert refused(Origins(), request, cookie=cookie)
    assert refused(Origins(public_url="http://molva.test"), request, cookie=cookie)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
@pytest.mark.parametrize("cookie", [True, False])
def test_s67_a_page_of_another_site_is_refused_whatever_its_origin(site: str, cookie: bool) -> None:
    request = scope(("Host", "molva.test"), ("Origin", "http://molva.test"), ("Sec-Fetch-Site", site))
    assert refused(Origins(), request, cookie=cookie)


def test_s21_a_cookie_without_an_origin_is_refused() -> None:
    assert refused(Origins(), scope(("Host", "molva.test")))
    assert refused(Origins(), scope(("Host", "molva.test"), ("Sec-Fetch-Site", "none")))


def test_two_origins_or_hosts_are_refused() -> None:
    own = ("Origin", "http://molva.test")
    assert refused(Origins(), scope(("Host", "molva.test"), own, own))
    assert refused(Origins(), scope(("Host", "molva.test"), ("Host", "molva.test"), own))
    assert refused(Origins(), scope(own))


def test_a_host_header_does_not_replace_the_public_address() -> None:
    request = scope(("Host", "evil.example"), ("Origin", "http://evil.example"))
    assert refused(Origins(public_url="https://molva.test"), request)


@pytest.mark.parametrize(
    ("host", "origin", "scheme"),
    [
        ("molva.test", "http://molva.test", "http"),
        ("molva.test:80", "http://molva.test", "http"),
        ("MOLVA.test", "http://molva.test", "http"),
        ("molva.test", "https://molva.test", "https"),
        ("localhost:8000", "http://localhost:8000", "http"),
        ("[::1]:8000", "http://[::1]:8000", "ws"),
    ],
)
def test_ones_own_origin_is_fine(host: str, origin: str, scheme: str) -> None:
    assert not refused(Origins(), scope(("Host", host), ("Origin", origin), scheme=scheme))


def test_the_public_address_is_ones_own_behind_a_proxy() -> None:
    request = scope(("Host", "127.0.0.1:8000"), ("Origin", "https://molva.test"), ("Sec-Fetch-Site", "same-origin"))
    assert not refused(Origins(public_url="https://molva.test/"), request)


def test_programs_send_no_origin() -> None:
    assert not refused(Origins(), scope(("Host", "molva.test")), cookie=False)
    assert not refused(Origins(), scope(("Host", "molva.test"), ("Sec-Fetch-Site", "same-origin")))


@pytest.mark.parametrize(
    ("host", "source"),
    [
        ("molva.test:8000", "ws://molva.test:8000"),
        ("[::1]", "ws://[::1]"),
        ("x; script-src *", ""),
        ("x y", ""),
        ("", ""),
    ],
)
def test_a_strange_host_does_not_reach_the_policy(host: str, source: str) -> None:
    assert Origins().websocket_source(scope(("Host", host))) == source
