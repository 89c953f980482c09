"""Devices: one's own sessions are listed, ended from afar, and left."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD, Person
from tests.e2e.words import EN, RU

KEPT = """async () => {
  const databases = (await indexedDB.databases()).map(({ name }) => name)
  const rows = await new Promise((done) => {
    indexedDB.open('molva').onsuccess = ({ target: { result } }) => {
      result.transaction('meta').objectStore('meta').getAll().onsuccess = (event) => done(event.target.result)
    }
  })
  const caches_ = await Promise.all((await caches.keys()).map(async (name) => {
    const requests = await (await caches.open(name)).keys()
    return [name, requests.map((request) => request.url)]
  }))
  return { databases, rows, rest: JSON.stringify([caches_, { ...localStorage }, { ...sessionStorage }]) }
}"""
"""Everything that a page can keep in a browser."""


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


def test_a_new_password_ends_every_other_session(arrive: Arrive) -> None:
    laptop, mobile = arrive(EN), arrive(RU, phone=True)
    laptop.join("nora", "Nora")
    mobile.page.goto(mobile.url)
    sign_in(mobile, "nora")
    mobile.list_shown()
    laptop.page.goto(f"{laptop.url}/settings/profile")
    laptop.button("Change the password").click()
    dialog = laptop.page.get_by_role("dialog")
    save = dialog.get_by_role("button", name="Save", exact=True)
    save.click()
    expect(dialog.get_by_text("Fill this in")).to_have_count(2)
    current, wanted = dialog.get_by_label("Current password"), dialog.get_by_label("New password")
    current.fill("not this one")
    wanted.fill(f"{PASSWORD} again")
    save.click()
    expect(current).to_be_focused()
    expect(dialog.get_by_text("The present password is wrong.")).to_be_visible()
    current.fill(PASSWORD)
    wanted.fill("password")
    save.click()
    expect(wanted).to_be_focused()
    wanted.fill(f"{PASSWORD} again")
    save.click()
    expect(dialog).to_have_count(0)
    expect(mobile.page.get_by_role("heading", name=RU.ended)).to_be_visible()
    laptop.page.reload()
    expect(laptop.button("Change the password")).to_be_visible()
    sign_in(mobile, "nora")
    expect(mobile.page.get_by_role("alert")).to_be_visible()
    mobile.page.get_by_label(RU.password, exact=True).fill(f"{PASSWORD} again")
    mobile.button(RU.sign_in).click()
    mobile.list_shown()


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


def test_s42_after_signing_out_the_browser_keeps_nothing_of_the_chats(arrive: Arrive) -> None:
    lev = arrive(EN)
    lev.join("lev", "Lev")
    lev.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    lev.open(EN.general)
    lev.say("a canary")
    lev.expect_tick("a canary", EN.sent, EN.delivered, EN.read)
    lev.field.fill("a canary in a draft")
    other = lev.context.new_page()
    other.goto(lev.url)
    expect(other.get_by_role("heading", name=EN.chats, exact=True)).to_be_visible()
    lev.page.goto(f"{lev.url}/settings/profile")
    lev.button(EN.sign_out).click()
    lev.page.get_by_role("dialog").get_by_role("button", name=EN.sign_out, exact=True).click()
    expect(lev.button(EN.sign_in)).to_be_visible()
    expect(other.get_by_role("button", name=EN.sign_in, exact=True)).to_be_visible()
    kept = lev.page.evaluate(KEPT)
    assert kept["databases"] == ["molva"]
    assert kept["rows"] == []
    assert "canary" not in kept["rest"]
    assert "/api/" not in kept["rest"]
    assert [cookie["name"] for cookie in lev.context.cookies() if cookie.get("value")] == []
    assert not lev.context.request.get(f"{lev.url}/api/v1/account").ok
