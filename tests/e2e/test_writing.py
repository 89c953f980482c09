"""Writing with help, and finding again what was written, against the real server and its content security policy."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from molva.protocol.ids import new_id
from tests.e2e.conftest import Arrive
from tests.e2e.words import EN, RU


def test_people_and_emoji_are_offered_and_formats_arrive(arrive: Arrive) -> None:
    wanda, will = arrive(EN), arrive(RU)
    wanda.join("wanda", "Wanda")
    will.join("will", "Вильям")
    wanda.find("Вильям")
    wanda.field.focus()
    wanda.page.keyboard.type("hi @dbkm")
    options = wanda.page.get_by_role("option")
    expect(options).to_have_count(1)
    wanda.page.keyboard.press("Enter")
    wanda.page.keyboard.type(":пицца")
    expect(options).to_have_count(1)
    wanda.page.keyboard.press("Tab")
    wanda.page.keyboard.type(" bold")
    wanda.page.keyboard.press("Control+Shift+ArrowLeft")
    wanda.page.keyboard.press("Control+b")
    expect(wanda.field).to_have_value("hi @will 🍕 **bold**")
    wanda.page.keyboard.press("Enter")
    wanda.button("Emoji").click()
    wanda.page.get_by_role("textbox", name="Find an emoji").fill("огонь")
    wanda.page.keyboard.press("Enter")
    wanda.page.keyboard.press("Enter")
    will.open("Wanda")
    expect(will.message("hi @will 🍕 bold").locator("strong")).to_have_text("bold")
    expect(will.message("🔥")).to_be_visible()


def test_what_was_written_is_found_by_words_and_by_day(arrive: Arrive) -> None:
    fay, fred = arrive(EN), arrive(RU)
    fay.join("fay", "Fay")
    fred.join("fred", "Фред")
    fay.find("Фред")
    chat = fay.chat_id
    for n in range(120):
        fay.ask("POST", f"/chats/{chat}/messages", id=new_id(1_000 + n), text=f"Ёлка номер {n}.")
    fay.page.reload()
    expect(fay.message("Ёлка номер 119.")).to_be_in_viewport()
    fay.page.keyboard.press("Control+f")
    field = fay.page.get_by_role("textbox", name="Search in this chat")
    field.fill("номер 117")
    expect(fay.page.get_by_role("status").filter(has_text=re.compile(r"^1 of 1$"))).to_be_visible()
    expect(fay.message("Ёлка номер 117.").locator("mark")).to_have_text(["номер", "117"])
    fay.button("Go to a date").click()
    fay.page.get_by_role("dialog").locator("button[aria-current=date]").click()
    # All were written today: the first of them is where the day begins, and the device did not have it.
    expect(fay.message("Ёлка номер 0.")).to_be_in_viewport()
    fay.page.keyboard.press("Escape")

    # The button to the newest message leads back first.
    newest = fay.page.get_by_role("button", name=re.compile("To the newest message"))
    newest.click()
    expect(fay.message("Ёлка номер 0.")).not_to_be_in_viewport()


def test_selected_messages_go_together(arrive: Arrive) -> None:
    sue, sam = arrive(EN), arrive(RU)
    sue.join("sue", "Sue")
    sam.join("sam", "Сэм")
    sue.find("Сэм")
    sue.say("one", "two", "three", "four")
    sam.open("Sue")
    sam.expect_texts(["one", "two", "three", "four"])
    sue.expect_tick("four", EN.read)
    sue.choose("two", "Select")
    sue.message("four").click(modifiers=["Shift"])
    sue.message("three").click()
    sue.page.get_by_role("toolbar").get_by_role("button", name="Delete").click()
    sue.page.get_by_role("dialog").get_by_role("button", name=EN.delete_for_all).click()
    sam.expect_texts(["one", "three"])
    sue.expect_texts(["one", "three"])
