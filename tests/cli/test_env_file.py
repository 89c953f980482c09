"""The file `.env`: the environment wins, a bad line is named by its number, and nothing of it is ever shown."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

from molva.cli.app import build
from molva.cli.console import Problem
from molva.cli.env_file import read_env_file, with_env_file
from molva.cli.serve import read_settings
from molva.cli.words import EN, RU, Words
from molva.server.settings import Settings, variables_of

SECRET = "hunter2"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of the file, in the folder where one starts."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".env"


def chosen(environment: dict[str, str]) -> dict[str, str]:
    return dict(with_env_file(EN, environment))


@pytest.mark.parametrize("words", [EN, RU])
@pytest.mark.parametrize(
    "line",
    [
        SECRET,
        f"{SECRET} MOLVA_PORT=1",
        f"={SECRET}",
        f"MOLVA-PORT={SECRET}",
        f"9LIVES={SECRET}",
        f"export {SECRET}",
        f"MOLVA_DATABASE: {SECRET}",
        f'MOLVA_DATABASE="{SECRET}',
        f"MOLVA_DATABASE='{SECRET}\"",
        f'MOLVA_DATABASE="{SECRET}" {SECRET}',
    ],
)
def test_a_line_that_sets_nothing_is_named_by_its_number_and_not_shown(file: Path, words: Words, line: str) -> None:
    file.write_text(f"# people's words\n\n{line}\nMOLVA_PORT=1\n")
    with pytest.raises(Problem) as told:
        with_env_file(words, {})
    assert f", {'line' if words is EN else 'строка'} 3" in str(told.value)
    assert SECRET not in str(told.value)


def test_a_file_that_is_no_text_or_cannot_be_read_is_a_problem_that_shows_nothing(file: Path) -> None:
    file.write_bytes(b"MOLVA_PORT=\xff" + SECRET.encode())
    with pytest.raises(Problem, match="not text in UTF-8") as told:
        chosen({})
    assert SECRET not in str(told.value)
    file.unlink()
    file.mkdir()
    with pytest.raises(Problem, match="cannot be read"):
        chosen({})


def test_a_file_that_is_asked_for_has_to_be_there_and_another_one_need_not(file: Path) -> None:
    assert chosen({}) == {}
    with pytest.raises(Problem, match="cannot be read"):
        chosen({"MOLVA_ENV_FILE": "other"})
    file.write_text("MOLVA_PORT=1")
    (file.parent / "other").write_text("MOLVA_PORT=2")
    assert chosen({"MOLVA_ENV_FILE": "other"})["MOLVA_PORT"] == "2"
    assert chosen({"MOLVA_ENV_FILE": ""}) == {"MOLVA_ENV_FILE": ""}


@pytest.mark.parametrize("setting", [setting.name for setting in fields(Settings)])
def test_the_environment_wins_under_any_name_of_a_setting(file: Path, setting: str) -> None:
    names = variables_of(setting)
    file.write_text("".join(f"{name}=file\n" for name in names))
    assert chosen({}) == dict.fromkeys(names, "file")
    for name in names:
        assert chosen({name: "environment"}) == {name: "environment"}


def test_an_argument_wins_over_both(file: Path) -> None:
    file.write_text("MOLVA_PORT=1\nMOLVA_HOST=file\nDATA=file\n")
    settings = read_settings(with_env_file(EN, {"PORT": "2", "MOLVA_DATA": "environment"}), port=3)
    assert (settings.port, settings.host, settings.data) == (3, "file", Path("environment"))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=b", "b"),
        ("  export A = b c \r", "b c"),
        ("A=", ""),
        ("A=#b", ""),
        ("A=pass#word # said", "pass#word"),
        ("A='b # c' # said", "b # c"),
        ('A=" b\'c "', " b'c "),
        ("A=$HOME ${B}", "$HOME ${B}"),
        ("A=b=c", "b=c"),
        ("A=1\nA=2", "2"),
        ("\ufeffA=1", "1"),
    ],
)
def test_a_line_sets_what_stands_there(file: Path, line: str, value: str) -> None:
    file.write_text(line, encoding="utf-8")
    assert read_env_file(EN, file) == {"A": value}


def test_the_example_with_its_signs_taken_away_sets_the_defaults(file: Path) -> None:
    example = Path(__file__).parents[2] / ".env.example"
    lines = example.read_text(encoding="utf-8").replace("\n#MOLVA_", "\nMOLVA_").split("\n")
    file.write_text("\n".join(line for line in lines if not line.endswith("=")), encoding="utf-8")
    assert read_settings(with_env_file(EN, {})) == Settings()


def test_the_console_says_one_line_and_never_the_database_password(file: Path) -> None:
    for line in (f"MOLVA_DATABASE=mysql://root:{SECRET}@db/molva", f"MOLVA_DATABASE '{SECRET}'"):
        file.write_text(line)
        for command in ("serve", "doctor"):
            result = CliRunner().invoke(build(EN, {}), [command])
            assert result.exit_code == 1
            assert result.output.count("\n") == 1
            assert SECRET not in result.output
