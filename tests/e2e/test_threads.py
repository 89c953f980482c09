"""Comments: under a message of a group, by two people, followed, found again, also without a network, and refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person, in_both
from tests.e2e.test_blocks_and_reports import bar
from tests.e2e.test_groups import create_group, details
from tests.e2e.test_rights import choose
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
    not_following: str


said: Final = in_both(
    en=Said(
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
        not_following="You follow no comments yet",
    ),
    ru=Said(
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
        not_following="Вы пока не следите за комментариями",
    ),
)


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
    return person.page.locator("li a", has=person.page.locator(".about", has_text=text))


def list_followed(person: Person) -> None:
    """Show the comments that somebody follows in place of the chats."""
    person.to_list()
    person.page.get_by_role("radio", name=said(person).title).click()


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


def test_what_is_followed_is_found_in_the_list(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest = arrive(RU, phone=True), arrive(EN)
    owner.join("masha", "Маша")
    guest.join("hans", "Hans")
    create_group(owner, "Дача", "Hans")
    owner.say("Собрание в субботу", "Привезу фильтр")
    guest.open("Дача")
    guest.choose("Собрание в субботу", said(guest).comment)
    guest.say("I am coming")
    guest.page.go_back()
    guest.choose("Привезу фильтр", said(guest).comment)
    guest.say("Which one?")

    # Two of one chat are told apart by their messages; what is new is counted until it is read.
    list_followed(owner)
    expect(followed(owner, "Собрание в субботу")).to_contain_text("Hans: I am coming")
    expect(followed(owner, "Привезу фильтр")).to_contain_text("Hans: Which one?")
    expect(owner.page).to_have_title("(2) Чаты")
    owner.picture(pictures, "threads-phone")
    followed(owner, "Собрание в субботу").click()
    owner.expect_texts(["I am coming"])
    expect(owner.page).to_have_title("(1) Дача")

    # Whoever does not follow any more is told of nothing; the comments stay to be read.
    owner.button(said(owner).unfollow).click()
    expect(owner.button(said(owner).follow)).to_be_visible()
    owner.to_list()
    expect(followed(owner, "Собрание в субботу")).to_have_count(0)
    followed(owner, "Привезу фильтр").click()
    owner.expect_texts(["Which one?"])
    owner.button(said(owner).unfollow).click()
    owner.to_list()
    expect(owner.page.get_by_text(said(owner).not_following)).to_be_visible()

    # A link to one comment leads to it, whoever opens it.
    link = f"{guest.page.url}/{guest.message('Which one?').get_attribute('data-key')}"
    owner.page.goto(link)
    expect(root(owner)).to_contain_text("Привезу фильтр")
    owner.expect_texts(["Which one?"])


def test_comments_without_a_network_and_where_few_may_write(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest = arrive(RU), arrive(EN, phone=True, lossy=True)
    owner.join("vera", "Вера")
    guest.join("gleb", "Gleb")
    create_group(owner, "Двор", "Gleb")
    owner.say("Воду отключат", "Лифт починят")
    guest.open("Двор")
    guest.choose("Воду отключат", said(guest).comment)
    guest.say("For how long?")
    expect(comments(owner, "Воду отключат")).to_contain_text(said(owner).one)
    guest.button(guest.words.back).click()

    guest.lose_network()
    guest.choose("Лифт починят", said(guest).comment)
    expect(guest.page.get_by_text(said(guest).not_here)).to_be_visible()
    guest.picture(pictures, "thread-offline-phone")
    guest.page.go_back()
    comments(guest, "Воду отключат").click()
    guest.say("And when?")
    guest.kill_tab()
    guest.expect_texts(["For how long?", "And when?"])
    expect(root(guest)).to_contain_text("Воду отключат")
    guest.find_network()
    expect(comments(owner, "Воду отключат")).to_contain_text(said(owner).two)
    comments(owner, "Воду отключат").click()
    owner.expect_texts(["For how long?", "And when?"])

    # Who may not write reads why, and begins no comments.
    owner.page.go_back()
    details(owner)
    choose(owner, "Кто комментирует", "Админы")
    owner.picture(pictures, "rights-comments")
    expect(bar(guest, said(guest).admins_write)).to_be_visible()
    expect(guest.field).to_have_count(0)
    guest.picture(pictures, "thread-closed-phone")
    guest.button(guest.words.back).click()
    guest.message("Лифт починят").locator(".bubble").click(button="right")
    expect(guest.page.get_by_role("menuitem", name=guest.words.reply, exact=True)).to_be_visible()
    expect(guest.page.get_by_role("menuitem", name=said(guest).comment, exact=True)).to_have_count(0)
