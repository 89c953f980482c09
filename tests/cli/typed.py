"""Commands typed as a person does, against the real server."""

from __future__ import annotations

from collections.abc import Callable

from typer.testing import Result

from tests.fixtures.site import RunningSite
from tests.fixtures.world import PASSWORD

Type = Callable[..., Result]


def log_in(molva: Type, site: RunningSite, user: str = "ann", *options: str, password: str = PASSWORD) -> Result:
    return molva("login", site.url, "--user", user, "--password-stdin", *options, lines=f"{password}\n")
