"""The client lives on the device: it opens without a network, and a new version of it waits until it is wanted."""

from __future__ import annotations

import signal
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import PATIENCE_MS, Arrive
from tests.e2e.person import Person
from tests.e2e.release import NEXT, make_release
from tests.e2e.served import Served
from tests.e2e.words import EN, RU


def settle(person: Person) -> None:
    """Wait until the client is on the device."""
    person.page.wait_for_function("() => navigator.serviceWorker.controller")


def test_without_a_network_everything_opens(arrive: Arrive, pictures: Path | None) -> None:
    zoe, yuri = arrive(EN, phone=True, lossy=True), arrive(RU, lossy=True)
    yuri.join("yuri", "Юрий")
    zoe.join("zoe", "Zoe")
    zoe.find("Юрий")
    zoe.say("one", "two")
    zoe.expect_tick("two", EN.sent, EN.delivered)
    zoe.to_list()
    zoe.open(EN.general)
    zoe.say("to everybody")
    zoe.expect_tick("to everybody", EN.sent, EN.delivered)
    settle(zoe)

    zoe.lose_network()
    zoe.page.goto(zoe.url)
    expect(zoe.page.get_by_role("heading", name="No network")).to_be_visible()
    expect(zoe.row("Юрий")).to_contain_text("two")
    zoe.open("Юрий")
    zoe.expect_texts(["one", "two"])
    zoe.say("three", "four")
    zoe.to_list()
    zoe.open(EN.general)
    zoe.say("still here")
    zoe.field.fill("not finished")
    # The tab is closed without a network and opened again: writing goes on where it was left.
    zoe.to_list()
    expect(zoe.row(EN.general)).to_contain_text("not finished")
    zoe.page.reload()
    expect(zoe.page.locator(".banner")).to_contain_text("3 messages are waiting")
    zoe.picture(pictures, "offline-start-phone")
    zoe.page.get_by_role("textbox", name="Search").fill("Юр")
    zoe.open("Юрий")
    zoe.expect_texts(["one", "two", "three", "four"])
    zoe.expect_tick("four", EN.queued)
    zoe.say("five")
    zoe.page.goto(f"{zoe.url}/settings")
    expect(zoe.page.get_by_role("link", name="Language")).to_be_visible()

    zoe.find_network()
    zoe.page.goto(zoe.url)
    yuri.open("Zoe")
    yuri.expect_texts(["one", "two", "three", "four", "five"])
    zoe.open(EN.general)
    expect(zoe.field).to_have_value("not finished")
    zoe.expect_tick("still here", EN.sent, EN.delivered, EN.read)


def test_people_are_asked_for_as_soon_as_there_is_a_network(arrive: Arrive, pictures: Path | None) -> None:
    zoe, yuri = arrive(EN, phone=True, lossy=True), arrive(RU, lossy=True)
    yuri.join("yuri-o", "Юрий Ом")
    zoe.join("zoe-o", "Zoe Ohm")
    for person, other, says in ((zoe, "Юрий Ом", "There is no connection."), (yuri, "Zoe Ohm", "Нет связи.")):
        settle(person)
        person.lose_network()
        person.page.goto(f"{person.url}/people")
        alert = person.page.get_by_role("alert").filter(has_text=says)
        expect(alert).to_be_visible()
        person.picture(pictures, f"people-offline-{person.words.locale}")
        person.find_network()
        expect(person.page.get_by_role("button", name=other)).to_be_visible()
        expect(alert).to_have_count(0)


def test_an_hour_of_writing_without_a_network(arrive: Arrive, served: Served) -> None:
    nora, pavel = arrive(EN, lossy=True), arrive(RU, phone=True, lossy=True)
    pavel.join("pavel", "Павел")
    nora.join("nora", "Nora")
    nora.find("Павел")
    nora.say("before")
    nora.expect_tick("before", EN.sent, EN.delivered)
    direct = nora.chat_id
    nora.open(EN.general)
    general = nora.chat_id
    settle(nora)

    nora.lose_network()
    written: dict[str, list[str]] = {direct: [], general: []}
    for spell in range(5):
        for chat, title in ((direct, "Павел"), (general, EN.general)):
            nora.open(title)
            texts = [f"{title} {spell}.{n}" for n in range(6)]
            nora.say(*texts)
            written[chat] += texts
        match spell:
            case 1:
                nora.page.reload()
                expect(nora.field).to_be_visible()
            case 3:
                nora.kill_tab()
                expect(nora.field).to_be_visible()
    nora.page.goto(f"{nora.url}/outbox")
    expect(nora.page.locator("aside li")).to_have_count(60)
    nora.page.locator("aside li").nth(7).get_by_role("button", name="Do not send").click()
    expect(nora.page.locator("aside li")).to_have_count(59)
    del written[general][1]

    # The network is back, and the server dies and comes back while the messages leave.
    nora.find_network()
    served.kill()
    served.start()
    expect(nora.page.get_by_text("Everything has been sent")).to_be_visible()
    for chat, texts in written.items():
        assert [message["text"] for message in nora.history(chat) if message["text"] in texts] == texts
        everything = [message["text"] for message in nora.history(chat) if message.get("text")]
        assert len(everything) == len(set(everything))


def test_nothing_of_the_server_s_answers_is_kept_by_the_service_worker(arrive: Arrive) -> None:
    vera = arrive(EN)
    vera.join("vera", "Vera")
    settle(vera)
    vera.page.reload()
    vera.list_shown()
    kept: list[str] = vera.page.evaluate(
        """async () => {
          const names = await caches.keys()
          const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
          return all.flat().map((request) => new URL(request.url).pathname)
        }"""
    )
    assert "/index.html" in kept
    assert [path for path in kept if path.startswith(("/api", "/docs"))] == []


def test_a_new_version_waits_until_it_is_wanted(
    arrive: Arrive, served: Served, client: Path, tmp_path: Path, pictures: Path | None
) -> None:
    anton = arrive(RU, lossy=True)
    anton.join("anton", "Антон")
    settle(anton)
    anton.open(RU.general)
    anton.field.fill("черновик")
    other = anton.context.new_page()
    other.goto(anton.url)
    expect(other.get_by_role("heading", name=RU.chats, exact=True)).to_be_visible()

    served.end(signal.SIGTERM)
    served.client = make_release(client.parent, tmp_path / "web")
    served.start()
    button = anton.page.get_by_role("button", name="Обновить", exact=True)
    expect(button).to_be_visible()
    anton.picture(pictures, "update-ready")
    # The old version works on, its parts that were not loaded yet included.
    expect(anton.field).to_have_value("черновик")
    anton.say("старая версия пишет новому серверу")
    anton.expect_tick("старая версия пишет новому серверу", RU.sent, RU.delivered)
    anton.field.fill("ещё черновик")
    expect(anton.page.locator(NEXT)).to_have_count(0)

    other.get_by_role("button", name="Обновить", exact=True).click()
    # The browser lets the old worker come to rest first, half a minute long if it is busy.
    expect(other.locator(NEXT)).to_be_visible(timeout=2 * PATIENCE_MS)
    # This tab has something unfinished in its field, so it is asked.
    expect(button).to_be_visible()
    expect(anton.field).to_have_value("ещё черновик")
    button.click()
    expect(anton.page.locator(NEXT)).to_be_visible(timeout=2 * PATIENCE_MS)
    expect(anton.field).to_have_value("ещё черновик")
    expect(button).to_have_count(0)
