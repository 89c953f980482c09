"""One running server that many tests share; each makes its own people and chats in it."""

import asyncio
from collections.abc import Iterator
from itertools import count

import pytest

from molva.protocol.frames import SUBPROTOCOL
from tests.faults.rig.crowd import gather
from tests.faults.rig.node import Node
from tests.faults.rig.nursery import Nursery

_people = count(1)


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where servers come from."""
    with Nursery() as nursery:
        yield nursery


@pytest.fixture(scope="module")
def server(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A server for the tests of one file, which must be alive and have logged no defect at the end."""
    node = Node(nursery, tmp_path_factory.mktemp("server"))
    node.start()
    yield node
    assert not node.dead(), node.output.read_text()
    node.end()
    assert "Traceback" not in node.output.read_text()


@pytest.fixture(scope="module")
def bearer(server: Node) -> dict[str, str]:
    """Headers of a signed-in program's WebSocket."""
    people = asyncio.run(gather(server.port, [f"program{next(_people)}" for _ in range(2)])).people
    return {"Authorization": f"Bearer {people[0].token}", "Sec-WebSocket-Protocol": SUBPROTOCOL}


@pytest.fixture
def names() -> list[str]:
    """Usernames that no other test has."""
    return [f"person{next(_people)}" for _ in range(3)]
