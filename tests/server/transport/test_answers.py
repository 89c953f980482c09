"""Every answer tells browsers what our pages may do, and caches to keep nothing."""

import re
from pathlib import Path

import pytest

from molva.server.transport.origins import Origins
from tests.server.transport.conftest import Edge, EdgeMaker

BROWSER_TESTS = Path(__file__).parents[3] / "web/tests/policy.ts"
PATHS = ["/api/v1/server", "/api/v1/account", "/api/v1/nothing", "/nowhere", "/api/v1/odd/x"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_has_the_headers(edge: Edge, path: str) -> None:
    async with edge.client() as client:
        answer = await client.get(path)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    assert "server" not in answer.headers
    assert "strict-transport-security" not in answer.headers


async def test_the_policy_allows_only_our_own(edge: Edge) -> None:
    async with edge.client() as client:
        policy = (await client.get("/api/v1/server")).headers["content-security-policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == rules["style-src"] == ["'self'"]
    assert rules["connect-src"] == ["'self'", "ws://molva.test"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert rules["require-trusted-types-for"] == ["'script'"]
    assert "unsafe" not in policy


async def test_the_browser_tests_run_under_the_same_policy(edge: Edge) -> None:
    async with edge.client() as client:
        policy = (await client.get("/api/v1/server")).headers["content-security-policy"]
    named = re.findall(r"^  (?:\"(.+)\"|'(.+)'),$", BROWSER_TESTS.read_text(encoding="utf-8"), re.MULTILINE)
    # Their browser counts a WebSocket to 'self'.
    assert "; ".join(map("".join, named)) == policy.replace(" ws://molva.test", "")


async def test_behind_tls_browsers_shall_never_come_by_http_again(make_edge: EdgeMaker) -> None:
    async with make_edge(Origins(public_url="https://molva.test")) as edge, edge.client() as client:
        answer = await client.get("/api/v1/server")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert "wss://molva.test" in answer.headers["content-security-policy"]
