"""Deleting for oneself and for both: gone at once, also without a network; the chat comes back with the next word."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def answer(person: Person, action: str) -> None:
    """Press a button of the dialog that asks."""
    person.page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()


def delete_chat(person: Person) -> None:
    """Ask to delete the open chat."""
    person.button(person.words.chat_menu).click()
    person.page.get_by_role("menuitem", name=person.words.delete_chat, exact=True).click()


def test_for_oneself_and_for_both(arrive: Arrive, pictures: Path | None) -> None:
    dora, dan = arrive(RU), arrive(EN, phone=True)
    dora.join("dora", "Дора")
    dan.join("dan", "Dan")
    dora.find("Dan")
    dora.say("Раз", "Два", "Три")
    dan.open("Дора")
    dan.expect_texts(["Раз", "Два", "Три"])

    # What others wrote goes for oneself alone.
    dan.choose("Два", EN.delete)
    expect(dan.page.get_by_role("dialog").get_by_role("button", name=EN.delete_for_all)).to_have_count(0)
    dan.picture(pictures, "delete-for-me-phone")
    answer(dan, EN.delete_for_me)
    dan.expect_texts(["Раз", "Три"])
    dora.expect_texts(["Раз", "Два", "Три"])
    dora.choose("Три", RU.delete)
    dora.picture(pictures, "delete-for-all")
    answer(dora, RU.delete_for_all)
    dan.expect_texts(["Раз"])

    # Deleted without a network, the chat is gone here at once and there later.
    dora.lossy = True
    dora.lose_network()
    delete_chat(dora)
    dora.picture(pictures, "delete-chat")
    answer(dora, RU.delete_for_both)
    expect(dora.row("Dan")).to_have_count(0)
    dan.expect_texts(["Раз"])
    dora.find_network()
    dan.expect_texts([])
    dan.say("Anew")
    dora.open("Dan")
    dora.expect_texts(["Anew"])
    for person in (dora, dan):
        person.page.reload()
        person.expect_texts(["Anew"])
