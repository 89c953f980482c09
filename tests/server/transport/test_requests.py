"""A request is read into the command's own types; whatever is wrong with it gets an error of the catalogue."""

from typing import Any

import pytest

from tests.server.transport.conftest import Edge

PUT = "/api/v1/odd/5"


JSON = {"content-type": "application/json"}


async def put(edge: Edge, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
    async with edge.client() as client:
        answer = await client.put(
            PUT, content=body, headers=JSON | {k.replace("_", "-"): v for k, v in headers.items()}
        )
    said = answer.json()
    assert isinstance(said, dict)
    assert answer.headers["content-type"] == "application/json"
    return answer.status_code, said


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"{", id="cut"),
        pytest.param(b"not json", id="text"),
        pytest.param(b"text=a&flag=1", id="form"),
        pytest.param(b"[" * 100_000, id="brackets"),
        pytest.param(b'{"names":' + b"[" * 100_000, id="brackets in a field"),
        pytest.param(b'{"text":"a","flag":NaN}', id="NaN"),
        pytest.param(b'{"text":"\\ud800"}', id="lone surrogate"),
        pytest.param(b'{"text":"\xff"}', id="not UTF-8"),
        pytest.param(b'{"text":"\xed\xa0\x80"}', id="surrogate in UTF-8"),
        pytest.param(b'\xef\xbb\xbf{"text":"a"}', id="byte order mark"),
        pytest.param(b'{"text":"a"}{"text":"b"}', id="two objects"),
        pytest.param(b'{"text":"a",}', id="comma too many"),
        pytest.param(b'{"text":"a\nb"}', id="line break in a string"),
        pytest.param(b'{"text":"a"} // comment', id="comment"),
    ],
)
async def test_what_is_no_json_is_refused(edge: Edge, body: bytes) -> None:
    status, said = await put(edge, body)
    assert (status, said["code"]) in ((400, "bad_json"), (400, "invalid_field"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "missing required field `text`"),
        (b"{}", "missing required field `text`"),
        (b"null", "Expected `object`, got `null`"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"text":1}', "Expected `str`, got `int`"),
        (b'{"text":null}', "Expected `str`, got `null`"),
        (b'{"text":"a","flag":"true"}', "Expected `bool`, got `str`"),
        (b'{"text":"a","flag":1}', "Expected `bool`, got `int`"),
        (b'{"text":"a","names":["a",2]}', "got `int` - at `$.names[1]`"),
        (b'{"text":"a","seq":7}', "unknown field `seq`"),
        (b'{"text":"a","type":"put"}', "unknown field `type`"),
        (b'{"text":"a","place":6}', "unknown field `place`"),
        (b'{"text":"a\\u0000"}', "U+0000"),
    ],
)
async def test_a_wrong_field_is_named(edge: Edge, body: bytes, reason: str) -> None:
    status, said = await put(edge, body)
    assert (status, said["code"]) == (400, "invalid_field")
    assert reason in said["params"]["reason"]


@pytest.mark.parametrize("name", ["role", "sender_id", "created_at", "seq", "is_bot", "_method", "__proto__"])
async def test_s38_fields_that_are_not_the_clients_to_set_are_unknown(edge: Edge, name: str) -> None:
    status, said = await put(edge, b'{"text":"a","' + name.encode() + b'":"x"}')
    assert (status, said["code"]) == (400, "invalid_field")


@pytest.mark.parametrize("name", [b"s3cret value", b"\\u001b[31m", b"a\\r\\nInjected: header", b"s" * 5000])
async def test_what_was_sent_is_not_repeated(edge: Edge, name: bytes) -> None:
    _, said = await put(edge, b'{"text":"a","' + name + b'":"x"}')
    assert said["params"] == {"reason": "Object contains unknown field"}


