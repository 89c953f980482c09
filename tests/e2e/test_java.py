"""Somebody in a browser and somebody at the Java console talk, also while the server is away."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.java_console import JavaConsole
from tests.e2e.served import Served
from tests.e2e.words import RU


def test_browser_and_java_talk_through_a_restart_of_the_server(
    arrive: Arrive, served: Served, jar: Path, tmp_path: Path
) -> None:
    olga = arrive(RU, lossy=True)
    olga.join("olga", "Ольга")
    console = JavaConsole(jar, tmp_path / "java")
    console.register(served.url, "anna")
    with console.talk("@olga") as anna:
        anna.hear("-- Connected.")
        anna.write("Hello from Java")
        olga.open("anna")
        expect(olga.message("Hello from Java")).to_be_visible()
        olga.say("Привет из браузера")
        anna.hear("Привет из браузера")

        served.kill()
        anna.hear("-- The connection is gone")
        anna.write("written without a server")
        olga.say("и я пишу")
        olga.expect_tick("и я пишу", RU.queued)
        served.start()

        # What was missed comes before the word that all of it is here: whoever connects first decides the order.
        anna.hear("-- Connected.", "и я пишу")
        expect(olga.message("written without a server")).to_be_visible()
        olga.expect_tick("и я пишу", RU.sent, RU.delivered, RU.read)
    texts = [message["text"] for message in olga.history(olga.chat_id)]
    assert texts[:2] == ["Hello from Java", "Привет из браузера"]
    assert sorted(texts[2:]) == ["written without a server", "и я пишу"]
    olga.expect_texts(texts)
