"""Reading: what counts as read."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.words import EN, RU


def test_a_message_is_read_by_somebody_who_looks(arrive: Arrive) -> None:
    rita, rob = arrive(RU), arrive(EN)
    rita.join("rita", "Рита")
    rob.join("rob", "Rob")
    rita.find("Rob")
    rita.say("Раз")
    rob.open("Рита")
    rita.expect_tick("Раз", RU.read)

    # Another window lies over his: the messages come to his screen, and he does not see them.
    rob.page.evaluate("document.hasFocus = () => false")
    rita.say("Два", "Три")
    rob.expect_texts(["Раз", "Два", "Три"])
    rita.expect_tick("Три", RU.delivered)
    expect(rob.row("Рита").locator(".badge")).to_have_text("2")

    rob.page.evaluate("delete document.hasFocus; dispatchEvent(new Event('focus'))")
    rita.expect_tick("Три", RU.read)
    expect(rob.row("Рита").locator(".badge")).to_have_count(0)
