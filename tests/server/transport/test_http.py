"""What a request is answered with: at the right address, by the right method, in the reader's language."""

import logging
from typing import Any

import pytest

from tests.server.transport.conftest import UNLUCKY_TOKEN, Edge

PUT = "/api/v1/odd/5"


async def test_a_client_that_goes_away_is_not_answered(edge: Edge) -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"molva.test"), (b"content-type", b"application/json"), (b"content-length", b"5")]
    scope = {"type": "http", "method": "PUT", "scheme": "http", "path": PUT, "query_string": b"", "headers": headers}
    await edge.app(scope, receive, send)
    assert sent == []


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1", "/api/v2/odd/5", "/api/v1/nothing", "/api/v1/account/x.css"]
)
async def test_an_unknown_address_is_told_in_json(edge: Edge, path: str) -> None:
    async with edge.client() as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "DELETE", "PATCH", "TRACE", "PROPFIND"])
async def test_an_unknown_method_is_told_in_json_with_those_that_are_known(edge: Edge, method: str) -> None:
    async with edge.client() as client:
        answer = await client.request(method, PUT)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, PUT"


async def test_options_tells_the_methods_and_allows_no_other_site(edge: Edge) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "PUT"}
    async with edge.client() as client:
        answer = await client.options(PUT, headers=headers)
    assert (answer.status_code, answer.json(), answer.headers["allow"]) == (200, {}, "GET, HEAD, OPTIONS, PUT")
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_head_is_get_without_a_body(edge: Edge) -> None:
    async with edge.client() as client:
        whole, head = await client.get(PUT), await client.head(PUT)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"] == str(len(whole.content))


async def test_a_fixed_address_goes_before_a_field_in_its_place(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.post("/api/v1/odd/fail", json={"how": "refuse"})
    assert (answer.status_code, answer.json()["code"]) == (404, "chat_not_found")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.8", "Среди ваших чатов такого нет."),
        ("en;q=0.5, ru;q=0.4", "There is no such chat among yours."),
        ("de", "There is no such chat among yours."),
        ("", "There is no such chat among yours."),
    ],
)
async def test_a_refusal_speaks_the_readers_language(edge: Edge, asked: str, message: str) -> None:
    async with edge.client() as client:
        answer = await client.post("/api/v1/odd/fail", json={"how": "refuse"}, headers={"accept-language": asked})
    assert answer.json() == {"code": "chat_not_found", "message": message}


async def test_a_refusal_says_when_to_come_again(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.post("/api/v1/odd/fail", json={"how": "later"})
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "2"
    assert (answer.json()["retry"], answer.json()["retry_after_ms"]) == (True, 1500)


async def test_a_defect_is_told_by_an_id_alone(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    async with edge.client() as client:
        answer = await client.post("/api/v1/odd/fail", json={"how": "hunter2"})
    assert answer.status_code == 500
    said = answer.json()
    assert said["code"] == "internal"
    assert "secret" not in answer.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert said["params"]["id"] in caplog.text
    assert "hunter2" not in caplog.text


async def test_s70_a_defect_outside_the_commands_tells_as_little(edge: Edge, caplog: pytest.LogCaptureFixture) -> None:
    async with edge.client(authorization=f"Bearer {UNLUCKY_TOKEN}") as client:
        answer = await client.get("/api/v1/account")
    assert answer.status_code == 500
    assert answer.json()["params"]["id"] in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "hunter2" not in caplog.text + answer.text
