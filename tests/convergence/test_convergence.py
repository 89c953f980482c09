"""Convergence: whatever links and bus do, every replica becomes what a fresh one is."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.convergence.machine import Convergence
from tests.convergence.people import make_template

RUNS = settings(max_examples=10, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("bus", ["whole bus", "lossy bus"])
@pytest.mark.parametrize("pages", ["whole pages", "small pages"])
def test_replicas_converge(bus: str, pages: str, sqlite_template: Path, tmp_path: Path) -> None:
    class Machine(Convergence):
        lossy_bus = bus == "lossy bus"
        sync_page = 10_000 if pages == "whole pages" else 3
        keep = 2_000 if pages == "whole pages" else 5
        template = make_template(sqlite_template, tmp_path)

    run_state_machine_as_test(Machine, settings=RUNS)
