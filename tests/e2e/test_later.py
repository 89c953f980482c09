"""Messages for later and for a while: scheduled, changed and sent once; what disappears does so for both."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU

SOON_S = 15
"""Long enough to be seen on a busy machine, short enough to be waited for."""


def item(person: Person, name: str) -> Locator:
    """An item of the menu that is open."""
    return person.page.get_by_role("menuitem", name=re.compile(f"^{name}"))


def timer(person: Person, text: str) -> Locator:
    """The sign of a message that disappears."""
    return person.message(text).locator("use[href='#i-timer']")


def test_a_message_is_scheduled_changed_and_sent_once(arrive: Arrive, pictures: Path | None) -> None:
    vera, will = arrive(RU), arrive(EN, phone=True)
    vera.join("vera", "Вера")
    will.join("will", "Will")
    vera.find("Will")
    vera.field.fill("Встречаемся в девять")
    vera.button("Как отправить").click()
    item(vera, "Отправить позже").click()
    vera.page.get_by_role("button", name=re.compile("^Завтра утром")).click()
    expect(vera.field).to_have_value("")

    clock = vera.page.get_by_role("button", name="Запланированные сообщения: 1")
    clock.click()
    dialog = vera.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Встречаемся в девять")
    vera.button("Изменить текст").click()
    dialog.get_by_role("textbox").fill("Встречаемся в десять")
    vera.button(RU.save).click()
    expect(dialog).to_contain_text("Встречаемся в десять")
    vera.picture(pictures, "later-list")
    vera.button("Отправить сейчас").click()
    expect(dialog).to_contain_text("Ничего не запланировано")
    vera.page.keyboard.press("Escape")
    expect(clock).to_have_count(0)

    will.open("Вера")
    for person in (vera, will):
        person.expect_texts(["Встречаемся в десять"])
    assert [message["text"] for message in vera.history(vera.chat_id)] == ["Встречаемся в десять"]


def test_what_disappears_does_so_for_both(arrive: Arrive, pictures: Path | None) -> None:
    zoya, zack = arrive(RU), arrive(EN, phone=True)
    zoya.join("zoya", "Зоя")
    zack.join("zack", "Zack")
    zoya.find("Zack")
    zoya.say("Остаётся")
    zack.open("Зоя")

    # One message alone, from the menu of the button that sends.
    zoya.field.fill("Код 4417")
    zoya.button(RU.send).click(button="right")
    item(zoya, "Отправить на время").click()
    item(zoya, r"1\s+час").click()
    for person in (zoya, zack):
        expect(timer(person, "Код 4417")).to_be_visible()
        expect(timer(person, "Остаётся")).to_have_count(0)

    # All that is written from now on, from the details of the chat.
    chat = zoya.chat_id
    zoya.page.goto(f"{zoya.url}/c/{chat}/info")
    week = zoya.page.get_by_role("radio", name=re.compile(r"^7\s+дней$"))
    week.click()
    expect(week).to_be_checked()
    expect(zack.page.get_by_text("changed the message lifetime")).to_be_visible()

    zoya.ask("PUT", f"/chats/{chat}/lifetime", lifetime_s=SOON_S)
    expect(zoya.page.get_by_role("radio", name=re.compile(r"^15\s+секунд$"))).to_be_checked()
    zoya.say("Сейчас исчезнет")
    for person in (zack, zoya):
        expect(timer(person, "Сейчас исчезнет")).to_be_visible()
    zack.picture(pictures, "lifetime-phone")
    for person in (zack, zoya):
        expect(person.message("Сейчас исчезнет")).to_have_count(0)
        person.expect_texts(["Остаётся", "Код 4417"])
