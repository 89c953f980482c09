"""Fingers and the mouse on the list: a pull marks as read or archives, with a way back; a drag orders pinned chats."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN


def pull(person: Person, row: Locator, by: float) -> None:
    """Put a finger on the middle of a row, go aside by so many pixels, and lift it."""
    box = row.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = person.context.new_cdp_session(person.page)

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    for step in range(1, 9):
        send("touchMove", {"x": x + by * step / 8, "y": y})
    send("touchEnd")


def test_a_pull_marks_as_read_and_archives_with_a_way_back(arrive: Arrive) -> None:
    phone, ivo = arrive(EN, phone=True), arrive(EN)
    phone.join("uma", "Uma")
    ivo.join("ivan", "Ivan")
    ivo.find("Uma")
    ivo.say("hello")
    row = phone.row("Ivan")
    expect(row.locator(".spoken")).to_contain_text("1 unread")
    pull(phone, row, 250)
    expect(row.locator(".spoken")).not_to_contain_text("unread")
    ivo.expect_tick("hello", EN.read)
    pull(phone, row, -200)
    archive = phone.page.get_by_role("button", name="Archive", exact=True)
    archive.click()
    expect(row).to_have_count(0)
    phone.button("Undo").click()
    expect(row).to_have_count(1)


def test_a_pinned_chat_goes_where_the_mouse_drags_it_and_escape_puts_it_back(arrive: Arrive) -> None:
    ada, max_ = arrive(EN), arrive(EN)
    ada.join("adah", "Adah")
    max_.join("maxime", "Maxime")
    ada.find("Maxime")
    ada.say("hello")
    for title in (EN.general, "Maxime"):
        ada.row(title).click(button="right")
        ada.page.get_by_role("menuitem", name="Pin to the top", exact=True).click()
        expect(ada.row(title).locator(".spoken")).to_contain_text("pinned")
    places = [ada.page.locator(f"ul.rows li[aria-posinset='{n}'] .title") for n in (1, 2)]
    expect(places[0]).to_have_text("Maxime")
    address = ada.page.url
    box = ada.row("Maxime").bounding_box()
    assert box is not None
    x, y = box["x"] + 100, box["y"] + 30

    def drag() -> None:
        """Press, and go down by a row; what follows the mouse is loaded with the first press."""
        ada.page.mouse.move(x, y)
        ada.page.mouse.down()
        for step in range(1_000):
            ada.page.mouse.move(x, y + 70 + step % 2)
            if ada.row("Maxime").locator("xpath=..").evaluate("li => li.style.translate !== ''"):
                return

    drag()
    ada.page.keyboard.press("Escape")
    ada.page.mouse.up()
    expect(places[0]).to_have_text("Maxime")
    assert ada.page.url == address
    drag()
    ada.page.mouse.up()
    expect(places[0]).to_have_text(EN.general)
    expect(places[1]).to_have_text("Maxime")
    assert ada.page.url == address
