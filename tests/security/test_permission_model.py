"""Who sees what, against a model that knows nothing of the server (G10, G11, G12): and faults that it must find."""

from __future__ import annotations

import ast
import inspect
import os
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from molva.protocol.commands import AnyCommand
from tests.security.model import faults, faults_of_leaving, faults_of_meeting
from tests.security.model.faults import Fault, Patch, Tale
from tests.security.model.machine import Permissions

STEPS = int(os.environ.get("MOLVA_PERMISSION_STEPS", "400"))
STEPS_A_RUN = 50
RUNS = settings(
    max_examples=max(1, STEPS // STEPS_A_RUN),
    stateful_step_count=STEPS_A_RUN,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
HUNT = settings(
    RUNS, max_examples=60, derandomize=True, database=None, phases=[Phase.generate], report_multiple_bugs=False
)
"""The same runs every time; nothing to shrink, since what is found is known."""


def machine(file: Path) -> type[Permissions]:
    class Machine(Permissions):
        template = file

    return Machine


def test_everybody_sees_what_is_theirs_to_see(sqlite_template: Path) -> None:
    run_state_machine_as_test(machine(sqlite_template), settings=RUNS)


FAULTS: Final[dict[Fault, Tale]] = {**faults.FAULTS, **faults_of_meeting.FAULTS, **faults_of_leaving.FAULTS}

OF_ACCOUNTS = "opens nothing that is in a chat; tests/server/features/accounts and test_access.py try what it does"
OF_SERVER = "tells and changes what everybody may know, and nothing of any chat or person"
SESSIONS = "sign_in", "sign_out", "list_sessions", "revoke_session", "revoke_other_sessions", "change_password"
INVITES = "create_invite", "list_invites", "look_up_invite", "revoke_invite"
STAYS_OUT: Final[dict[str, str]] = {
    **dict.fromkeys((*SESSIONS, *INVITES), OF_ACCOUNTS),
    **dict.fromkeys(("get_server", "change_server"), OF_SERVER),
}
"""Commands that the machine never sends, and why not."""


def test_the_machine_sends_every_command() -> None:
    """A command that is new is sent by a rule, or it is said why not."""
    sent: set[str] = set()
    for each in Permissions.__mro__[: Permissions.__mro__.index(RuleBasedStateMachine)]:
        sent |= {node.id for node in ast.walk(ast.parse(inspect.getsource(each))) if isinstance(node, ast.Name)}
    commands: dict[str, Any] = {each.__name__: each.__struct_config__.tag for each in get_args(AnyCommand)}
    never = {tag for name, tag in commands.items() if name not in sent}
    assert never == STAYS_OUT.keys()


def tell(file: Path, tale: Tale) -> None:
    """Let a few things happen one after the other."""
    state = machine(file)()
    try:
        state.begin(shared=False)
        tale(state)
    finally:
        state.teardown()


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_a_leak_is_found(plant: Fault, sqlite_template: Path, monkeypatch: Patch) -> None:
    tell(sqlite_template, FAULTS[plant])
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        tell(sqlite_template, FAULTS[plant])


def test_a_leak_is_found_by_chance_too(sqlite_template: Path, monkeypatch: Patch) -> None:
    faults.history_ignores_when_one_came(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine(sqlite_template), settings=HUNT)
