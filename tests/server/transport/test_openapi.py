"""The document describes every endpoint as it is, the same way each time, and its examples are true."""

import json
import re
from typing import Any

import msgspec
import pytest

from molva.protocol.commands import AnyCommand, Call
from molva.protocol.commands.base import Command, answer_type
from molva.server.features.accounts import accounts_feature
from molva.server.features.add_requests import add_requests_feature
from molva.server.features.chat_invites import chat_invites_feature
from molva.server.features.chat_settings import chat_settings_feature
from molva.server.features.chats import chats_feature
from molva.server.features.contacts import contacts_feature
from molva.server.features.directory import directory_feature
from molva.server.features.drafts import drafts_feature
from molva.server.features.edits import edits_feature
from molva.server.features.folders import folders_feature
from molva.server.features.forwards import forwards_feature
from molva.server.features.hidden import hidden_feature
from molva.server.features.messages import messages_feature
from molva.server.features.moderation import moderation_feature
from molva.server.features.pins import pins_feature
from molva.server.features.polls import polls_feature
from molva.server.features.reactions import reactions_feature
from molva.server.features.schedule import schedule_feature
from molva.server.features.threads import threads_feature
from molva.server.kernel.feature import Access, Endpoint
from molva.server.settings import Settings
from molva.server.storage.sqlite import SqliteDatabase
from molva.server.transport.docs import page
from molva.server.transport.examples import example
from molva.server.transport.http import API
from molva.server.transport.openapi import field_docs, openapi
from tests.server.transport.conftest import ODD, Edge


@pytest.fixture(scope="module")
def endpoints(tmp_path_factory: pytest.TempPathFactory) -> list[Endpoint]:
    database = SqliteDatabase(tmp_path_factory.mktemp("openapi") / "molva.db")
    accounts = accounts_feature(Settings(), database, lambda: 0)
    features = [
        accounts,
        contacts_feature(),
        chats_feature(),
        chat_invites_feature(),
        add_requests_feature(),
        directory_feature(),
        messages_feature(max_text=4000),
        edits_feature(),
        threads_feature(),
        reactions_feature(),
        pins_feature(),
        schedule_feature(max_text=4000),
        polls_feature(max_text=4000),
        forwards_feature(max_text=4000),
        hidden_feature(),
        drafts_feature(max_text=4000),
        chat_settings_feature(),
        folders_feature(),
        moderation_feature(reports_for_ban=3, ban_hours=4),
    ]
    return [endpoint for feature in [*features, ODD] for endpoint in feature.endpoints]


@pytest.fixture(scope="module")
def document(endpoints: list[Endpoint]) -> dict[str, Any]:
    return openapi(endpoints)


def operation(document: dict[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    found = document["paths"][API + endpoint.path][endpoint.method.lower()]
    assert isinstance(found, dict)
    return found


def codes(document: dict[str, Any], operation: dict[str, Any]) -> dict[str, list[str]]:
    found = {}
    for status, response in operation["responses"].items():
        if "$ref" in response:
            named = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
            found[status] = named["content"]["application/json"]["schema"]["properties"]["code"]["enum"]
    return found


def test_the_order_of_the_endpoints_changes_nothing(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    assert json.dumps(openapi(reversed(endpoints))) == json.dumps(document)


def test_every_reference_leads_somewhere_and_nothing_is_left_over(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    used = set(re.findall(r'"#/components/(\w+/[^"]+)"', text))
    there = {f"{kind}/{name}" for kind in ("schemas", "responses") for name in document["components"][kind]}
    assert used == there


def test_every_endpoint_is_described_under_its_own_name(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    names = [operation(document, endpoint)["operationId"] for endpoint in endpoints]
    assert sorted(names) == sorted(str(endpoint.command.__struct_config__.tag) for endpoint in endpoints)
    assert len(set(names)) == len(names)


def test_every_refusal_is_listed_under_its_status(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        listed = codes(document, operation(document, endpoint))
        for refusal in endpoint.refusals:
            assert refusal.code in listed[str(refusal.status)], (endpoint.path, refusal.code)


def test_only_what_needs_a_user_asks_for_one(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        described = operation(document, endpoint)
        assert bool(described["security"]) is (endpoint.access is Access.USER)
        assert ("401" in described["responses"]) >= (endpoint.access is Access.USER)


def test_every_field_has_one_place(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        described = operation(document, endpoint)
        places = [field["name"] for field in described["parameters"]]
        if "requestBody" in described:
            places += document["components"]["schemas"][endpoint.command.__name__]["properties"]
        assert sorted(places) == sorted(endpoint.command.__struct_fields__)


def test_every_example_of_an_answer_is_one(endpoints: list[Endpoint]) -> None:
    for endpoint in endpoints:
        answer = answer_type(endpoint.command)
        msgspec.convert(example(answer), answer)


def test_every_websocket_call_can_be_sent(endpoints: list[Endpoint], document: dict[str, Any]) -> None:
    for endpoint in endpoints:
        call = operation(document, endpoint)["x-websocket-call"]
        if endpoint not in ODD.endpoints:
            sent = msgspec.json.decode(msgspec.json.encode(call), type=Call)
            assert type(sent.command) is endpoint.command


def test_every_command_of_the_protocol_has_an_endpoint(endpoints: list[Endpoint]) -> None:
    missing = set(AnyCommand.__args__) - {endpoint.command for endpoint in endpoints}
    assert {command.__name__ for command in missing} == {"GetChanges"}, "the sync slice is the server's own"


def test_a_fields_sentence_is_found_in_the_source() -> None:
    class Bare(Command[int], frozen=True, kw_only=True):
        field: int

    assert field_docs(AnyCommand.__args__[0]) is field_docs(AnyCommand.__args__[0])
    told = {name: text for command in AnyCommand.__args__ for name, text in field_docs(command).items()}
    assert told["token"] == "Answer with a bearer token instead of setting a cookie."
    assert field_docs(Bare) == {}


def test_the_page_tells_every_command_and_runs_nothing(document: dict[str, Any]) -> None:
    text = page(document)
    for methods in document["paths"].values():
        for described in methods.values():
            assert f'<section id="{described["operationId"]}">' in text
    assert "<script" not in text
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    assert "{name}" not in text


async def test_the_documentation_is_served(edge: Edge) -> None:
    async with edge.client() as client:
        document, text, style = [await client.get(path) for path in ("/openapi.json", "/docs", "/docs.css")]
        written = await client.post("/docs")
    assert document.json()["openapi"] == "3.1.0"
    assert "/api/v1/odd/{place}" in document.json()["paths"]
    assert text.headers["content-type"] == "text/html; charset=utf-8"
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert written.status_code == 405
