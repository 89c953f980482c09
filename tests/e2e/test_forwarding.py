"""Forwarding: one or many, to several chats, with and without their author; without a network, too."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def forward(person: Person, *chats: str, without_author: bool = False, comment: str = "") -> None:
    """Choose chats in the dialog, and send."""
    dialog = person.page.get_by_role("dialog")
    for chat in chats:
        dialog.get_by_role("checkbox", name=chat).check()
    dialog.get_by_role("textbox", name=person.words.comment).fill(comment)
    if without_author:
        dialog.get_by_role("switch", name=person.words.without_author).check()
    dialog.get_by_role("button", name=person.words.forward, exact=True).click()
    expect(dialog).to_have_count(0)


def test_one_and_many_with_and_without_their_author(arrive: Arrive, pictures: Path | None) -> None:
    dora, dan, eva = arrive(RU), arrive(EN, phone=True), arrive(EN)
    dora.join("dora", "Дора")
    dan.join("dan", "Dan")
    eva.join("eva", "Eva")
    dora.find("Dan")
    dora.say("Раз", "Два", "Три")
    dan.find("Eva")

    # One message from its menu, to two chats, after a comment.
    dan.open("Дора")
    dan.choose("Раз", EN.forward)
    dan.picture(pictures, "forward-phone")
    forward(dan, "Eva", "General", comment="Look")
    eva.open("Dan")
    eva.expect_texts(["Look", "Раз"])
    head = eva.message("Раз").get_by_role("button", name=f"{EN.forwarded} · Дора")
    eva.picture(pictures, "forwarded")
    head.click()
    expect(eva.page.get_by_role("dialog").get_by_text("@dora")).to_be_visible()
    eva.page.keyboard.press("Escape")
    eva.open("General")
    eva.expect_texts(["Look", "Раз"])

    # Several, selected, without a network and without their author: shown at once, sent later, in their order.
    dan.lossy = True
    dan.lose_network()
    dan.choose("Два", EN.select)
    dan.message("Три").click()
    dan.page.get_by_role("toolbar", name="Selected messages").get_by_role("button", name=EN.forward).click()
    forward(dan, "Eva", without_author=True)
    dan.open("Eva")
    dan.expect_texts(["Look", "Раз", "Два", "Три"])
    dan.expect_tick("Три", EN.queued)
    dan.find_network()
    eva.open("Dan")
    eva.expect_texts(["Look", "Раз", "Два", "Три"])
    expect(eva.page.get_by_role("button", name=EN.forwarded)).to_have_count(1)

    # Copies stay when the message goes; a forward of a forward names its first author.
    dora.choose("Раз", RU.delete)
    dora.page.get_by_role("dialog").get_by_role("button", name=RU.delete_for_all, exact=True).click()
    dora.expect_texts(["Два", "Три"])
    eva.message("Раз").focus()
    eva.page.keyboard.press("f")
    forward(eva, "Saved")
    eva.open("Saved")
    eva.expect_texts(["Раз"])
    expect(eva.message("Раз").get_by_role("button", name=f"{EN.forwarded} · Дора")).to_be_visible()
    eva.page.reload()
    eva.expect_texts(["Раз"])
