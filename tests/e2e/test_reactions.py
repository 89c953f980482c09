"""Reactions: seen by everybody at once, taken back, and given without a network."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def chip(person: Person, text: str, emoji: str) -> Locator:
    """The button of an emoji under a message."""
    return person.message(text).get_by_role("button", name=re.compile(f"^{emoji}"))


def test_people_say_with_emoji_what_they_think(arrive: Arrive) -> None:
    olya, oleg = arrive(RU), arrive(EN)
    olya.join("olya", "Оля")
    oleg.join("oleg", "Oleg")
    olya.find("Oleg")
    olya.say("Кто за субботу?")
    oleg.open("Оля")

    oleg.message("Кто за субботу?").click(button="right")
    oleg.page.get_by_role("menuitemcheckbox").first.click()
    expect(chip(olya, "Кто за субботу?", "👍")).to_have_text(re.compile("👍.*1"))
    expect(chip(olya, "Кто за субботу?", "👍")).to_have_attribute("aria-pressed", "false")
    chip(olya, "Кто за субботу?", "👍").click()
    expect(chip(oleg, "Кто за субботу?", "👍")).to_have_text(re.compile("👍.*2"))

    # By key: the second of the emoji that are offered.
    oleg.message("Кто за субботу?").focus()
    oleg.page.keyboard.press("2")
    expect(chip(olya, "Кто за субботу?", "❤️")).to_be_visible()
    chip(olya, "Кто за субботу?", "👍").click(button="right")
    listed = olya.page.get_by_role("dialog")
    expect(listed.get_by_text("Oleg")).to_be_visible()
    olya.page.keyboard.press("Escape")

    # Without a network it is there at once, and later for everybody, also after a new start.
    olya.lossy = True
    olya.lose_network()
    chip(olya, "Кто за субботу?", "👍").click()
    expect(chip(olya, "Кто за субботу?", "👍")).to_have_attribute("aria-pressed", "false")
    olya.kill_tab()
    expect(chip(olya, "Кто за субботу?", "👍")).to_have_attribute("aria-pressed", "false")
    expect(chip(oleg, "Кто за субботу?", "👍")).to_have_text(re.compile("👍.*2"))
    olya.find_network()
    expect(chip(oleg, "Кто за субботу?", "👍")).to_have_text(re.compile("👍.*1"))