@pytest.mark.parametrize(
    "path",
    ["/api/v1/odd/x", "/api/v1/odd/-1", "/api/v1/odd/9223372036854775808", "/api/v1/odd/1.5", "/api/v1/odd/%00"],
)
async def test_a_wrong_field_in_the_path_is_refused(edge: Edge, path: str) -> None:
    async with edge.client() as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_field")


@pytest.mark.parametrize(
    "query",
    [
        "text=%00",
        "flag=maybe",
        "unknown=1",
        "text=a&text=b",
        "place=5",
        "text=%FF",
        "text=" + "a" * 101,
        "&".join(f"names={number}" for number in range(500)),
        "_method=DELETE",
        "token=abc",
        "access_token=abc",
    ],
)
async def test_a_wrong_query_is_refused(edge: Edge, query: str) -> None:
    async with edge.client() as client:
        answer = await client.get(f"/api/v1/odd/5?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_field")


async def test_a_query_beside_a_body_is_refused(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.put(PUT + "?text=a", json={})
    assert answer.json()["code"] == "invalid_field"


async def test_a_body_where_none_belongs_is_refused(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.request("GET", PUT, json={"text": "a"})
    assert answer.json()["code"] == "invalid_field"


async def test_path_and_query_are_read_into_numbers_flags_and_lists(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.get("/api/v1/odd/7?text=%D0%B6+1&flag=true&names=a&names=b")
    seen = answer.json()
    assert answer.status_code == 200
    assert (seen["place"], seen["text"], seen["flag"], seen["names"]) == (7, "ж 1", True, ["a", "b"])


async def test_path_and_body_make_one_command(edge: Edge) -> None:
    status, seen = await put(edge, '{"text":"жук","names":["a"]}'.encode())
    assert status == 201
    assert (seen["place"], seen["text"], seen["flag"], seen["names"]) == (5, "жук", False, ["a"])


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/json",
        "application/json; charset=utf-16",
        "application/jsonp",
        "",
    ],
)
async def test_s67_a_body_that_a_form_could_send_is_refused(edge: Edge, kind: str) -> None:
    status, said = await put(edge, b'{"text":"a"}', content_type=kind)
    assert (status, said["code"]) == (415, "wrong_content_type")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON", 'application/json; charset="UTF-8"'])
async def test_json_may_be_declared_in_any_spelling(edge: Edge, kind: str) -> None:
    status, _ = await put(edge, b'{"text":"a"}', content_type=kind)
    assert status == 201


@pytest.mark.parametrize("coding", ["gzip", "br", "identity"])
async def test_a_packed_body_is_refused_unread(edge: Edge, coding: str) -> None:
    status, said = await put(edge, b"\x1f\x8b", content_encoding=coding)
    assert (status, said["code"]) == (415, "wrong_content_type")


async def test_too_large_a_body_is_refused(edge: Edge) -> None:
    status, said = await put(edge, b'{"text":"' + b"a" * 262_144 + b'"}')
    assert (status, said["code"], said["params"]) == (413, "too_large", {"limit": 262_144})


async def test_the_largest_body_is_taken(edge: Edge) -> None:
    body = b'{"text":"' + b"a" * (262_144 - 11) + b'"}'
    assert len(body) == 262_144
    status, _ = await put(edge, body)
    assert status == 201


@pytest.mark.parametrize("declared", [True, False])
async def test_the_rest_of_too_large_a_body_is_not_read(edge: Edge, declared: bool) -> None:
    asked, sent = 0, []

    async def receive() -> Any:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b" " * 65_536, "more_body": True}

    async def send(message: Any) -> None:
        sent.append(message)

    length = (b"content-length", b"1000000000") if declared else (b"transfer-encoding", b"chunked")
    scope = {
        "type": "http",
        "method": "PUT",
        "scheme": "http",
        "path": PUT,
        "query_string": b"",
        "headers": [(b"host", b"molva.test"), (b"content-type", b"application/json"), length],
        "client": ("203.0.113.9", 1),
    }
    await edge.app(scope, receive, send)
    assert sent[0]["status"] == 413
    assert asked == (0 if declared else 5)
