"""People come by invite: made, handed over as a link, used, used up, revoked; and the code is nowhere to be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD, Person
from tests.e2e.served import Served
from tests.e2e.words import EN, RU

CREATE, READY, REVOKE = "Создать ссылку", "Ссылка готова", "Отозвать"


def make_link(owner: Person) -> str:
    """Make a link for one person, on the page of invites."""
    owner.button(CREATE).click()
    ready = owner.page.get_by_role("region", name=READY)
    expect(ready.get_by_role("img", name="QR-код ссылки")).to_be_visible()
    before = ready.locator(".link").inner_text()
    assert re.fullmatch(re.escape(owner.url) + r"/i#[\w-]{22}", before)
    return before


@pytest.fixture
def owner(arrive: Arrive) -> Person:
    """Who runs a server on which one registers by invite, at the page of invites."""
    owner = arrive(RU)
    if owner.ask("GET", "/server")["set_up"]:
        owner.ask("POST", "/sessions", login="vera", password=PASSWORD)
    else:
        owner.join("vera", "Вера")
    owner.ask("PATCH", "/server", registration="invite", name="Садовая")
    owner.page.goto(f"{owner.url}/people")
    owner.button("Пригласить людей").click()
    expect(owner.page).to_have_url(f"{owner.url}/settings/invites")
    return owner


def test_a_link_brings_somebody_in_once(arrive: Arrive, owner: Person, served: Served, pictures: Path | None) -> None:
    guest, late = arrive(EN, phone=True), arrive(EN)
    link = make_link(owner)
    code = link.split("#")[1]
    owner.picture(pictures, "invites")
    expect(owner.page.get_by_text("Зарегистрировались: 0 из 1")).to_be_visible()

    requests: list[str] = []
    guest.page.on("request", lambda request: requests.append(f"{request.url} {request.headers}"))
    guest.page.goto(link.replace(owner.url, guest.url))
    expect(guest.page.get_by_role("heading", name="Вера invites you")).to_be_visible()
    expect(guest.page.get_by_text("to “Садовая”")).to_be_visible()
    guest.picture(pictures, "invite-phone")
    # The code has left the address, and is there when the page is loaded again.
    expect(guest.page).to_have_url(f"{guest.url}/i")
    guest.page.reload()
    guest.button(EN.register).click()
    guest.page.reload()
    expect(guest.page.get_by_label("Invite code", exact=True)).to_have_value(code)
    guest.fill_account("gleb", "Глеб", EN.register)
    guest.list_shown()
    expect(guest.page).to_have_url(f"{guest.url}/")
    assert guest.page.evaluate("history.state") is None
    assert [request for request in requests if code in request] == []
    assert code not in served.output.read_text()

    late.page.goto(link.replace(owner.url, late.url))
    expect(late.page.get_by_role("heading", name="This invite has been used up")).to_be_visible()
    expect(late.page.get_by_text("Вера")).to_be_visible()
    expect(late.button(EN.register)).to_have_count(0)

    # Who is in already needs none.
    guest.page.goto(link.replace(owner.url, guest.url))
    guest.list_shown()
    owner.page.reload()
    expect(owner.page.get_by_text("Сейчас их нет")).to_be_visible()


def test_a_link_waits_for_the_network_and_ends_when_it_is_revoked(arrive: Arrive, owner: Person) -> None:
    guest = arrive(EN, lossy=True)
    code = make_link(owner).split("#")[1]
    guest.page.goto(f"{guest.url}/i")
    useless = guest.page.get_by_role("heading", name="This invite does not work")
    expect(useless).to_be_visible()

    guest.road.cut()
    guest.page.evaluate("code => { location.hash = code }", code)
    expect(guest.page.get_by_text("There is no connection.")).to_be_visible()
    expect(guest.page).to_have_url(f"{guest.url}/i")
    guest.road.mend()
    guest.button("Try again").click()
    expect(guest.page.get_by_role("heading", name="Вера invites you")).to_be_visible()

    owner.page.locator("li", has_text="Зарегистрировались: 0 из 1").get_by_role("button", name=REVOKE).click()
    owner.page.get_by_role("dialog").get_by_role("button", name=REVOKE, exact=True).click()
    expect(owner.page.get_by_text("Сейчас их нет")).to_be_visible()
    guest.page.reload()
    expect(useless).to_be_visible()
