"""Comments: under a message of a group, by two people, followed, found again, also without a network, and refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.test_groups import create_group
from tests.e2e.words import EN, RU


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the screen says of comments."""

    title: str
    comment: str
    view: str
    one: str
    two: str
    follow: str
    unfollow: str
    not_here: str
    admins_write: str
    none: str


SAID: Final = {
    EN.locale: Said(
        title="Comments",
        comment="Comment",
        view="View comments",
        one="1 comment",
        two="2 comments",
        follow="Follow",
        unfollow="Stop following",
        not_here="These comments are not on this device",
        admins_write="Only admins write comments here.",
        none="No comments yet",
    ),
    RU.locale: Said(
        title="Комментарии",
        comment="Комментировать",
        view="Открыть комментарии",
        one="1 комментарий",
        two="2 комментария",
        follow="Следить",
        unfollow="Не следить",
        not_here="Этих комментариев нет на устройстве",
        admins_write="Комментарии здесь пишут только админы.",
        none="Комментариев пока нет",
    ),
}


def said(person: Person) -> Said:
    """The words in the language of somebody's screen."""
    return SAID[person.words.locale]


def comments(person: Person, text: str) -> Locator:
    """The way from a message to its comments."""
    return person.message(text).locator("a.comments")


def head(person: Person) -> Locator:
    """The head of open comments."""
    return person.page.get_by_role("heading", level=1, name=said(person).title, exact=True)


def root(person: Person) -> Locator:
    """The message that open comments are about."""
    return person.page.locator("a.root")


def followed(person: Person, text: str) -> Locator:
    """A row of the list of comments that somebody follows."""
    return person.page.locator("main li a, aside li a", has=person.page.locator(".about", has_text=text))


def test_two_people_comment_on_a_message(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest = arrive(RU), arrive(EN, phone=True)
    owner.join("olya", "Оля")
    guest.join("gus", "Gus")
    create_group(owner, "Поход", "Gus")
    owner.say("Куда идём?", "Кто несёт котёл?")
    guest.open("Поход")

    # Nobody has commented yet: the menu begins it, and what is written there stays out of the chat.
    guest.choose("Куда идём?", said(guest).comment)
    expect(head(guest)).to_be_visible()
    expect(root(guest)).to_contain_text("Куда идём?")
    expect(guest.page.get_by_text(said(guest).none)).to_be_visible()
    guest.picture(pictures, "thread-empty-phone")
    guest.say("To the lake")
    guest.expect_texts(["To the lake"])
    expect(comments(owner, "Куда идём?")).to_contain_text(said(owner).one)
    owner.expect_texts(["Куда идём?", "Кто несёт котёл?"])
    owner.picture(pictures, "comments-row")

    # Whose message it is follows: the new comment is counted, and read by opening it.
    expect(owner.page).to_have_title("(1) Поход")
    comments(owner, "Куда идём?").click()
    owner.expect_texts(["To the lake"])
    expect(owner.page).to_have_title("Поход")
    owner.say("На какое?")
    guest.expect_texts(["To the lake", "На какое?"])
    guest.picture(pictures, "thread-phone")
    owner.picture(pictures, "thread")

    # The address holds after a new start, and Back leads to the message.
    owner.page.reload()
    owner.expect_texts(["To the lake", "На какое?"])
    guest.page.goto(guest.page.url)
    guest.expect_texts(["To the lake", "На какое?"])
    guest.button(guest.words.back).click()
    expect(comments(guest, "Куда идём?")).to_contain_text(said(guest).two)
    guest.picture(pictures, "comments-row-phone")
