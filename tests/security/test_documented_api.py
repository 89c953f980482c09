"""Twenty thousand made-up requests: none breaks the server, and every answer is one that the documentation lists."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.security.people import Someone, newcomer, visiting
from tests.server.transport.serving import Served

DOCUMENT = json.loads((Path(__file__).parents[2] / "contract/openapi.json").read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = {found.ok().label: found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)}

REQUESTS = int(os.environ.get("MOLVA_MADE_UP_REQUESTS", "20000"))
"""Sent at least, for all operations together."""

HAVE_FIELDS = {
    label
    for label, operation in OPERATIONS.items()
    if operation.definition.raw["parameters"] or "requestBody" in operation.definition.raw
}
EXAMPLES = -(-REQUESTS // (3 * len(HAVE_FIELDS)))
"""Requests made up for each operation that has fields; each is sent by three people."""

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

SAME = 10
"""For an operation without fields there is little to make up."""

ENDING = {"change_password", "delete_account", "delete_chat", "leave_chat", "revoke_session", "sign_out"}
"""After these one needs a new session or a new chat."""


@dataclass
class Cast:
    """Who sends the requests: the owner of a chat, somebody who is not in it, and a visitor."""

    visitor: Someone
    sent: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Put new people in both places: the former may have blocked or shut out one another by now."""
        self.stranger = newcomer(self.visitor)
        self.owner = newcomer(self.visitor)
        self.known = {
            "chat_id": self.owner.make_group(self.stranger),
            "user_id": self.stranger.user_id,
            "session_id": self.owner.session_id,
        }
        self.known["seq"] = str(self.owner.post(self.known["chat_id"]))
        self.owner.do("DELETE", f"/chats/{self.known['chat_id']}/members/{self.stranger.user_id}")


@pytest.fixture(scope="module")
def cast(served: Served) -> Iterator[Cast]:
    with visiting(served) as visitor:
        yield Cast(visitor)


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_documented(cast: Cast, label: str) -> None:
    operation = OPERATIONS[label]
    name = operation.definition.raw["operationId"]
    modes = [operation.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
    count = 0

    @settings(
        max_examples=EXAMPLES if label in HAVE_FIELDS else SAME,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(modes))
    def check(case: Case[Any]) -> None:
        nonlocal count
        count += 1
        if count % 2:
            # Made-up ids find nothing; every other request is about something that is there.
            case.path_parameters |= {key: cast.known[key] for key in cast.known.keys() & case.path_parameters.keys()}
        answers = [send(case, someone) for someone in (cast.visitor, cast.stranger, cast.owner)]
        for answer in answers:
            cast.sent[answer.status_code] += 1
            case.validate_response(answer, checks=CHECKS)
        if name in ENDING and answers[1].is_success:
            cast.stranger = newcomer(cast.visitor)
        if name in ENDING and answers[2].is_success:
            cast.renew()

    check()


def send(case: Case[Any], someone: Someone) -> httpx.Response:
    wanted: dict[str, Any] = case.as_transport_kwargs(base_url=str(someone.http.base_url))
    made_up = {"authorization", "cookie"}
    headers = {name: value for name, value in wanted["headers"].items() if name.lower() not in made_up}
    headers |= {"authorization": f"Bearer {someone.token}"} if someone.token else {}
    return someone.http.request(
        wanted["method"],
        wanted["url"],
        params=wanted.get("params"),
        headers=headers,
        content=wanted.get("data"),
        json=wanted.get("json"),
    )


def test_so_many_were_sent_and_of_every_kind(cast: Cast) -> None:
    assert cast.sent.total() >= REQUESTS
    assert cast.sent[200] > 1000
    assert cast.sent[201] > 50
