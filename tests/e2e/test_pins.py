"""Pinned messages: everybody has them at the head of the chat, a press leads to each, also far back and offline."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from molva.protocol.ids import new_id
from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def bar(person: Person) -> Locator:
    """The bar under the head of the chat."""
    return person.page.get_by_role("region", name=person.words.pins)


def test_pins_are_everybodys_and_lead_back(arrive: Arrive, pictures: Path | None) -> None:
    pia, pit = arrive(RU), arrive(EN, phone=True)
    pia.join("pia", "Пия")
    pit.join("pit", "Pit")
    pia.find("Pit")
    pia.say("Код от ворот **4417**")
    # What comes after it another way may not come before it.
    pia.expect_tick("Код от ворот", RU.sent, RU.delivered, RU.read)
    chat = pia.chat_id
    for n in range(120):
        pia.ask("POST", f"/chats/{chat}/messages", id=new_id(n), text=f"number {n}.")
    pia.say("Едем в субботу")
    # Whoever has read everything opens a chat at its end.
    pit.ask("PUT", f"/chats/{chat}/mark", read_seq=122)
    pit.open("Пия")
    expect(pit.message("Едем в субботу")).to_be_in_viewport()
    expect(bar(pit)).to_have_count(0)

    # The oldest message is far out of the phone's window when it is pinned.
    pia.ask("PUT", f"/chats/{chat}/pins/1")
    expect(bar(pit)).to_contain_text("Код от ворот 4417")
    pia.choose("Едем в субботу", RU.pin)
    expect(bar(pit)).to_contain_text("2 of 2")
    expect(bar(pit)).to_contain_text("Едем в субботу")
    expect(bar(pia)).to_contain_text("2 из 2")
    bar(pit).get_by_role("button").first.click()
    expect(bar(pit)).to_contain_text("1 of 2")
    bar(pit).get_by_role("button").first.click()
    expect(pit.message("Код от ворот 4417")).to_be_in_viewport()
    pit.picture(pictures, "pins-phone")

    # What is unpinned without a network is gone at once here, and there later.
    pit.lossy = True
    pit.lose_network()
    bar(pit).get_by_role("button").last.click()
    dialog = pit.page.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_count(2)
    dialog.get_by_role("button", name=EN.unpin, exact=True).first.click()
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    pit.page.keyboard.press("Escape")
    expect(bar(pia)).to_contain_text("2 из 2")
    pit.find_network()
    expect(bar(pia)).to_contain_text("Код от ворот 4417")

    pia.choose("number 119.", RU.pin)
    expect(bar(pit)).to_contain_text("2 of 2")
    bar(pia).get_by_role("button").last.click()
    pia.picture(pictures, "pins-list")
    pia.button(RU.unpin_all).click()
    pia.page.get_by_role("dialog").get_by_role("button", name=RU.unpin_all, exact=True).click()
    for person in (pia, pit):
        expect(bar(person)).to_have_count(0)
