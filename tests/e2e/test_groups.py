"""Groups from their beginning to their end, and the chat that everybody is in."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def create_group(owner: Person, name: str, *members: str) -> None:
    """Create a group with these people."""
    words, dialog = owner.words, owner.page.get_by_role("dialog")
    owner.to_list()
    owner.button(words.new_chat).click()
    dialog.get_by_role("button", name=words.new_group, exact=True).click()
    for member in members:
        dialog.get_by_role("button", name=member).click()
    dialog.get_by_role("button", name=words.next, exact=True).click()
    dialog.get_by_label(words.group_name, exact=True).fill(name)
    dialog.get_by_role("button", name=words.create, exact=True).click()
    # The field of the chat that is open behind the dialog is there all along.
    expect(dialog).to_have_count(0)
    expect(owner.field).to_be_visible()


def details(person: Person) -> None:
    """Open the details of the open chat."""
    person.page.locator("header .who").click()


def confirm(person: Person, action: str) -> None:
    """Press the button of the dialog that asks."""
    person.page.get_by_role("dialog").get_by_role("button", name=action, exact=True).click()


def test_the_life_of_a_group(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest, late = arrive(RU), arrive(EN, phone=True), arrive(EN)
    owner.join("olya", "Оля")
    guest.join("gus", "Gus")
    late.join("lea", "Lea")

    create_group(owner, "Дача", "Gus")
    owner.say("Кто едет?")
    guest.open("Дача")
    guest.expect_texts(["Кто едет?"])
    guest.say("Me!")
    owner.expect_texts(["Кто едет?", "Me!"])
    guest.picture(pictures, "group-phone")

    details(owner)
    owner.picture(pictures, "group-details")
    owner.button(RU.add_members).click()
    owner.page.get_by_role("dialog").get_by_role("button", name="Lea").click()
    confirm(owner, RU.add_members)
    late.open("Дача")
    late.expect_texts(["Кто едет?", "Me!"])

    # What is done with a chat is done from here too.
    owner.button("Поиск").click()
    expect(owner.page.get_by_role("textbox", name="Поиск в чате")).to_be_focused()
    owner.page.keyboard.press("Escape")
    owner.page.get_by_role("button", name="Lea").click()
    owner.page.get_by_role("menuitem", name="Скопировать имя пользователя", exact=True).click()
    expect(owner.page.get_by_text("Скопировано")).to_be_visible()

    owner.button(RU.rename_group).click()
    owner.page.get_by_role("dialog").get_by_label(RU.group_name, exact=True).fill("Дача у озера")
    confirm(owner, RU.save)
    for person in (owner, guest, late):
        expect(person.page.locator("header .who .name")).to_have_text("Дача у озера")
    owner.picture(pictures, "group-renamed")

    # Who is removed sees nothing of the chat any more, at once.
    owner.page.get_by_role("button", name="Gus").click()
    owner.page.get_by_role("menuitem", name=RU.remove, exact=True).click()
    confirm(owner, RU.remove)
    expect(guest.page.locator("article")).to_have_count(0)
    guest.picture(pictures, "group-removed-phone")
    guest.button(EN.to_list).click()
    expect(guest.row(guest.words.general)).to_be_visible()
    expect(guest.row("Дача у озера")).to_have_count(0)

    details(late)
    late.button(EN.leave).click()
    confirm(late, EN.leave)
    expect(late.row("Дача у озера")).to_have_count(0)
    owner.say("Остаюсь одна")
    expect(owner.page.get_by_role("heading", name="1 участник", exact=True)).to_be_visible()

    owner.button(RU.delete_group).click()
    confirm(owner, RU.delete_group)
    expect(owner.row("Дача у озера")).to_have_count(0)
    expect(owner.row(RU.general)).to_be_visible()
    owner.picture(pictures, "group-deleted")


def test_everybody_is_in_the_general_chat(arrive: Arrive, pictures: Path | None) -> None:
    nina, tom = arrive(RU, dark=True), arrive(EN, phone=True, dark=True)
    nina.join("nina", "Нина")
    tom.join("tom", "Tom")
    nina.open(RU.general)
    nina.say("Всем привет")
    tom.open(EN.general)
    tom.expect_texts(["Всем привет"])
    tom.say("Hi, everybody")
    nina.expect_tick("Всем привет", RU.read)
    details(nina)
    expect(nina.page.get_by_role("region", name=RU.members)).to_contain_text("Tom")
    expect(nina.button(RU.leave)).to_have_count(0)
    nina.picture(pictures, "general-dark")
    tom.picture(pictures, "general-dark-phone")
