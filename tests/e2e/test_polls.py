"""Polls: made with the keyboard, answered by two people, without a network too; a quiz; and closed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person, in_both
from tests.e2e.words import EN, RU


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the screen says of polls."""

    attach: str
    poll: str
    question: str
    option: str
    quiz: str
    anonymous: str
    explanation: str
    retract: str
    close: str
    voters: str


said: Final = in_both(
    en=Said(
        attach="Attach",
        poll="Poll",
        question="Question",
        option="Option",
        quiz="Quiz",
        anonymous="Anonymous voting",
        explanation="Explanation",
        retract="Retract vote",
        close="Close the poll",
        voters="Who voted",
    ),
    ru=Said(
        attach="Прикрепить",
        poll="Опрос",
        question="Вопрос",
        option="Вариант",
        quiz="Викторина",
        anonymous="Анонимное голосование",
        explanation="Пояснение",
        retract="Отозвать голос",
        close="Завершить опрос",
        voters="Кто голосовал",
    ),
)


def poll(person: Person, question: str) -> Locator:
    """The message that asks."""
    return person.page.locator("article", has=person.page.locator(".question", has_text=question))


def ask(person: Person, question: str, *options: str, switches: tuple[str, ...] = ()) -> None:
    """Make a poll, going from one option to the next with Enter."""
    words = said(person)
    person.button(words.attach).click()
    person.page.get_by_role("menuitem", name=words.poll, exact=True).click()
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name=words.question, exact=True).fill(question)
    dialog.get_by_role("textbox", name=f"{words.option} 1", exact=True).focus()
    for option in options:
        person.page.keyboard.type(option)
        person.page.keyboard.press("Enter")
    for switch in switches:
        dialog.get_by_role("switch", name=switch).click()


def send(person: Person) -> None:
    """Send what was made."""
    dialog = person.page.get_by_role("dialog")
    dialog.get_by_role("button", name=person.words.send, exact=True).click()
    expect(dialog).to_be_hidden()


def share(person: Person, question: str, option: str) -> Locator:
    """The percentage of an option."""
    return poll(person, question).locator("li", has_text=option).locator(".share")


def test_people_are_asked_and_answer(arrive: Arrive) -> None:
    olya, oleg = arrive(RU), arrive(EN)
    olya.join("olya", "Оля")
    oleg.join("oleg", "Oleg")
    olya.find("Oleg")
    ask(olya, "Куда едем?", "На озеро", "В лес")
    # The second option goes first, by key.
    olya.page.get_by_role("textbox", name=f"{said(olya).option} 2", exact=True).focus()
    olya.page.keyboard.press("Alt+Shift+ArrowUp")
    send(olya)
    expect(oleg.row("Оля")).to_contain_text("Poll: Куда едем?")
    oleg.open("Оля")

    # Before one has answered nothing tells how others did.
    expect(poll(oleg, "Куда едем?").get_by_role("radio")).to_have_text(["В лес", "На озеро"])
    poll(olya, "Куда едем?").get_by_role("radio", name="В лес").click()
    expect(share(olya, "Куда едем?", "В лес")).to_have_text(re.compile("100"))
    expect(poll(oleg, "Куда едем?")).to_contain_text("1 vote")
    expect(share(oleg, "Куда едем?", "В лес")).to_have_count(0)
    poll(oleg, "Куда едем?").get_by_role("radio", name="На озеро").click()
    expect(share(oleg, "Куда едем?", "В лес")).to_have_text(re.compile("50"))
    expect(share(olya, "Куда едем?", "На озеро")).to_have_text(re.compile("50"))
    expect(poll(oleg, "Куда едем?")).to_be_focused()

    # Taken back and given anew without a network: there at once, and later for everybody, also after a new start.
    oleg.lossy = True
    oleg.lose_network()
    poll(oleg, "Куда едем?").locator(".bubble").click(button="right")
    oleg.page.get_by_role("menuitem", name=said(oleg).retract, exact=True).click()
    poll(oleg, "Куда едем?").get_by_role("radio", name="В лес").click()
    expect(share(oleg, "Куда едем?", "В лес")).to_have_text(re.compile("100"))
    oleg.kill_tab()
    expect(share(oleg, "Куда едем?", "В лес")).to_have_text(re.compile("100"))
    expect(share(olya, "Куда едем?", "В лес")).to_have_text(re.compile("50"))
    oleg.find_network()
    expect(share(olya, "Куда едем?", "В лес")).to_have_text(re.compile("100"))

    poll(olya, "Куда едем?").locator(".bubble").click(button="right")
    olya.page.get_by_role("menuitem", name=said(olya).close, exact=True).click()
    olya.page.get_by_role("dialog").get_by_role("button", name=said(olya).close, exact=True).click()
    expect(poll(oleg, "Куда едем?")).to_contain_text("Final results")


def test_a_quiz_tells_what_was_right_and_names_tell_who_chose_it(arrive: Arrive) -> None:
    vera, gleb = arrive(RU), arrive(EN)
    vera.join("vera", "Вера")
    gleb.join("gleb", "Gleb")
    gleb.find("Вера")
    ask(gleb, "2 + 2?", "3", "4", switches=(said(gleb).quiz, said(gleb).anonymous))
    gleb.page.get_by_role("dialog").get_by_role("button", name=EN.send, exact=True).click()
    expect(gleb.page.get_by_role("alert")).to_be_visible()
    gleb.page.get_by_role("dialog").get_by_role("radio").nth(1).check()
    gleb.page.get_by_role("textbox", name=said(gleb).explanation).fill("Count your fingers")
    send(gleb)

    vera.open("Gleb")
    expect(poll(vera, "2 + 2?")).not_to_contain_text("Count your fingers")
    poll(vera, "2 + 2?").get_by_role("radio", name="3").click()
    expect(poll(vera, "2 + 2?")).to_contain_text("Count your fingers")
    expect(poll(vera, "2 + 2?").locator("li.right")).to_contain_text("4")
    expect(poll(vera, "2 + 2?").locator("li.wrong")).to_contain_text("3")
    poll(vera, "2 + 2?").get_by_role("button", name=said(vera).voters, exact=True).click()
    expect(vera.page.get_by_role("dialog").get_by_text("Вера")).to_be_visible()
