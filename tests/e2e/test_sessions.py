"""Devices: one's own sessions are listed, ended from afar, and left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD, Person
from tests.e2e.words import EN, RU


def sign_in(person: Person, username: str) -> None:
    """Fill the form for signing in and send it."""
    person.page.get_by_label(person.words.login, exact=True).fill(username)
    person.page.get_by_label(person.words.password, exact=True).fill(PASSWORD)
    person.button(person.words.sign_in).click()


def test_a_session_is_ended_from_another_device(arrive: Arrive, pictures: Path | None) -> None:
    laptop, mobile = arrive(RU), arrive(EN, phone=True)
    laptop.join("kira", "Кира")
    mobile.page.goto(mobile.url)
    sign_in(mobile, "kira")
    mobile.list_shown()
    mobile.open(EN.general)
    mobile.field.fill("not sent yet")

    laptop.page.goto(f"{laptop.url}/settings/devices")
    expect(laptop.page.get_by_text(RU.this_device)).to_be_visible()
    laptop.picture(pictures, "devices")
    laptop.page.get_by_role("button", name=RU.end_session).click()
    laptop.page.get_by_role("dialog").get_by_role("button", name=RU.end_session, exact=True).click()

    expect(mobile.page.get_by_role("heading", name=EN.ended)).to_be_visible()
    mobile.picture(pictures, "session-ended-phone")
    expect(laptop.page.get_by_role("button", name=RU.end_session)).to_have_count(0)

    # What was being written waits on the device.
    sign_in(mobile, "kira")
    expect(mobile.field).to_have_value("not sent yet")


def test_signing_out_leaves_nothing_behind(arrive: Arrive, pictures: Path | None) -> None:
    mila = arrive(EN, phone=True)
    mila.join("mila", "Mila")
    mila.page.goto(f"{mila.url}/settings/profile")
    mila.picture(pictures, "profile-phone")
    mila.button(EN.sign_out).click()
    mila.page.get_by_role("dialog").get_by_role("button", name=EN.sign_out, exact=True).click()
    expect(mila.button(EN.sign_in)).to_be_visible()
    mila.page.reload()
    expect(mila.button(EN.sign_in)).to_be_visible()
    mila.page.get_by_label(EN.login, exact=True).fill("mila")
    mila.page.get_by_label(EN.password, exact=True).fill("wrong password")
    mila.button(EN.sign_in).click()
    expect(mila.page.get_by_role("alert")).to_contain_text("wrong")
    mila.picture(pictures, "sign-in-wrong-phone")
    sign_in(mila, "mila")
    expect(mila.button(EN.sign_out)).to_be_visible()
