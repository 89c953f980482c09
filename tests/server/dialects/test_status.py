"""What yachat tells of the server's connections to its database is so."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

from tests.fixtures.world import PASSWORD
from tests.server.dialects.conftest import Serve
from tests.server.transport.serving import PATIENCE_S


def test_the_connections_are_those_of_the_server_to_its_database(serve: Serve) -> None:
    site = serve()

    def ask(method: str, path: str, **fields: str) -> dict[str, int]:
        headers = {"Content-Type": "application/json"}
        sent = Request(site.url + path, json.dumps(fields).encode(), headers, method=method)
        with urlopen(sent, timeout=PATIENCE_S) as answer:
            return dict(json.loads(answer.read()))

    ask("POST", "/api/v1/users", username="owner", password=PASSWORD)
    token = str(ask("POST", "/connect")["token"])
    status = ask("GET", "/status", user_id=token)
    assert site.site is not None
    assert site.site.core is not None
    database = site.site.core.database
    assert status["connections_db_max"] == {"sqlite": 5, "postgresql": 9}[database.name]
    # SQLite has one to write and others to read; PostgreSQL's pool uses one for both, one after the other.
    assert {"sqlite": 2, "postgresql": 1}[database.name] <= status["connections_db_now"] <= database.connections.now
