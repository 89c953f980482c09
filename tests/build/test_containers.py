"""The container files hold together: what they name is there, and what they read is documented. No engine runs here."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any, Final

import pytest
import typer
import yaml

from molva.cli.app import build
from molva.cli.words import EN
from molva.server.settings import Settings, variables_of
from tests.architecture.sources import ROOT

COMPOSE: Final = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: Final[dict[str, Any]] = COMPOSE["services"]
GUIDE: Final = (ROOT / "docs" / "guide" / "containers.md").read_text(encoding="utf-8")
DOCKERFILE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED: Final = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
SETTINGS: Final = {name for field in Settings.__dataclass_fields__ for name in variables_of(field)} | {"MOLVA_ENV_FILE"}

VARIABLE: Final = re.compile(r"\$\{([A-Z_]+)(?::-([^}]*))?\}")


def filled(text: str) -> str:
    """A text of the compose file with the defaults put in, as the engine does where nothing is chosen."""
    return VARIABLE.sub(lambda match: match[2] or "", text).replace("$$", "$")


def instructions(name: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_every_variable_is_documented_with_its_default() -> None:
    found = VARIABLE.findall((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert len(found) > 5
    for name, default in found:
        row = next(line for line in GUIDE.splitlines() if line.startswith("|") and f"`{name}`" in line)
        assert f"`{default}`" in row, name


@pytest.mark.parametrize("service", ["app", "populate"])
def test_a_container_gets_settings_that_there_are_and_that_can_be_used(service: str) -> None:
    chosen = {name: filled(value) for name, value in SERVICES[service]["environment"].items()}
    assert chosen.keys() <= SETTINGS
    settings = Settings.from_environment(chosen)
    assert settings.database == "postgresql+asyncpg://postgres:postgres@db:5432/messenger"
    assert str(settings.data) in {mount.split(":")[1] for mount in SERVICES[service]["volumes"]}


def test_the_image_sets_what_it_opens_and_keeps() -> None:
    (environment,) = instructions("ENV")
    chosen = dict(part.split("=", 1) for part in shlex.split(environment))
    assert chosen.keys() - {"PATH"} <= SETTINGS
    settings = Settings.from_environment({name: value for name, value in chosen.items() if value})
    assert instructions("EXPOSE") == [str(settings.port)]
    assert instructions("VOLUME") == [str(settings.data)]
    assert filled(SERVICES["app"]["ports"][0]) == f"127.0.0.1:82:{settings.port}"


def test_the_image_is_built_of_what_is_there_and_goes_to_the_builder() -> None:
    kept = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}
    sources = [part for copied in instructions("COPY") if "--from" not in copied for part in copied.split()[:-1]]
    assert sorted(sources) == sorted(kept)
    for source in sources:
        assert (ROOT / source).exists(), source
    assert [SERVICES[service]["build"] for service in ("app", "populate")] == [".", "."]
    for package in re.search(r"pip uninstall --yes (.+)", DOCKERFILE)[1].split():  # type: ignore[index]  # it is there
        assert f"\n{package}==" in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_image_holds_what_the_database_needs() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for package in ("asyncpg", "faker"):
        assert f"\n{package}==" in lock


def test_the_commands_that_are_started_exist_with_their_options() -> None:
    (command,) = instructions("CMD")
    started = [json.loads(command), [filled(part) for part in SERVICES["populate"]["command"]]]
    known = typer.main.get_command(build(EN, {}))
    for program, name, *options in started:
        assert program == "molva"
        found = known.commands[name]  # type: ignore[attr-defined]  # typer's own kind of group has them
        there = {option for parameter in found.params for option in parameter.opts}
        assert {option.partition("=")[0] for option in options} <= there


def test_services_wait_for_ones_that_there_are_and_share_volumes_that_there_are() -> None:
    for service in SERVICES.values():
        assert service.get("depends_on", {}).keys() <= SERVICES.keys()
        assert {mount.split(":")[0] for mount in service["volumes"]} <= COMPOSE["volumes"].keys()
    assert SERVICES["app"]["depends_on"]["populate"]["required"] is False
    assert SERVICES["populate"]["profiles"] == ["demo"]


def test_nothing_is_open_to_others_unless_one_says_so() -> None:
    for service in SERVICES.values():
        assert all(filled(port).startswith("127.0.0.1:") for port in service.get("ports", ()))


def test_the_database_is_at_the_address_that_dash_messenger_has() -> None:
    assert filled(SERVICES["db"]["ports"][0]) == "127.0.0.1:6543:5432"
    assert {name: filled(value) for name, value in SERVICES["db"]["environment"].items()} == {
        "POSTGRES_DB": "messenger",
        "POSTGRES_USER": "postgres",
        "POSTGRES_PASSWORD": "postgres",
    }
