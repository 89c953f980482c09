"""A person in front of a browser: what they see, what they do, and what the browser complained about."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, expect

from tests.e2e.road import Road
from tests.e2e.words import EN, RU, Words

S = TypeVar("S")

PASSWORD: Final = "correct horse battery staple"
PHONE: Final = (390, 844)
DESKTOP: Final = (1440, 900)
REFUSED: Final = "Failed to load resource: the server responded with a status of 4"
"""Chromium's own word on a refused request, a wrong password for one; the page tells its reader in words."""
NETWORK: Final = re.compile(r"net::ERR_|WebSocket connection to|Failed to load resource")
"""What Chromium itself says of a request that found no server."""


@dataclass
class Person:
    """One browser context with one tab."""

    context: BrowserContext
    page: Page
    words: Words
    phone: bool
    road: Road
    lossy: bool = False
    """Is the network or the server taken away in this story? Then failed requests are no complaint."""
    complaints: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where this person finds the server."""
        return self.road.url

    def watch(self) -> None:
        """Write down every error of the console and every exception, in the tab and its workers."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"exception: {error.stack or error}"))
        self.page.on("crash", lambda _: self.complaints.append("the tab crashed"))

    def kill_tab(self) -> None:
        """Close the tab without a word to the page, and open another one at the same address."""
        address = self.page.url
        self.page.close(run_before_unload=False)
        self.page = self.context.new_page()
        self.watch()
        self.page.goto(address)

    def complain_about(self, text: str) -> None:
        """Take it for an error when this text is shown, however briefly; holds from the next page on."""
        self.page.add_init_script(
            f"""new MutationObserver(() => {{
              if (document.body?.innerText.includes({json.dumps(text)})) console.error('shown:', {json.dumps(text)})
            }}).observe(document, {{ subtree: true, childList: true, characterData: true }})"""
        )

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if message.text.startswith(REFUSED) or (self.lossy and NETWORK.search(message.text)):
            return
        self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    # --- Accounts ---------------------------------------------------------------------------------------------

    def fill_account(self, username: str, name: str, submit: str) -> None:
        """Fill the form of a new account and send it."""
        self.page.get_by_label(self.words.name, exact=True).fill(name)
        self.page.get_by_label(self.words.username, exact=True).fill(username)
        self.page.get_by_label(self.words.password, exact=True).fill(PASSWORD)
        self.button(submit).click()

    def join(self, username: str, name: str) -> None:
        """Register without the form, and open the messenger."""
        language = self.words.locale[:2]
        self.ask("POST", "/users", username=username, password=PASSWORD, name=name, language=language)
        self.page.goto(self.url)
        self.list_shown()

    def list_shown(self) -> None:
        """Wait until the list of chats stands there, connected."""
        expect(self.page.get_by_role("heading", name=self.words.chats, exact=True)).to_be_visible()

    def ask(self, method: str, path: str, **fields: object) -> Any:
        """Ask the server over HTTP with this browser's cookie; the answer's JSON."""
        answer = self.context.request.fetch(
            f"{self.url}/api/v1{path}",
            method=method,
            headers={"Origin": self.url, "Content-Type": "application/json"},
            data=json.dumps(fields) if fields else None,
        )
        assert answer.ok, answer.text()
        return answer.json()

    def lose_network(self) -> None:
        """Cut this person off; their browser knows that it has no network."""
        self.context.set_offline(True)
        self.road.cut()

    def find_network(self) -> None:
        """Let this person's browser have a network again."""
        self.road.mend()
        self.context.set_offline(False)

    # --- Chats ------------------------------------------------------------------------------------------------

    def button(self, name: str) -> Locator:
        """The button of that name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def row(self, title: str) -> Locator:
        """A chat in the list."""
        return self.page.locator("ul.rows a", has=self.page.locator(".title", has_text=title))

    def to_list(self) -> None:
        """Go back to the list; where it is always there, do nothing."""
        if self.phone and self.button(self.words.back).is_visible():
            self.button(self.words.back).click()

    def open(self, title: str) -> None:
        """Open a chat of the list."""
        self.to_list()
        self.row(title).click()
        expect(self.page.locator("main h1")).to_contain_text(title)
        expect(self.field).to_be_visible()

    def find(self, name: str) -> None:
        """Begin a chat with a person."""
        self.to_list()
        self.button(self.words.new_chat).click()
        self.page.get_by_role("textbox", name=self.words.find_person).fill(name)
        self.page.get_by_role("dialog").get_by_role("button", name=name).click()
        # The field of another chat may be there all along.
        expect(self.page.get_by_role("dialog")).to_have_count(0)
        expect(self.field).to_be_visible()

    @property
    def chat_id(self) -> str:
        """The open chat, as its address says."""
        return self.page.url.split("/c/")[1][:36]

    @property
    def status(self) -> Locator:
        """The line under the open chat's name."""
        return self.page.locator("#chat-status")

    # --- Messages ---------------------------------------------------------------------------------------------

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox", name=self.words.message, exact=True)

    def say(self, *texts: str) -> None:
        """Write and send messages, one after another."""
        for text in texts:
            self.field.fill(text)
            if self.phone:
                self.button(self.words.send).click()
            else:
                self.field.press("Enter")
            expect(self.field).to_have_value("")

    def message(self, text: str) -> Locator:
        """The message with that text."""
        return self.page.locator("article", has=self.page.locator(".bubble > .text", has_text=text)).last

    def tick(self, text: str) -> Locator:
        """How far an own message has come, by its name."""
        return self.message(text).locator(".ticks")

    def expect_tick(self, text: str, *states: str) -> None:
        """Wait until a message's tick is one of these."""
        pattern = re.compile("|".join(f"^{re.escape(state)}$" for state in states))
        expect(self.tick(text)).to_have_attribute("aria-label", pattern)

    def choose(self, text: str, action: str) -> None:
        """Choose something from a message's menu."""
        self.message(text).locator(".bubble").click(button="right")
        self.page.get_by_role("menuitem", name=action, exact=True).click()

    def texts(self) -> list[str]:
        """What stands in the open chat, oldest first."""
        return self.page.locator("article .bubble > .text").all_inner_texts()

    def expect_texts(self, texts: Sequence[str]) -> None:
        """Wait until exactly these messages stand in the open chat."""
        expect(self.page.locator("article .bubble > .text")).to_have_text(list(texts))

    def history(self, chat: str) -> list[dict[str, Any]]:
        """All messages of a chat, as the server has them, oldest first."""
        messages: list[dict[str, Any]] = []
        after = 0
        while True:
            page = self.ask("GET", f"/chats/{chat}/messages?after={after}&limit=100")
            messages += page["messages"]
            if page["at_end"]:
                return messages
            after = messages[-1]["seq"]

    # --- Looking ----------------------------------------------------------------------------------------------

    def picture(self, folder: Path | None, name: str) -> None:
        """Take a picture of the screen, where pictures are wanted."""
        if folder is not None:
            try:
                self.page.screenshot(path=folder / f"{name}.png", animations="disabled")
            except Error as error:
                self.complaints.append(f"no picture: {error}")


def in_both(*, en: S, ru: S) -> Callable[[Person], S]:
    """What the screen says in one story alone; ask it for the words in the language of somebody's screen."""
    words = {EN.locale: en, RU.locale: ru}
    return lambda person: words[person.words.locale]
