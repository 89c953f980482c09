"""What stands before the messenger: a server that is away, a client that is too old, and the first steps inside."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.test_offline import settle
from tests.e2e.words import EN, RU


def test_a_page_before_a_server_that_is_away_goes_on_by_itself(arrive: Arrive, pictures: Path | None) -> None:
    vera, ilya = arrive(RU, phone=True), arrive(EN, lossy=True)
    # The first to come sets the server up.
    vera.join("vera", "Вера")
    ilya.page.goto(ilya.url)
    expect(ilya.button(EN.sign_in)).to_be_visible()
    settle(ilya)
    ilya.road.cut()
    ilya.page.reload()
    expect(ilya.page.get_by_role("heading", name="The server does not answer")).to_be_visible()
    expect(ilya.page.get_by_text("Next try in")).to_be_visible()
    ilya.picture(pictures, "server-away")
    ilya.road.mend()
    expect(ilya.button(EN.sign_in)).to_be_visible()


def test_a_client_that_is_too_old_says_so(arrive: Arrive) -> None:
    olga = arrive(RU)
    olga.join("olga", "Ольга")
    # A newer version of the client has been here: what it wrote, this one cannot read.
    olga.page.evaluate(
        """async () => {
          const mine = (await indexedDB.databases()).find(({ name }) => name.startsWith('molva-'))
          await new Promise((done, fail) => {
            const asked = indexedDB.open(mine.name, 99)
            asked.onblocked = () => fail(new Error('the client holds on to its database'))
            asked.onsuccess = () => done(asked.result.close())
          })
        }"""
    )
    olga.page.reload()
    expect(olga.page.get_by_role("heading", name="Нужна новая версия")).to_be_visible()
    expect(olga.button("Обновить")).to_be_visible()


def test_the_first_steps_lead_somewhere_and_stay_away_once_put_aside(arrive: Arrive, pictures: Path | None) -> None:
    ada, max_ = arrive(EN), arrive(RU, phone=True)
    ada.join("ada", "Ada")
    max_.join("max", "Максим")
    max_.picture(pictures, "first-steps-phone")
    aside = max_.button("Отложить: Написать кому-нибудь")
    aside.click()
    expect(aside).to_have_count(0)
    max_.page.reload()
    expect(max_.row(RU.general)).to_be_visible()
    expect(aside).to_have_count(0)

    steps = ada.page.get_by_role("region", name="First steps")
    ada.picture(pictures, "first-steps")
    steps.get_by_role("button", name="Write to somebody", exact=False).first.click()
    ada.page.get_by_role("textbox", name=EN.find_person).fill("Максим")
    ada.page.get_by_role("dialog").get_by_role("button", name="Максим").click()
    expect(ada.field).to_be_visible()
    expect(steps).to_have_count(0)
