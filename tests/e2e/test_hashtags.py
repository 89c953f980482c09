"""What a hashtag in a text leads to, and the name of a public chat."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.test_groups import create_group
from tests.e2e.words import RU


def test_a_hashtag_is_looked_for_and_a_public_chat_looked_at(arrive: Arrive) -> None:
    owner = arrive(RU)
    owner.join("tanya", "Таня")
    made = owner.ask("POST", "/chats", chat_id="01900000-0000-7000-8000-0000000da0e0", name="Рассада")
    owner.ask("PUT", f"/chats/{made['chat']['id']}/address", address="seedlings")
    create_group(owner, "Дача")
    texts = ["Едем, #дача и №7", "Другое", "Снова #Дача", "Все в @seedlings, `#код` и #1"]
    for text in texts:
        owner.say(text)
    expect(owner.button("#1")).to_have_count(0)
    expect(owner.button("#код")).to_have_count(0)
    owner.button("#Дача").click()
    field = owner.page.get_by_role("search", name="Поиск в чате").get_by_role("textbox")
    expect(field).to_have_value("#Дача")
    expect(owner.page.get_by_text("1 из 2")).to_be_visible()
    owner.page.keyboard.press("Escape")
    owner.button("@seedlings").click()
    # Who is in it is led straight there.
    expect(owner.page.get_by_role("heading", name="Рассада")).to_be_visible()
