"""The programs as a shell begins them."""

import os
import subprocess
import sys

import pytest

from molva.cli.words import EN
from molva.server.settings import SettingRefused, Settings

PROGRAM = """
import sys
sys.argv = {typed}
from molva.cli import {name}
try:
    {name}()
finally:
    print("typer" in sys.modules)
"""


def run(*typed: str, name: str = "main", **environment: str) -> subprocess.CompletedProcess[str]:
    code = PROGRAM.format(typed=["molva", *typed], name=name)
    english = {**os.environ, "LC_ALL": "C", "LANGUAGE": "en", "MOLVA_ENV_FILE": "", **environment}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=english)


def test_a_server_is_started_without_what_reads_arguments() -> None:
    done = run("serve", MOLVA_PORT="many")
    with pytest.raises(SettingRefused) as refused:
        Settings.from_environment({"MOLVA_PORT": "many"})
    assert (done.returncode, done.stderr) == (1, f"{refused.value}\n")
    assert done.stdout == "False\n"


def test_with_options_it_says_the_same() -> None:
    plain, chosen = run("serve", MOLVA_PORT="many"), run("serve", "--host", "127.0.0.1", MOLVA_PORT="many")
    assert (plain.returncode, plain.stderr) == (chosen.returncode, chosen.stderr)
    assert chosen.stdout == "True\n"


def test_what_is_asked_of_the_command_is_answered_by_it() -> None:
    done = run("serve", "--help", COLUMNS="200")
    assert done.returncode == 0
    assert EN.trust_dialects_help in done.stdout


@pytest.mark.parametrize(("name", "command"), [("populate", "populate"), ("create_json", "create-json")])
def test_the_names_of_my_messenger_run_their_commands(name: str, command: str) -> None:
    short, long = run("--help", name=name, COLUMNS="200"), run(command, "--help", COLUMNS="200")
    assert short.returncode == long.returncode == 0
    assert short.stdout.splitlines()[3:] == long.stdout.splitlines()[3:]


def test_a_command_that_there_is_not_is_told() -> None:
    done = run("chatter")
    assert done.returncode == 2
    assert "chatter" in done.stderr
