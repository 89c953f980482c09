"""Previews of links: seen by those who read, given up by the one who sends, and gone with the link."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.served import Served
from tests.e2e.words import EN, RU

HIDE: Final = {EN.locale: "Send without a preview", RU.locale: "Отправить без предпросмотра"}
PUMP: Final = """<!doctype html><meta charset="utf-8"><title>Насос «Ручеёк» &amp; кабель</title>
<meta name="description" content="Напор 60 м, &lt;b&gt;кабель&lt;/b&gt; 25 м, термозащита.
Подходит для колодцев и скважин.">"""
WELL: Final = "<!doctype html><title>How deep a well is</title>"


@dataclass
class Site:
    """Two pages on this machine, and which were asked for, by whom."""

    url: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and name of the program."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A web server beside the one of the messenger."""
    site = Site()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["User-Agent"].split("/")[0]))
            content = (PUMP if self.path == "/pump" else WELL).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield site
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def served(client: Path, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that may ask for pages of this machine."""
    served = Served(tmp_path_factory.mktemp("served"))
    served.settings |= {"MOLVA_LINK_PREVIEWS": "on", "MOLVA_LINK_NETWORKS": "127.0.0.1/32"}
    served.start()
    yield served
    served.end(signal.SIGTERM)
    assert "Traceback" not in served.output.read_text()


def preview(person: Person, text: str) -> Locator:
    """What a message with that text shows of a page."""
    return person.message(text).locator("a.page")


def edit(person: Person, text: str, new: str) -> None:
    """Change an own message; its menu is opened by key, because a link has a menu of the browser's own."""
    person.message(text).focus()
    person.page.keyboard.press("Enter")
    person.page.get_by_role("menuitem", name=person.words.edit, exact=True).click()
    expect(person.field).to_have_value(re.compile(text))
    person.field.fill(new)
    person.field.press("Enter")


def look(person: Person, pictures: Path | None, name: str) -> None:
    """Take pictures of a screen in both themes."""
    for theme in ("light", "dark") if pictures else ():
        person.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        person.picture(pictures, f"previews-{name}-{theme}")


def test_a_link_shows_its_page_until_it_is_taken_away(arrive: Arrive, site: Site, pictures: Path | None) -> None:
    olya, oleg = arrive(RU), arrive(EN, phone=True)
    olya.join("olya", "Оля")
    oleg.join("oleg", "Oleg")
    olya.find("Oleg")

    # Without a preview: the brackets that say so are not seen, and nobody asks for the page.
    olya.field.fill(f"Тайно {site.url}/secret тут")
    look(olya, pictures, "strip")
    olya.button(HIDE[RU.locale]).click()
    expect(olya.field).to_have_value(f"Тайно <{site.url}/secret> тут")
    expect(olya.button(HIDE[RU.locale])).to_have_count(0)
    expect(olya.field).to_be_focused()
    olya.field.press("Enter")
    oleg.open("Оля")
    expect(oleg.message("Тайно").locator(".text")).to_have_text(f"Тайно {site.url}/secret тут")

    olya.say(f"Насос {site.url}/pump")
    for person in (olya, oleg):
        shown = preview(person, "Насос")
        expect(shown).to_have_attribute("href", f"{site.url}/pump")
        expect(shown.locator(".site")).to_have_text("127.0.0.1")
        expect(shown.locator(".title")).to_have_text("Насос «Ручеёк» & кабель")
        expect(shown.locator(".about")).to_contain_text("Напор 60 м, <b>кабель</b> 25 м")
    oleg.say(f"And {site.url}/well how deep?")
    expect(preview(olya, "how deep?").locator(".title")).to_have_text("How deep a well is")
    expect(preview(oleg, "how deep?")).to_be_visible()
    look(olya, pictures, "desk")
    look(oleg, pictures, "phone")
    expect(preview(oleg, "Тайно")).to_have_count(0)

    # Another link has another page; no link has none, also where the chat is opened anew.
    edit(olya, "Насос", f"Насос {site.url}/other")
    expect(preview(oleg, "Насос").locator(".title")).to_have_text("How deep a well is")
    edit(olya, "Насос", "Насос уже купили")
    expect(oleg.message("Насос уже купили")).to_be_visible()
    for person in (olya, oleg):
        person.page.reload()
        expect(preview(person, "how deep?")).to_be_visible()
        expect(preview(person, "Насос уже купили")).to_have_count(0)

    # The server alone has asked, and each page once, however many read.
    assert site.asked == [(path, "Molva") for path in ("/pump", "/well", "/other")]
