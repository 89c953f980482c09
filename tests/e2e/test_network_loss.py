"""The network goes, or the server dies: nothing is lost, doubled or out of order."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.served import Served
from tests.e2e.words import EN, RU


def expect_one_truth(*people: Person) -> None:
    """Wait until all show what the server has, in its order."""
    for person in people:
        history = person.history(person.chat_id)
        person.expect_texts([message["text"] for message in history])


def expect_in_order(person: Person, texts: list[str]) -> None:
    """Compare with the server: each of these once, in this order."""
    stored = [message["text"] for message in person.history(person.chat_id)]
    assert [text for text in stored if text in texts] == texts


def test_without_network_both_go_on_writing(arrive: Arrive, pictures: Path | None) -> None:
    eve, ivan = arrive(EN, phone=True, lossy=True), arrive(RU, lossy=True)
    eve.join("eve", "Eve")
    ivan.join("ivan", "Иван")
    eve.find("Иван")
    eve.say("before")
    ivan.open("Eve")
    eve.expect_tick("before", EN.read)

    eve.lose_network()
    expect(eve.field).to_have_attribute("placeholder", "Message (will be sent later)")
    mine = [f"offline {n}" for n in range(1, 6)]
    eve.say(*mine)
    eve.expect_tick("offline 5", EN.queued)
    eve.picture(pictures, "lost-queued-phone")
    eve.to_list()
    expect(eve.page.locator(".banner")).to_contain_text(EN.offline)
    expect(eve.page.locator(".banner")).to_contain_text("5 messages are waiting")
    eve.picture(pictures, "lost-banner-phone")
    eve.open("Иван")
    theirs = [f"здесь {n}" for n in range(1, 4)]
    ivan.say(*theirs)
    ivan.expect_tick("здесь 3", RU.sent)

    eve.find_network()
    eve.expect_tick("offline 5", EN.read)
    assert eve.texts() == ["before", *theirs, *mine]
    expect_one_truth(eve, ivan)
    expect_in_order(eve, mine)
    expect_in_order(ivan, theirs)


def test_without_server_both_go_on_writing(arrive: Arrive, served: Served, pictures: Path | None) -> None:
    olga, sam = arrive(RU, lossy=True), arrive(EN, phone=True, lossy=True)
    olga.join("olga", "Ольга")
    sam.join("sam", "Sam")
    olga.find("Sam")
    olga.say("до")
    sam.open("Ольга")
    olga.expect_tick("до", RU.read)

    served.kill()
    mine, theirs = [f"без связи {n}" for n in range(1, 6)], [f"no server {n}" for n in range(1, 6)]
    olga.say(*mine)
    sam.say(*theirs)
    expect(olga.page.locator(".banner")).to_contain_text(RU.unreachable.rstrip("."))
    olga.picture(pictures, "lost-server")
    olga.expect_texts(["до", *mine])
    olga.expect_tick("без связи 5", RU.queued)

    served.start()
    # What was written outlives the tab.
    olga.page.reload()
    olga.expect_tick("без связи 5", RU.read)
    sam.expect_tick("no server 5", EN.read)
    expect_one_truth(olga, sam)
    expect_in_order(olga, mine)
    expect_in_order(sam, theirs)


def test_what_was_sent_as_the_page_ended_is_sent_by_the_next(arrive: Arrive) -> None:
    tanya, ben = arrive(RU, phone=True), arrive(EN)
    tanya.join("tanya", "Таня")
    ben.join("ben", "Ben")
    tanya.find("Ben")
    texts = [f"и ушла {n}" for n in range(1, 6)]
    for text in texts:
        tanya.field.fill(text)
        # The page's worker ends with it, before it has heard anything.
        tanya.button(RU.send).evaluate("(send) => { Worker.prototype.postMessage = () => {}; send.click() }")
        tanya.page.reload()
        tanya.expect_tick(text, RU.sent, RU.delivered)
        expect(tanya.field).to_have_value("")
    ben.open("Таня")
    tanya.expect_tick(texts[-1], RU.read)
    expect_one_truth(tanya, ben)
    expect_in_order(ben, texts)
