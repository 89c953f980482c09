"""The messenger without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD, Person
from tests.e2e.words import EN, RU

FARTHEST = 20
"""Nothing that a story needs is further than so many presses of Tab."""
IN_SIGHT = """() => {
  const focused = document.activeElement
  if (!focused || focused === document.body) return false
  // One types where the caret is, and a heading is read from.
  if (focused.matches('input, textarea, [tabindex="-1"]:not(button, a)')) return true
  const ring = (one) => one && getComputedStyle(one).outlineStyle !== 'none'
  return focused.matches(':focus-visible') && [focused, focused.querySelector('.bubble')].some(ring)
}"""
"""Is something focused, and does it show?"""


def press(person: Person, key: str) -> None:
    """Press a key; afterwards the focus is somewhere, and seen."""
    person.page.keyboard.press(key)
    person.page.wait_for_function(IN_SIGHT)


def tab_to(person: Person, goal: Locator, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until the goal has the focus."""
    expect(goal).to_be_visible()
    for _ in range(FARTHEST):
        if goal.evaluate("element => element === document.activeElement"):
            return
        press(person, key)
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
    press(greta, "Tab")
    keys.type(PASSWORD)
    press(greta, "Enter")
    tab_to(greta, greta.row("Ганс"))
    press(greta, "Enter")
    expect(greta.field).to_be_focused()
    keys.type("Hello by keys")
    press(greta, "Enter")
    expect(hans.message("Hello by keys")).to_be_visible()

    press(greta, "ArrowUp")
    expect(greta.field).to_have_value("Hello by keys")
    press(greta, "Escape")
    expect(greta.field).to_have_value("")
    press(greta, "ArrowUp")
    press(greta, "End")
    keys.type(" alone")
    press(greta, "Enter")
    expect(hans.message("Hello by keys alone")).to_contain_text(RU.edited)

    # Shift+Tab leads into the conversation; R answers the message that has the focus.
    tab_to(greta, greta.message("Hello by keys alone"), "Shift+Tab")
    press(greta, "ArrowUp")
    expect(greta.message("Привет")).to_be_focused()
    press(greta, "r")
    expect(greta.field).to_be_focused()
    keys.type("an answer")
    press(greta, "Enter")
    expect(hans.message("an answer").locator(".quote")).to_contain_text("Привет")

    # Del asks first, and the safe answer has the focus.
    tab_to(greta, greta.message("an answer"), "Shift+Tab")
    press(greta, "Delete")
    dialog = greta.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel", exact=True)).to_be_focused()
    tab_to(greta, dialog.get_by_role("button", name=EN.delete_for_all, exact=True), "Shift+Tab")
    press(greta, "Enter")
    expect(hans.message("an answer")).to_have_count(0)
    expect(greta.message("an answer")).to_have_count(0)

    tab_to(greta, greta.field)
    press(greta, "F6")
    expect(greta.page.locator("nav :focus")).to_have_count(1)
    press(greta, "F6")
    expect(greta.page.locator("aside :focus")).to_have_count(1)
    press(greta, "Shift+F6")
    expect(greta.page.locator("nav :focus")).to_have_count(1)
    press(greta, "Escape")
    expect(greta.page).to_have_url(f"{greta.url}/")
    expect(greta.row("Ганс")).to_be_focused()


def test_finding_reacting_pinning_copying_and_leaving_by_keys_alone(arrive: Arrive) -> None:
    lotte, jan = arrive(EN), arrive(RU)
    lotte.join("lotte", "Lotte")
    jan.join("jan", "Ян")
    jan.find("Lotte")
    jan.say("Раз", "Два")
    expect(lotte.row("Ян")).to_be_visible()

    # The quick switcher leads to the chat, by the other layout too.
    keys = lotte.page.keyboard
    press(lotte, "Control+k")
    keys.type("zy")
    expect(lotte.page.get_by_role("option").first).to_contain_text("Ян")
    press(lotte, "Enter")
    expect(lotte.field).to_be_focused()

    # On a message a digit reacts, and Enter opens its menu, where a letter chooses.
    tab_to(lotte, lotte.message("Два"), "Shift+Tab")
    press(lotte, "1")
    expect(jan.message("Два").get_by_role("button", name=re.compile("^👍"))).to_be_visible()
    press(lotte, "Enter")
    expect(lotte.page.get_by_role("menuitem").first).to_be_focused()
    press(lotte, "p")
    expect(lotte.page.get_by_role("menuitem", name=EN.pin, exact=True)).to_be_focused()
    press(lotte, "Enter")
    expect(lotte.message("Два")).to_be_focused()
    expect(jan.page.get_by_role("region", name=RU.pins)).to_contain_text("Два")

    # Space selects; what is selected is copied, and the focus is where one was.
    press(lotte, "Space")
    press(lotte, "ArrowUp")
    press(lotte, "Space")
    copy = lotte.page.get_by_role("toolbar").get_by_role("button", name="Copy", exact=True)
    tab_to(lotte, copy, "Shift+Tab")
    press(lotte, "Enter")
    expect(lotte.page.get_by_text("Copied")).to_be_visible()
    expect(lotte.page.get_by_role("toolbar")).to_have_count(0)

    press(lotte, "Control+,")
    tab_to(lotte, lotte.page.get_by_role("link", name="Appearance", exact=True))
    press(lotte, "Enter")
    expect(lotte.page.get_by_role("heading", name="Appearance", exact=True)).to_be_focused()
    tab_to(lotte, lotte.page.get_by_role("radio", name="System"))
    press(lotte, "ArrowRight")
    press(lotte, "ArrowRight")
    press(lotte, "Space")
    expect(lotte.page.locator(":root[data-theme=dark]")).to_have_count(1)

    tab_to(lotte, lotte.page.get_by_role("link", name="Profile", exact=True), "Shift+Tab")
    press(lotte, "Enter")
    tab_to(lotte, lotte.button(EN.sign_out))
    press(lotte, "Enter")
    expect(lotte.button("Cancel")).to_be_focused()
    tab_to(lotte, lotte.page.get_by_role("dialog").get_by_role("button", name=EN.sign_out, exact=True))
    press(lotte, "Enter")
    expect(lotte.page.get_by_role("heading", name="Welcome back")).to_be_focused()
