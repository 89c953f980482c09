"""Who sends a request is proven by token or cookie, never by what a page of another site adds."""

from typing import Any

import httpx
import pytest

from molva.server.transport.origins import Origins
from tests.server.transport.conftest import HOST, PASSWORD, Edge, EdgeMaker

ORIGIN = {"origin": HOST}
WHO = "/api/v1/odd/1"


async def register(client: httpx.AsyncClient, username: str = "anna", **fields: Any) -> httpx.Response:
    answer = await client.post(
        "/api/v1/users", json={"username": username, "password": PASSWORD} | fields, headers=ORIGIN
    )
    assert answer.status_code == 201, answer.text
    return answer


async def token(edge: Edge, username: str = "anna") -> str:
    async with edge.client() as client:
        made = (await register(client, username, token=True)).json()["token"]
    assert isinstance(made, str)
    return made


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    "sent",
    [
        "Bearer nothing",
        "Bearer " + "a" * 43,
        "Bearer " + "a" * 10_000,
        "Bearer",
        "Bearer é",
        "Basic YTpi",
        "nonsense",
        "",
    ],
)
async def test_a_wrong_token_is_refused(edge: Edge, sent: str) -> None:
    async with edge.client() as client:
        answer = await client.get("/api/v1/account", headers=[(b"authorization", sent.encode("latin-1"))])
    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_nobody_is_a_visitor(edge: Edge) -> None:
    async with edge.client() as client:
        assert (await client.get("/api/v1/account")).json()["code"] == "not_signed_in"
        assert (await client.get(WHO)).json()["user"] is None


