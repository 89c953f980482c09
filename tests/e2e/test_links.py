"""People come into a group by a link, signed in or not, or ask to be let in and are answered."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.test_groups import create_group, details
from tests.e2e.words import EN, RU


def make_link(owner: Person, *, asking: bool = False) -> str:
    """Make a link into the open group, in its details; the address behind it."""
    page = owner.page
    owner.button("Пригласительные ссылки").click()
    owner.button("Новая ссылка").click()
    if asking:
        page.get_by_role("switch", name="Вступать по заявке").check()
    owner.button("Создать ссылку").click()
    expect(page.get_by_role("img", name="QR-код ссылки")).to_be_visible()
    link = page.get_by_role("dialog").locator(".link").inner_text()
    close(owner)
    expect(page.get_by_role("dialog", name="Пригласительные ссылки")).to_be_visible()
    close(owner)
    expect(page.get_by_role("dialog")).to_have_count(0)
    return link


def close(person: Person) -> None:
    """Close the dialog that is open."""
    person.page.get_by_role("dialog").get_by_role("button", name="Закрыть", exact=True).click()


def follow(person: Person, link: str, owner: Person) -> None:
    """Open a link in this person's browser."""
    person.page.goto(link.replace(owner.url, person.url))


def test_a_link_leads_into_the_group_with_an_account_and_without(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest, stranger = arrive(RU), arrive(EN, phone=True), arrive(EN)
    owner.join("vlad", "Влад")
    guest.join("gita", "Gita")
    create_group(owner, "Огород")
    owner.say("Кто сажает?")
    details(owner)
    link = make_link(owner)

    follow(guest, link, owner)
    card = guest.page.get_by_role("dialog", name="Join a group")
    expect(card.get_by_text("Огород")).to_be_visible()
    expect(card.get_by_text("1 member · Влад invites you")).to_be_visible()
    guest.picture(pictures, "link-phone")
    card.get_by_role("button", name="Join", exact=True).click()
    guest.expect_texts(["Кто сажает?"])
    # The code is in no address, and the link leads whoever is in straight to the chat.
    assert link.split("#")[1] not in guest.page.url
    guest.to_list()
    follow(guest, link, owner)
    guest.expect_texts(["Кто сажает?"])

    follow(stranger, link, owner)
    expect(stranger.page.get_by_role("heading", name="Огород")).to_be_visible()
    expect(stranger.page.get_by_text("2 members")).to_be_visible()
    stranger.picture(pictures, "link-outside")
    stranger.button(EN.register).click()
    stranger.fill_account("sid", "Sid", EN.register)
    stranger.expect_texts(["Кто сажает?"])
    stranger.say("Me too")
    owner.expect_texts(["Кто сажает?", "Me too"])

    owner.button("Пригласительные ссылки").click()
    expect(owner.page.get_by_text("Вступили: 2")).to_be_visible()
    owner.button("Отозвать").click()
    owner.page.get_by_role("dialog").get_by_role("button", name="Отозвать", exact=True).click()
    expect(owner.page.get_by_text("Ссылок пока нет")).to_be_visible()
    late = arrive(EN)
    follow(late, link, owner)
    expect(late.page.get_by_role("heading", name="This link was revoked")).to_be_visible()
    expect(late.page.get_by_text("Огород")).to_have_count(0)


def test_whoever_asks_is_seen_at_once_and_answered(arrive: Arrive, pictures: Path | None) -> None:
    owner, member, guest, other = arrive(RU), arrive(EN), arrive(EN, phone=True), arrive(EN)
    owner.join("zoya", "Зоя")
    member.join("max", "Max")
    guest.join("gwen", "Gwen")
    other.join("otto", "Otto")
    create_group(owner, "Хор", "Max")
    member.open("Хор")
    details(owner)
    link = make_link(owner, asking=True)

    for person in (guest, other):
        follow(person, link, owner)
        person.button("Ask to join").click()
        expect(person.page.get_by_text("Your request is sent")).to_be_visible()
    guest.picture(pictures, "asked-phone")
    bar = owner.button("2 заявки на вступление")
    expect(bar).to_be_visible()
    expect(member.page.get_by_text("ask to join")).to_have_count(0)
    bar.click()
    owner.picture(pictures, "askers")
    owner.button("Впустить: Gwen").click()
    # Who waits at the link's card comes into the chat by itself.
    expect(guest.field).to_be_visible()
    guest.say("Here I am")
    member.expect_texts(["Here I am"])
    owner.button("Отклонить: Otto").click()
    expect(owner.page.get_by_text("Заявок нет")).to_be_visible()

    other.page.goto(f"{other.url}/people")
    requests = other.page.get_by_role("region", name="Your requests")
    expect(requests.get_by_text("The request was refused")).to_be_visible()
    other.button("Remove: Хор").click()
    expect(requests).to_have_count(0)
    follow(other, link, owner)
    other.button("Ask to join").click()
    expect(other.page.get_by_text("You may ask again 24 hours after")).to_be_visible()
