"""Folders: made without a network, they come to the other device; they filter the list, keep their order, and go."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, expect

from molva.protocol.commands.folders import MAX_FOLDERS
from molva.protocol.ids import new_id
from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.test_keeping import choose
from tests.e2e.test_offline import settle
from tests.e2e.test_sessions import sign_in
from tests.e2e.words import EN, RU


def chip(person: Person, name: str) -> Locator:
    """The folder of that name above the list."""
    return person.page.get_by_role("radio", name=re.compile(f"^{re.escape(name)}"))


def expect_folders(person: Person, *names: str) -> None:
    """Wait until these folders stand after the four filters."""
    any_ = re.compile(".")
    expect(person.page.get_by_role("radio")).to_have_text([*[any_] * 4, *(re.compile(f"^{name}") for name in names)])


def expect_chats(person: Person, *titles: str) -> None:
    """Wait until exactly these chats are in the list."""
    expect(person.page.locator("ul.rows .title")).to_have_text(list(titles))


def make(person: Person, title: str, name: str) -> None:
    """Put a chat into a new folder."""
    choose(person, title, "To folder…", "New folder…")
    person.page.get_by_role("textbox", name="Name of the folder").fill(name)
    person.button(EN.save).click()


def test_folders_follow_a_person_to_all_devices(arrive: Arrive, pictures: Path | None) -> None:
    desk, phone, ivan = arrive(EN, lossy=True), arrive(RU, phone=True), arrive(EN)
    desk.join("petra", "Petra")
    ivan.join("ivan", "Ivan")
    phone.page.goto(phone.url)
    sign_in(phone, "petra")
    phone.list_shown()
    desk.find("Ivan")
    desk.say("hello")
    desk.page.goto(desk.url)
    expect_chats(phone, "Ivan", RU.general)

    settle(desk)
    # Made without a network, a folder is there at once, outlives the tab with the choice, and comes to the phone later.
    desk.lose_network()
    make(desk, "Ivan", "Дела")
    chip(desk, "Дела").click()
    expect_chats(desk, "Ivan")
    desk.kill_tab()
    expect(chip(desk, "Дела")).to_be_checked()
    expect_chats(desk, "Ivan")
    expect_folders(phone)
    desk.find_network()
    expect_folders(phone, "Дела")
    ivan.open("Petra")
    ivan.say("are you there?")
    expect(chip(phone, "Дела")).to_contain_text("1")
    chip(phone, "Дела").click()
    expect_chats(phone, "Ivan")
    phone.picture(pictures, "folder-phone")

    # What one device puts in, the other takes out.
    chip(desk, "All").click()
    choose(desk, EN.general, "To folder…")
    desk.page.get_by_role("menuitemcheckbox", name="Дела").click()
    expect_chats(phone, "Ivan", RU.general)
    choose(phone, "Ivan", "В папку…")
    checked = phone.page.get_by_role("menuitemcheckbox", name="Дела")
    expect(checked).to_be_checked()
    checked.click()
    expect_chats(phone, RU.general)

    # In the settings they are put in order by buttons and by keys.
    make(desk, "Ivan", "Потом")
    expect_folders(phone, "Дела", "Потом")
    desk.page.goto(f"{desk.url}/settings/folders")
    desk.button("Move “Потом” up").click()
    expect_folders(phone, "Потом", "Дела")
    expect(desk.button("Move “Потом” up")).to_be_focused()
    desk.page.keyboard.press("Alt+Shift+ArrowDown")
    expect_folders(phone, "Дела", "Потом")
    desk.picture(pictures, "folders-settings")

    # The mouse drags one to its place, and opens nothing on the way.
    box = desk.page.get_by_role("button", name=re.compile("^Edit “Дела”")).bounding_box()
    assert box is not None
    x, y = box["x"] + 40, box["y"] + 20
    desk.page.mouse.move(x, y)
    desk.page.mouse.down()
    desk.page.mouse.move(x, y + box["height"], steps=4)
    desk.page.mouse.up()
    expect_folders(phone, "Потом", "Дела")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    desk.button("Move “Дела” up").click()
    expect_folders(phone, "Дела", "Потом")

    # One that is deleted is gone everywhere, and who looked at it sees all chats again.
    desk.button("Delete “Дела”").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete the folder", exact=True).click()
    expect(desk.button("Delete “Потом”")).to_be_focused()
    expect_folders(phone, "Потом")
    expect_chats(phone, "Ivan", RU.general)

    # Without a row to stay at, the focus goes where the first one is made.
    desk.page.keyboard.press("Enter")
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete the folder", exact=True).click()
    expect(desk.button("New folder")).to_be_focused()
    expect_folders(phone)

    mine = desk.ask("GET", "/account")["user_id"]
    theirs = ivan.ask("GET", "/account")["user_id"]
    assert "'folder'" in str(desk.ask("GET", f"/changes?scope=account:{mine}&after=0"))
    assert "'folder'" not in str(ivan.ask("GET", f"/changes?scope=account:{theirs}&after=0"))


def test_one_folder_too_many_is_taken_back_and_told(arrive: Arrive) -> None:
    desk = arrive(EN, lossy=True)
    desk.join("wanda", "Wanda")
    desk.page.goto(desk.url)
    desk.list_shown()
    settle(desk)
    desk.lose_network()
    make(desk, EN.general, "One more")
    expect_folders(desk, "One more")
    elsewhere = arrive(EN)
    elsewhere.page.goto(elsewhere.url)
    sign_in(elsewhere, "wanda")
    elsewhere.list_shown()
    names = [f"Folder {n}" for n in range(MAX_FOLDERS)]
    for n, name in enumerate(names):
        elsewhere.ask("PUT", f"/folders/{new_id(n)}", name=name, chat_ids=[])
    desk.find_network()
    expect(desk.page.get_by_role("status").filter(has_text="as many folders as can be")).to_be_visible()
    expect_folders(desk, *names)
