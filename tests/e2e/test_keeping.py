"""How a person keeps chats: muted, pinned, archived, marked as unread; on all of their devices, and nobody else's."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.test_sessions import sign_in
from tests.e2e.words import EN, RU


def choose(person: Person, title: str, *items: str) -> None:
    """Choose from a chat's menu, and from the menu that this opens."""
    person.row(title).click(button="right")
    for item in items:
        person.page.get_by_role("menuitem", name=item, exact=True).click()


def sentence(person: Person, title: str) -> Locator:
    """What a chat's row says to whoever hears it."""
    return person.row(title).locator(".spoken")


def test_a_person_keeps_chats_on_all_devices_and_alone(arrive: Arrive) -> None:
    desk, phone, ivo = arrive(EN, lossy=True), arrive(RU, phone=True), arrive(EN)
    desk.join("kara", "Kara")
    ivo.join("ivo", "Ivo")
    phone.page.goto(phone.url)
    sign_in(phone, "kara")
    phone.list_shown()
    desk.find("Ivo")
    desk.say("hello")
    desk.page.goto(desk.url)
    ivo.open("Kara")

    # Pinned at the desk, the general chat stands above the newer one on the phone too.
    choose(desk, EN.general, "Pin to the top")
    expect(sentence(phone, RU.general)).to_contain_text("закреплён")
    expect(phone.page.locator("ul.rows li[aria-posinset='1'] .title")).to_have_text(RU.general)
    expect(desk.page.locator("ul.rows li[aria-posinset='1'] .title")).to_have_text(EN.general)

    # Without a network all is drawn at once, outlives the tab, and comes to the phone afterwards.
    desk.lose_network()
    choose(desk, "Ivo", "Mute…", "Until I unmute it")
    choose(desk, "Ivo", "Mark as unread")
    expect(sentence(desk, "Ivo")).to_contain_text("marked as unread")
    expect(sentence(desk, "Ivo")).to_contain_text("muted")
    desk.kill_tab()
    expect(sentence(desk, "Ivo")).to_contain_text("marked as unread")
    expect(sentence(phone, "Ivo")).not_to_contain_text("без звука")
    desk.find_network()
    expect(sentence(phone, "Ivo")).to_contain_text("без звука")
    expect(sentence(phone, "Ivo")).to_contain_text("отмечен непрочитанным")

    # Whoever opens it has read it, on each device.
    phone.open("Ivo")
    expect(sentence(desk, "Ivo")).not_to_contain_text("marked as unread")
    phone.to_list()

    # In the archive it stays there while it is muted; heard again, it comes back with what is new.
    choose(desk, "Ivo", "Archive")
    expect(desk.row("Ivo")).to_have_count(0)
    expect(phone.row("Ivo")).to_have_count(0)
    ivo.say("are you there?")
    desk.page.get_by_role("link", name=re.compile("^Archive")).click()
    expect(desk.row("Ivo")).to_contain_text("are you there?")
    expect(desk.page).to_have_title("Chats")
    choose(desk, "Ivo", "Unmute")
    expect(phone.row("Ivo")).to_contain_text("are you there?")
    desk.page.go_back()
    expect(desk.row("Ivo")).to_contain_text("are you there?")

    # Nobody else has heard anything of it.
    mine = desk.ask("GET", "/account")["user_id"]
    theirs = ivo.ask("GET", "/account")["user_id"]
    assert "chat_settings" in str(desk.ask("GET", f"/changes?scope=account:{mine}&after=0"))
    assert "chat_settings" not in str(ivo.ask("GET", f"/changes?scope=account:{theirs}&after=0"))
    expect(sentence(ivo, "Kara")).not_to_contain_text("muted")


def test_keys_open_the_menu_mute_and_order_the_pins(arrive: Arrive) -> None:
    lea, max_ = arrive(EN), arrive(EN)
    lea.join("lea", "Lea")
    max_.join("maxim", "Maxim")
    lea.find("Maxim")
    lea.say("hello")
    lea.page.keyboard.press("Alt+m")
    expect(sentence(lea, "Maxim")).to_contain_text("muted")
    lea.page.keyboard.press("Alt+m")
    expect(sentence(lea, "Maxim")).not_to_contain_text("muted")
    for title in (EN.general, "Maxim"):
        lea.row(title).focus()
        lea.page.keyboard.press("Shift+F10")
        lea.page.get_by_role("menuitem", name="Pin to the top", exact=True).press("Enter")
        expect(sentence(lea, title)).to_contain_text("pinned")
    first = lea.page.locator("ul.rows li[aria-posinset='1'] .title")
    expect(first).to_have_text("Maxim")
    lea.row("Maxim").focus()
    lea.page.keyboard.press("Alt+Shift+ArrowDown")
    expect(first).to_have_text(EN.general)
    lea.page.keyboard.press("Alt+Shift+ArrowUp")
    expect(first).to_have_text("Maxim")
