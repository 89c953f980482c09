"""How long the device's own search takes in what it keeps of a long chat."""

from __future__ import annotations

from typing import Final

from tests.e2e.bench.patience import answer
from tests.e2e.bench.rig import Rig, say
from tests.e2e.bench.stock import open_long

FREQUENT: Final = "привет"
NOWHERE: Final = "куздра"

TOLD: Final = """() => bench.after('input', () =>
  document.querySelector('.bar[role=search] [role=status]')?.textContent.trim())"""


def measure_search(rig: Rig) -> None:
    """Search the long chat for a frequent word and for one that is nowhere."""
    person = rig.person
    page = person.page
    for word, what in ((FREQUENT, "a frequent word"), (NOWHERE, "a word that is nowhere")):
        open_long(rig)
        person.field.click()
        page.keyboard.press("Control+f")
        field = page.get_by_role("search").last.get_by_role("textbox")
        field.wait_for()
        page.evaluate("bench.longest = 0")
        page.evaluate(TOLD)
        field.fill(word)
        took = float(answer(page, f"what the search for {what} tells", "bench.pending"))
        say(f"search in the long chat, {what}: told after", took, "ms")
        say(f"search in the long chat, {what}: longest task of the page", page.evaluate("bench.longest"), "ms")
        page.keyboard.press("Escape")
