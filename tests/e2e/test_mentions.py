"""Mentions: whoever is meant sees it in the list, is led from one to the next, and has read them then."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from molva.protocol.ids import new_id
from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def badge(person: Person, chat: str) -> Locator:
    """The sign in the list that somebody means this person."""
    return person.row(chat).locator(".badge", has_text="@")


def way(person: Person) -> Locator:
    """The button that leads to the next mention."""
    return person.page.get_by_role("button", name=person.words.next_mention)


def choices(person: Person) -> Locator:
    """What the word that is being written may become."""
    return person.page.get_by_role("listbox", name=person.words.suggestions).get_by_role("option")


def test_a_mention_is_seen_in_the_list_gone_to_and_read(arrive: Arrive, pictures: Path | None) -> None:
    mara, nick = arrive(RU), arrive(EN, phone=True)
    mara.join("mara", "Мара")
    nick.join("nick", "Nick")
    chat, nick_id = new_id(1), nick.ask("GET", "/account")["user_id"]
    mara.ask("POST", "/chats", chat_id=chat, name="Поход", user_ids=[nick_id])
    mara.open("Поход")
    expect(nick.row("Поход")).to_be_visible()
    expect(badge(nick, "Поход")).to_have_count(0)
    texts = {30: "@nick, код от ворот 4417", 60: "`@nick` не зову", 100: "**@Nick**, и ты, @mara, сбор в семь"}
    for n in range(1, 121):
        text = texts.get(n, f"number {n}.")
        mara.ask("POST", f"/chats/{chat}/messages", id=new_id(n + 1), text=text)
    # Whoever does not want to hear the chat still sees that somebody means them.
    nick.ask("PATCH", f"/chats/{chat}/settings", muted_until=2**53 - 1)
    expect(badge(nick, "Поход")).to_be_visible()
    expect(nick.row("Поход")).to_contain_text("mentions you")
    nick.picture(pictures, "mentions-list-phone")

    nick.row("Поход").click()
    expect(way(nick)).to_have_accessible_name("Next mention, 2 unread mentions")
    nick.picture(pictures, "mentions-way-phone")
    way(nick).press("Enter")
    expect(nick.message("код от ворот 4417")).to_be_in_viewport()
    expect(way(nick)).to_have_accessible_name("Next mention, 1 unread mention")
    nick.picture(pictures, "mentions-first-phone")
    way(nick).click()
    expect(nick.message("сбор в семь")).to_be_in_viewport()
    expect(way(nick)).to_have_count(0)
    # What is lit up says so to who hears it, too.
    expect(nick.page.get_by_role("article", name="mentions you")).not_to_have_count(0)

    # A name in a text leads to who it is, without a network too.
    nick.lossy = True
    nick.lose_network()
    nick.message("сбор в семь").get_by_role("button", name="@mara").click()
    card = nick.page.get_by_role("dialog")
    expect(card).to_contain_text("Мара")
    nick.picture(pictures, "mentions-person-phone")
    nick.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    nick.find_network()

    # Only who may call everybody is offered to.
    nick.field.press_sequentially("@")
    expect(choices(nick)).to_have_count(1)
    expect(choices(nick)).to_contain_text("@mara")
    nick.field.fill("")
    mara.field.press_sequentially("@в")
    expect(choices(mara).first).to_contain_text("@все")
    mara.picture(pictures, "mentions-everybody")
    mara.field.press("Enter")
    expect(mara.field).to_have_value("@все ")
    nick.to_list()
    expect(badge(nick, "Поход")).to_have_count(0)
    mara.say("@все выходим")
    expect(badge(nick, "Поход")).to_be_visible()
    expect(badge(mara, "Поход")).to_have_count(0)
    # What is taken back means nobody.
    mara.choose("выходим", RU.edit)
    mara.field.fill("выходим")
    mara.button(RU.save_changes).click()
    expect(badge(nick, "Поход")).to_have_count(0)
