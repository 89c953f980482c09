"""Settings: unsafe and unreadable values are refused with what to change; the rest keeps its default."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from molva.server.settings import SettingRefused, Settings

NUMBERS = [setting for setting in fields(Settings) if "bounds" in setting.metadata]


@pytest.mark.parametrize("name", [setting.name for setting in NUMBERS])
@pytest.mark.parametrize("value", ["", "many", "-1", "0", "1.5", "٣", "9" * 30, " 5", "5\0"])
def test_what_is_no_number_within_bounds_is_refused_by_name(name: str, value: str) -> None:
    if value == "0" and name in ("port", "yachat_port", "general_messages_per_hour", "edit_hours"):
        value = "99999"
    variable = f"MOLVA_{name.upper()}"
    with pytest.raises(SettingRefused, match=f"^{variable} is .*: give it a whole number from "):
        Settings.from_environment({variable: value})


@pytest.mark.parametrize("value", ["", "a\0b"])
def test_a_folder_without_a_name_is_refused(value: str) -> None:
    with pytest.raises(SettingRefused, match="MOLVA_DATA names no folder"):
        Settings.from_environment({"MOLVA_DATA": value})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MOLVA_HOST", ""),
        ("HOST", "a b"),
        ("MOLVA_PUBLIC_URL", "chat.example.org"),
        ("MOLVA_PUBLIC_URL", "https://chat.example.org/path"),
        ("MOLVA_DATABASE", "mysql://root:secret@db/molva"),
        ("MOLVA_TRUSTED_PROXIES", "proxy"),
        ("MOLVA_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("MOLVA_TRUSTED_PROXIES", "10.0.0.1,::/0"),
    ],
)
def test_an_unsafe_or_unreadable_address_is_refused_by_name_without_its_secret(variable: str, value: str) -> None:
    with pytest.raises(SettingRefused, match=f"^{variable} ") as refused:
        Settings.from_environment({variable: value})
    assert "secret" not in str(refused.value)


def test_the_names_that_hosts_set_are_read_and_the_own_ones_win() -> None:
    settings = Settings.from_environment(
        {"PORT": "9000", "DATA": "/srv/molva", "HOST": "0.0.0.0", "MOLVA_PORT": "9001"}
    )
    assert (settings.port, settings.data, settings.host) == (9001, Path("/srv/molva"), "0.0.0.0")


@pytest.mark.parametrize(
    ("passes", "memory", "accepted"),
    [("1", "19456", False), ("4", "7168", False), ("5", "7168", True), ("2", "19456", True), ("1", "47104", True)],
)
def test_a_password_check_that_is_too_cheap_is_refused(passes: str, memory: str, accepted: bool) -> None:
    environment = {"MOLVA_PASSWORD_PASSES": passes, "MOLVA_PASSWORD_MEMORY_KIB": memory}
    if accepted:
        assert Settings.from_environment(environment).password_passes == int(passes)
    else:
        with pytest.raises(SettingRefused, match="raise MOLVA_PASSWORD_PASSES or MOLVA_PASSWORD_MEMORY_KIB"):
            Settings.from_environment(environment)


def test_the_port_of_yachat_is_one_of_its_own() -> None:
    with pytest.raises(SettingRefused, match=r"^MOLVA_YACHAT_PORT is 8000, .*another number"):
        Settings.from_environment({"MOLVA_YACHAT_PORT": "8000"})
    assert Settings.from_environment({"MOLVA_YACHAT_PORT": "8001"}).yachat_port == 8001


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_environment({}) == Settings()


def test_the_defaults_are_ones_that_the_environment_could_give() -> None:
    # An empty default means that nothing is set.
    chosen = [setting for setting in fields(Settings) if setting.default not in ("", ())]
    written = {f"MOLVA_{setting.name.upper()}": str(setting.default) for setting in chosen}
    assert Settings.from_environment(written) == Settings()


def test_values_are_taken_from_variables_with_the_prefix() -> None:
    settings = Settings.from_environment({"MOLVA_DATA": "/srv/molva", "MOLVA_SESSION_DAYS": "30", "SESSION_DAYS": "7"})
    assert settings == Settings(data=Path("/srv/molva"), session_days=30)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "chat.example.org"])
def test_what_proves_nothing_is_believed_on_this_machine_alone(host: str) -> None:
    asked = {"MOLVA_HOST": host, "MOLVA_TRUST_DIALECTS": "on"}
    with pytest.raises(SettingRefused, match=r"^MOLVA_TRUST_DIALECTS .*set MOLVA_HOST to 127\.0\.0\.1"):
        Settings.from_environment(asked)
    assert Settings.from_environment(asked | {"MOLVA_TRUST_DIALECTS": "off"}).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_on_this_machine_it_may_be(host: str) -> None:
    assert Settings.from_environment({"MOLVA_HOST": host, "MOLVA_TRUST_DIALECTS": "on"}).trust_dialects == "on"
