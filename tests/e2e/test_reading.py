"""Reading: what counts as read, and where links lead."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from molva.protocol.ids import new_id
from tests.e2e.conftest import Arrive
from tests.e2e.test_groups import create_group
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


def test_who_has_read_is_told_while_somebody_looks(arrive: Arrive, pictures: Path | None) -> None:
    owner, gus, lea = arrive(RU), arrive(EN, phone=True), arrive(EN)
    owner.join("olya", "Оля")
    gus.join("gus", "Gus")
    lea.join("lea", "Lea")
    create_group(owner, "Дача", "Gus", "Lea")
    owner.say("Кто едет?")
    owner.expect_tick("Кто едет?", RU.sent, RU.delivered)
    owner.choose("Кто едет?", "Кто прочитал")
    dialog = owner.page.get_by_role("dialog", name="Кто прочитал")
    expect(dialog).to_contain_text("Пока никто")

    gus.open("Дача")
    expect(dialog.get_by_role("listitem")).to_have_text(["Gus"])
    lea.open("Дача")
    expect(dialog.get_by_role("listitem")).to_have_text(["Gus", "Lea"])
    expect(dialog).to_contain_text("Прочитали 2 из 2")
    owner.picture(pictures, "readers")


def test_a_link_leads_to_a_message_that_is_not_on_the_device(arrive: Arrive) -> None:
    lena, leo = arrive(RU), arrive(EN)
    lena.join("lena", "Лена")
    leo.join("leo", "Leo")
    lena.find("Leo")
    chat, ids = lena.chat_id, [new_id(n) for n in range(150)]
    for n, message_id in enumerate(ids):
        lena.ask("POST", f"/chats/{chat}/messages", id=message_id, text=f"number {n}.")
    leo.page.goto(f"{leo.url}/c/{chat}/{ids[7]}")
    expect(leo.message("number 7.")).to_be_in_viewport()
    expect(leo.message("number 149.")).to_have_count(0)

    lena.page.goto(f"{lena.url}/c/{chat}/{new_id(999)}")
    expect(lena.page.get_by_text(RU.lost)).to_be_visible()
    expect(lena.message("number 149.")).to_be_in_viewport()

    # A link in a text opens in place; one to what somebody may not see says so calmly.
    foreign = f"{lena.url}/c/{new_id(998)}/{new_id(997)}"
    lena.say(f"{lena.url}/c/{chat}/{ids[3]} {foreign}")
    lena.page.get_by_role("link", name=f"{lena.url}/c/{chat}/{ids[3]}", exact=True).click()
    expect(lena.message("number 3.")).to_be_in_viewport()
    lena.page.get_by_role("button", name="К последнему сообщению").click()
    lena.page.get_by_role("link", name=foreign, exact=True).click()
    expect(lena.page.get_by_role("heading", name="Среди ваших чатов такого нет")).to_be_attached()
    assert len(lena.context.pages) == 1
