"""The messenger without a mouse."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD, Person
from tests.e2e.words import EN, RU

FARTHEST = 20
"""Nothing that a story needs is further than so many presses of Tab."""


def tab_to(person: Person, goal: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until the goal has the focus."""
    expect(goal).to_be_visible()
    for _ in range(FARTHEST):
        if goal.evaluate("element => element === document.activeElement"):
            return
        person.page.keyboard.press(key)
    raise AssertionError(f"{goal} cannot be reached with Tab")


def test_signing_in_writing_and_changing_by_keys_alone(arrive: Arrive) -> None:
    greta, hans = arrive(EN), arrive(RU)
    greta.ask("POST", "/users", username="greta", password=PASSWORD, name="Greta")
    greta.context.clear_cookies()
    hans.join("hans", "Ганс")
    hans.find("Greta")
    hans.say("Привет")

    keys = greta.page.keyboard
    greta.page.goto(greta.url)
    tab_to(greta, greta.page.get_by_label(EN.login, exact=True))
    keys.type("greta")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    tab_to(greta, greta.row("Ганс"))
    keys.press("Enter")
    expect(greta.field).to_be_focused()
    keys.type("Hello by keys")
    keys.press("Enter")
    expect(hans.message("Hello by keys")).to_be_visible()

    keys.press("ArrowUp")
    expect(greta.field).to_have_value("Hello by keys")
    keys.press("Escape")
    expect(greta.field).to_have_value("")
    keys.press("ArrowUp")
    keys.press("End")
    keys.type(" alone")
    keys.press("Enter")
    expect(hans.message("Hello by keys alone")).to_contain_text(RU.edited)

    # Shift+Tab leads into the conversation; R answers the message that has the focus.
    keys.press("Shift+Tab")
    expect(greta.message("Hello by keys alone")).to_be_focused()
    keys.press("ArrowUp")
    expect(greta.message("Привет")).to_be_focused()
    keys.press("r")
    expect(greta.field).to_be_focused()
    keys.type("an answer")
    keys.press("Enter")
    expect(hans.message("an answer").locator(".quote")).to_contain_text("Привет")

    # Del asks first, and the safe answer has the focus.
    tab_to(greta, greta.message("an answer"), "Shift+Tab")
    keys.press("Delete")
    dialog = greta.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel", exact=True)).to_be_focused()
    tab_to(greta, dialog.get_by_role("button", name=EN.delete_for_all, exact=True))
    keys.press("Enter")
    expect(hans.message("an answer")).to_have_count(0)
    expect(greta.message("an answer")).to_have_count(0)

    tab_to(greta, greta.field)
    keys.press("F6")
    expect(greta.page.locator("nav :focus")).to_have_count(1)
    keys.press("F6")
    expect(greta.page.locator("aside :focus")).to_have_count(1)
    keys.press("Shift+F6")
    expect(greta.page.locator("nav :focus")).to_have_count(1)
    keys.press("Escape")
    expect(greta.page).to_have_url(f"{greta.url}/")
    expect(greta.row("Ганс")).to_be_focused()
