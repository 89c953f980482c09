"""Blocks and reports: who disturbs is reported, blocked and banned, sees why nothing can be sent, and is let back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU


def bar(person: Person, text: str) -> Locator:
    """What stands instead of the field."""
    return person.page.get_by_role("status").filter(has_text=text)


def item(person: Person, name: str) -> Locator:
    """A button of the open dialog."""
    return person.page.get_by_role("dialog").get_by_role("button", name=name, exact=True)


def reports_of(person: Person) -> None:
    """Open the page of those who run the server."""
    person.page.goto(f"{person.url}/settings/reports")


def test_who_disturbs_is_reported_blocked_banned_and_let_back(arrive: Arrive, pictures: Path | None) -> None:
    owner, anna, boris = arrive(EN), arrive(RU), arrive(EN, phone=True)
    owner.join("owner", "Olivia")
    anna.join("anna", "Анна")
    boris.join("boris", "Boris")

    # Nobody but who runs the server sees reports.
    reports_of(boris)
    expect(boris.page.get_by_text("Reports are for those who run the server")).to_be_visible()
    boris.picture(pictures, "reports-not-yours-phone")
    boris.page.goto(boris.url)
    boris.find("Анна")
    boris.say("send me your code")

    anna.open("Boris")
    anna.choose("send me your code", "Пожаловаться…")
    anna.page.get_by_role("dialog").get_by_label("Мошенничество").check()
    anna.page.get_by_role("dialog").get_by_role("textbox").fill("Просит код из СМС")
    anna.picture(pictures, "report")
    item(anna, "Пожаловаться").click()
    expect(anna.page.get_by_role("dialog")).to_contain_text("Жалоба отправлена")
    item(anna, "Заблокировать: Boris").click()
    expect(anna.page.get_by_role("dialog")).to_contain_text("Вы заблокировали этого человека")
    item(anna, "Готово").click()
    expect(bar(anna, "Вы заблокировали этого человека: Boris")).to_be_visible()
    expect(anna.field).to_have_count(0)
    anna.picture(pictures, "bar-blocked")

    # A second report of the same person is refused in words, and nothing is lost of what was written.
    anna.choose("send me your code", "Пожаловаться…")
    anna.page.get_by_role("dialog").get_by_role("textbox").fill("Ещё раз")
    item(anna, "Пожаловаться").click()
    expect(anna.page.get_by_role("alert")).to_contain_text("Вы уже пожаловались")
    expect(anna.page.get_by_role("dialog").get_by_role("textbox")).to_have_value("Ещё раз")
    anna.page.keyboard.press("Escape")
    expect(anna.page.get_by_role("dialog")).to_have_count(0)

    # Whoever is blocked is told no more than that nothing is accepted, and may try again.
    boris.field.fill("hello?")
    boris.button(EN.send).click()
    expect(bar(boris, "Анна does not accept messages from you.")).to_be_visible()
    boris.picture(pictures, "bar-refused-phone")
    bar(boris, "does not accept").get_by_role("button", name="Try again").click()
    expect(bar(boris, "Анна does not accept messages from you.")).to_be_visible()
    anna.button("Разблокировать").click()
    expect(anna.field).to_be_visible()
    bar(boris, "does not accept").get_by_role("button", name="Try again").click()
    expect(anna.message("hello?")).to_be_visible()
    expect(boris.field).to_be_visible()

    # The owner sees who, why and what was said, and bans for a day.
    reports_of(owner)
    card = owner.page.get_by_role("region", name="Boris")
    for told in ("Fraud", "send me your code", "Просит код из СМС", "Анна"):
        expect(card).to_contain_text(told)
    card.get_by_role("button", name="Ban…").click()
    owner.picture(pictures, "ban")
    item(owner, "Ban").click()
    expect(owner.page.get_by_text("There are no open reports")).to_be_visible()
    expect(owner.page.get_by_role("region", name="What was done")).to_contain_text("Boris: banned until")
    owner.picture(pictures, "reports-closed")
    expect(bar(boris, "Because of reports you cannot send messages until")).to_be_visible()
    expect(bar(boris, "turn to the owner of this server")).to_be_visible()
    expect(boris.field).to_have_count(0)
    boris.picture(pictures, "bar-banned-phone")
    owner.page.get_by_text("Closed reports: 1").click()
    card.get_by_role("button", name="Lift the ban").click()
    expect(boris.field).to_be_visible()
    boris.say("sorry")
    expect(anna.message("sorry")).to_be_visible()

    # A name for oneself stands wherever the person's own would.
    anna.page.goto(f"{anna.page.url}/info")
    anna.button("Добавить в контакты").click()
    anna.button("Имя для себя…").click()
    anna.page.get_by_role("dialog").get_by_role("textbox").fill("Боря с рынка")
    item(anna, RU.save).click()
    expect(anna.row("Боря с рынка")).to_be_visible()
    expect(anna.page.get_by_text("Собственное имя: Boris")).to_be_visible()
    anna.picture(pictures, "own-name")
