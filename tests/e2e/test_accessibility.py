"""No screen of the real messenger has an accessibility violation that axe can find."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import ROOT, Arrive
from tests.e2e.person import Person
from tests.e2e.words import EN, RU, Words

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
PLACES = ["/", "/people", "/settings", "/settings/profile", "/settings/appearance", "/settings/language"]


def violations(person: Person) -> list[str]:
    """What axe finds on the screen as it is."""
    person.page.evaluate(AXE.read_text())
    found: dict[str, Any] = person.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{person.page.url}: {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize(("words", "phone", "dark"), [(RU, False, True), (EN, True, False)], ids=["dark", "phone"])
def test_every_screen_is_accessible(
    arrive: Arrive, pictures: Path | None, words: Words, phone: bool, dark: bool
) -> None:
    name = "uma" if dark else "ugo"
    person, friend = arrive(words, phone=phone, dark=dark), arrive(EN)
    person.page.goto(person.url)
    person.button(words.sign_in).or_(person.button(words.begin)).wait_for()
    found = violations(person)
    friend.join(f"{name}-friend", f"Friend of {name}")
    person.join(name, name.title())
    friend.find(name.title())
    friend.say("**Bold** and _italic_, `code`, https://example.org, @uma.", "> a quote\n- a list\n\n```py\ncode\n```")
    person.open(f"Friend of {name}")
    person.say("Yes 👍", "🎉")
    person.expect_tick("Yes", words.sent, words.delivered, words.read)
    person.choose("Yes", words.reply)
    person.picture(pictures, f"axe-chat-{name}")
    found += violations(person)
    person.say("An answer")
    person.page.locator("header .who").click()
    person.page.get_by_text(f"@{name}-friend").wait_for()
    person.picture(pictures, f"axe-details-{name}")
    found += violations(person)
    for place in PLACES:
        person.page.goto(person.url + place)
        person.page.locator("nav").first.wait_for()
        person.picture(pictures, f"axe{place.replace('/', '-')}-{name}")
        found += violations(person)
    assert found == []
