"""Two people set a server up, find each other and talk."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.words import EN, RU


def test_two_people_begin_to_talk(arrive: Arrive, pictures: Path | None) -> None:
    ann, bob = arrive(RU), arrive(EN, phone=True)
    # Everybody has the general chat: an empty list would be a list that has not come yet.
    for person in (ann, bob):
        person.complain_about(person.words.no_chats)

    ann.page.goto(ann.url)
    ann.picture(pictures, "first-welcome")
    ann.button(RU.begin).click()
    ann.fill_account("ann", "Анна", RU.next)
    ann.picture(pictures, "first-server")
    ann.button(RU.open_messenger).click()
    ann.list_shown()
    expect(ann.row(RU.general)).to_be_visible()
    ann.picture(pictures, "first-list")

    bob.page.goto(bob.url)
    bob.picture(pictures, "first-sign-in")
    bob.button(EN.register).click()
    bob.fill_account("bob", "Bob", EN.register)
    bob.list_shown()
    expect(bob.row(EN.general)).to_be_visible()
    bob.picture(pictures, "first-list-phone")

    # He looks for her; she is not in the chat yet, so the message is delivered and not read.
    bob.find("Анна")
    bob.picture(pictures, "first-empty-chat-phone")
    expect(bob.status).to_have_text(EN.online)
    bob.say("Hello!")
    bob.expect_tick("Hello!", EN.delivered)
    expect(ann.row("Bob")).to_contain_text("Hello!")
    expect(ann.row("Bob").locator(".badge")).to_have_text("1")
    ann.picture(pictures, "first-unread")

    ann.open("Bob")
    expect(ann.status).to_have_text(RU.online)
    bob.expect_tick("Hello!", EN.read)
    expect(ann.row("Bob").locator(".badge")).to_have_count(0)

    ann.field.press_sequentially("Здравствуй")
    expect(bob.status).to_have_text(EN.typing)
    ann.field.fill("")
    ann.say("Здравствуй, Боб")
    ann.expect_tick("Здравствуй, Боб", RU.read)
    bob.expect_texts(["Hello!", "Здравствуй, Боб"])

    bob.choose("Hello!", EN.edit)
    expect(bob.field).to_have_value("Hello!")
    bob.field.fill("Hello, Anna!")
    bob.button(EN.save_changes).click()
    expect(ann.message("Hello, Anna!")).to_contain_text(RU.edited)

    ann.choose("Hello, Anna!", RU.reply)
    ann.say("Как дела?")
    expect(bob.message("Как дела?").locator(".quote")).to_contain_text("Hello, Anna!")
    bob.picture(pictures, "first-talk-phone")
    ann.picture(pictures, "first-talk")

    bob.choose("Hello, Anna!", EN.delete)
    bob.page.get_by_role("dialog").get_by_role("button", name=EN.delete_for_all, exact=True).click()
    expect(ann.page.locator(".quote")).to_contain_text(RU.deleted)
    left = ["Здравствуй, Боб", "Как дела?"]
    ann.expect_texts(left)
    bob.expect_texts(left)

    for person in (ann, bob):
        person.page.reload()
        person.expect_texts(left)
    ann.expect_tick("Как дела?", RU.read)
    assert [m["text"] for m in ann.history(ann.chat_id) if not m.get("deleted")] == left
