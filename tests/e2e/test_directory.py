"""A group is made public, found in the directory, by its link and by name, and joined; then it is private again."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.test_groups import create_group, details
from tests.e2e.words import EN, RU


def test_a_group_is_public_found_and_joined_and_then_private_again(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest, stranger = arrive(RU), arrive(EN, phone=True), arrive(EN)
    owner.join("pavel", "Павел")
    guest.join("grace", "Grace")
    create_group(owner, "Ёлки и сосны")
    owner.say("Кто сажает?")
    details(owner)

    owner.button("Сделать публичным").click()
    dialog = owner.page.get_by_role("dialog")
    dialog.get_by_label("Адрес", exact=True).fill("grace")
    dialog.get_by_role("button", name="Сделать публичным", exact=True).click()
    expect(dialog.get_by_text("адрес уже занят")).to_be_visible()
    owner.picture(pictures, "publish-taken")
    dialog.get_by_label("Адрес", exact=True).fill("@trees")
    dialog.get_by_role("button", name="Сделать публичным", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(owner.page.get_by_text("Чат теперь публичный: @trees (Павел)").first).to_be_visible()
    expect(owner.button("Публичный адрес")).to_be_visible()
    owner.picture(pictures, "public-details")

    # Found by the beginning of a word, without the dots, in the wrong keyboard layout.
    guest.page.goto(f"{guest.url}/people")
    guest.button("Public chats").click()
    listed = guest.page.get_by_role("dialog", name="Public chats")
    expect(listed.get_by_role("button", name="Ёлки и сосны")).to_be_visible()
    listed.get_by_role("textbox").fill("qqq")
    expect(listed.get_by_text("Nothing found")).to_be_visible()
    listed.get_by_role("textbox").fill("cjcy")
    expect(listed.get_by_role("button", name="Ёлки и сосны")).to_be_visible()
    guest.picture(pictures, "directory-phone")
    listed.get_by_role("button", name="Ёлки и сосны").click()
    card = guest.page.get_by_role("dialog", name="Join a group")
    expect(card.get_by_text("1 member · @trees")).to_be_visible()
    guest.picture(pictures, "public-phone")
    card.get_by_role("button", name="Join", exact=True).click()
    guest.expect_texts(["Кто сажает?"])

    stranger.page.goto(f"{stranger.url}/@trees")
    expect(stranger.page.get_by_role("heading", name="Ёлки и сосны")).to_be_visible()
    expect(stranger.page.get_by_text("2 members")).to_be_visible()
    stranger.picture(pictures, "public-outside")
    stranger.button(EN.register).click()
    stranger.fill_account("sam", "Sam", EN.register)
    stranger.expect_texts(["Кто сажает?"])

    owner.button("Публичный адрес").click()
    dialog.get_by_role("button", name="Закрыть чат", exact=True).click()
    dialog.get_by_role("button", name="Закрыть чат", exact=True).click()
    expect(owner.button("Сделать публичным")).to_be_visible()
    late = arrive(EN)
    late.page.goto(f"{late.url}/@trees")
    expect(late.page.get_by_text("There is no such public chat")).to_be_visible()
    expect(late.page.get_by_text("Ёлки")).to_have_count(0)


def test_the_quick_switcher_leads_to_public_chats(arrive: Arrive) -> None:
    owner, guest = arrive(RU), arrive(EN)
    owner.join("petr", "Пётр")
    guest.join("gil", "Gil")
    made = owner.ask("POST", "/chats", chat_id="01900000-0000-7000-8000-00000000d1ce", name="Board games")
    owner.ask("PUT", f"/chats/{made['chat']['id']}/address", address="dice", approval=True)
    guest.page.keyboard.press("Control+k")
    guest.page.get_by_role("combobox").fill("board")
    found = guest.page.get_by_role("option", name="Board games")
    expect(found).to_contain_text("Public chat · @dice")
    found.click()
    guest.button("Ask to join").click()
    expect(guest.page.get_by_text("Your request is sent")).to_be_visible()
