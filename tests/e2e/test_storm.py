"""Hundreds of messages while networks go, servers die and tabs are killed: none lost, none doubled, all in order."""

from __future__ import annotations

import os
import random

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.served import Served
from tests.e2e.words import EN, RU

MESSAGES = int(os.environ.get("MOLVA_STORM_MESSAGES", "200"))
RUN = 10
"""So many are written at once; then something breaks or comes back."""


def write_on(person: Person, texts: list[str]) -> None:
    """Write messages as quickly as the page takes them."""
    for text in texts:
        person.field.fill(text)
        person.button(person.words.send).click()


def test_messages_through_a_storm(arrive: Arrive, served: Served) -> None:
    chance = random.Random(200)
    writer, reader = arrive(EN, lossy=True), arrive(RU, phone=True, lossy=True)
    reader.join("rita", "Рита")
    writer.join("will", "Will")
    writer.find("Рита")
    reader.find("Will")
    texts = [f"message {n}" for n in range(1, MESSAGES + 1)]
    for start in range(0, MESSAGES, RUN):
        write_on(writer, texts[start : start + RUN])
        match chance.choice(["network", "server", "reload", "kill", "reader"]):
            case "network":
                writer.lose_network()
                writer.find_network()
            case "server":
                served.kill()
                served.start()
            case "reload":
                writer.page.reload()
                expect(writer.field).to_be_visible()
            case "kill":
                writer.kill_tab()
                expect(writer.field).to_be_visible()
            case _:
                reader.road.cut()
                reader.road.mend()
    writer.expect_tick(texts[-1], EN.read)
    stored = [message["text"] for message in reader.history(reader.chat_id)]
    assert stored == texts
    for person in (writer, reader):
        seen = person.texts()
        assert seen == texts[-len(seen) :]