async def test_a_visitor_learns_nothing_about_the_body_they_sent(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await client.patch("/api/v1/account", content=b"not json")
    assert answer.status_code == 401


async def test_s22_a_token_in_the_query_proves_nothing(edge: Edge) -> None:
    made = await token(edge)
    async with edge.client() as client:
        answers = [await client.get(f"/api/v1/account?{name}={made}") for name in ("token", "access_token")]
    assert [answer.status_code for answer in answers] == [401, 401]


async def test_two_tokens_prove_nothing(edge: Edge) -> None:
    made = await token(edge)
    async with edge.client() as client:
        answer = await client.get("/api/v1/account", headers=[("authorization", f"Bearer {made}")] * 2)
    assert answer.status_code == 401


async def test_a_token_is_answered_and_no_cookie_set(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await register(client, token=True)
        assert "set-cookie" not in answer.headers
        me = await client.get("/api/v1/account", headers=bearer(answer.json()["token"]))
    assert me.json()["username"] == "anna"


async def test_a_cookie_is_set_and_the_token_not_told(edge: Edge) -> None:
    async with edge.client() as client:
        answer = await register(client)
        assert answer.json()["token"] is None
        kept, *attributes = answer.headers["set-cookie"].split("; ")
        assert kept.startswith("molva=")
        assert attributes == ["Path=/", "Max-Age=432000", "HttpOnly", "SameSite=Lax"]
        assert kept.removeprefix("molva=") not in answer.text
        assert (await client.get("/api/v1/account")).json()["username"] == "anna"


async def test_behind_tls_the_cookie_is_bound_to_the_host(make_edge: EdgeMaker) -> None:
    async with make_edge(Origins(public_url="https://molva.test")) as edge:
        async with edge.client("https://molva.test") as client:
            answer = await client.post(
                "/api/v1/users",
                json={"username": "anna", "password": PASSWORD},
                headers={"origin": "https://molva.test"},
            )
            assert answer.headers["set-cookie"].startswith("__Host-molva=")
            assert answer.headers["set-cookie"].endswith("; Secure")
            assert (await client.get("/api/v1/account")).status_code == 200
            planted = {"cookie": "molva=" + client.cookies["__Host-molva"]}
        async with edge.client("https://molva.test") as other:
            assert (await other.get("/api/v1/account", headers=planted)).status_code == 401


async def test_a_token_wins_over_the_cookie(edge: Edge) -> None:
    boris = await token(edge, "boris")
    async with edge.client() as client:
        await register(client)
        me = await client.get("/api/v1/account", headers=bearer(boris))
        wrong = await client.get("/api/v1/account", headers=bearer("a" * 43))
    assert me.json()["username"] == "boris"
    assert wrong.status_code == 401


async def test_signing_out_ends_the_session_and_clears_the_cookie(edge: Edge) -> None:
    async with edge.client() as client:
        await register(client)
        kept = client.cookies["molva"]
        answer = await client.delete("/api/v1/sessions/current", headers=ORIGIN)
        assert answer.json() == {}
        assert answer.headers["set-cookie"].startswith("molva=; Path=/; Max-Age=0; ")
        assert answer.headers["clear-site-data"] == '"cache"'
        assert "molva" not in client.cookies
        again = await client.get("/api/v1/account", headers={"cookie": f"molva={kept}"})
    assert (again.status_code, again.json()["code"]) == (401, "session_ended")


async def test_a_cookie_that_proves_nothing_is_cleared_and_does_not_keep_one_from_signing_in(edge: Edge) -> None:
    await token(edge)
    async with edge.client(cookie="molva=" + "a" * 43) as client:
        stale = await client.get("/api/v1/account")
        assert stale.status_code == 401
        assert "Max-Age=0" in stale.headers["set-cookie"]
        answer = await client.post("/api/v1/sessions", json={"login": "anna", "password": PASSWORD}, headers=ORIGIN)
        assert answer.status_code == 201
        assert "Max-Age=432000" in answer.headers["set-cookie"]
        assert (await client.get(WHO)).json()["user"] is None


async def test_s10_signing_in_gives_a_new_cookie(edge: Edge) -> None:
    async with edge.client() as client:
        await register(client)
        first = client.cookies["molva"]
        await client.post("/api/v1/sessions", json={"login": "anna", "password": PASSWORD}, headers=ORIGIN)
        assert client.cookies["molva"] != first


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": HOST, "sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {},
    ],
)
async def test_s67_a_page_of_another_site_changes_nothing(edge: Edge, headers: dict[str, str]) -> None:
    async with edge.client() as client:
        await register(client)
        answer = await client.patch("/api/v1/account", json={"name": "Mallory"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_origin")
        gone = await client.delete("/api/v1/sessions/current", headers=headers)
        assert gone.status_code == 403
        assert "set-cookie" not in gone.headers
        assert (await client.get("/api/v1/account")).json()["name"] == "anna"


async def test_s67_a_page_of_another_site_signs_nobody_in(edge: Edge) -> None:
    await token(edge)
    async with edge.client() as client:
        answer = await client.post(
            "/api/v1/sessions",
            json={"login": "anna", "password": PASSWORD},
            headers={"origin": "https://evil.example"},
        )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/sessions/current", "/api/v1/account", "/api/v1/users"])
async def test_s67_reading_changes_nothing(edge: Edge, path: str) -> None:
    async with edge.client() as client:
        await register(client)
        for _ in range(2):
            await client.get(path, headers={"origin": "https://evil.example"})
        assert (await client.get("/api/v1/account")).status_code == 200


async def test_s68_no_other_site_may_read(edge: Edge) -> None:
    async with edge.client() as client:
        await register(client)
        for origin in ("https://evil.example", "null", HOST):
            answer = await client.get("/api/v1/account", headers={"origin": origin})
            assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_use_prolongs_a_session_once_an_hour(edge: Edge) -> None:
    async with edge.client() as client:
        await register(client)
        for _ in range(3):
            assert "set-cookie" not in (await client.get("/api/v1/account")).headers
        edge.clock.advance(3_600_001)
        renewed = await client.get("/api/v1/account")
        assert "Max-Age=432000" in renewed.headers["set-cookie"]
        assert "set-cookie" not in (await client.get("/api/v1/account")).headers
    assert len(edge.extended) == 1


async def test_a_session_that_is_used_daily_lives_and_one_that_is_not_ends(edge: Edge) -> None:
    made = await token(edge)
    async with edge.client(**bearer(made)) as client:
        for _ in range(8):
            edge.clock.advance(86_400_000)
            assert (await client.get("/api/v1/account")).status_code == 200
        edge.clock.advance(5 * 86_400_000)
        assert (await client.get("/api/v1/account")).status_code == 401


async def test_the_users_own_language_goes_before_the_browsers(edge: Edge) -> None:
    async with edge.client() as client:
        await register(client, language="ru")
        answer = await client.get(WHO, headers={"accept-language": "en"})
    assert answer.json()["language"] == "ru"


async def test_the_list_of_sessions_shows_the_peers_address(edge: Edge) -> None:
    async with edge.client(peer="198.51.100.4") as client:
        await register(client)
        listed = await client.get("/api/v1/sessions", headers={"x-forwarded-for": "1.2.3.4"})
    assert [each["address"] for each in listed.json()["sessions"]] == ["198.51.100.4"]
