"""A person at the web client and people at clients of the older messengers talk in the general chat."""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.served import Served
from tests.e2e.words import RU
from tests.server.dialects.together import DIALECTS, Together


def test_what_older_clients_say_comes_to_the_browser_and_what_it_says_to_them(arrive: Arrive, served: Served) -> None:
    olga = arrive(RU, phone=True)
    olga.join("olga", "Ольга")
    with ExitStack() as stack:
        together = Together(served.url, stack)
        olga.open("Общий чат")
        for speaker in DIALECTS:
            together.speak(speaker, f"сказано через {speaker}")
            expect(olga.message(f"сказано через {speaker}")).to_be_visible()
            if speaker != "my_messenger":
                assert together.look("my_messenger") == f"сказано через {speaker}"
        olga.say("Всем привет")
        olga.expect_tick("Всем привет", RU.sent, RU.delivered, RU.read)
        assert {together.look(reader) for reader in DIALECTS} == {"Всем привет"}
