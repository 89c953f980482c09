"""How quickly the client answers: other chats, letters, sending, and everything else that is done with it."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

from tests.e2e.bench.memory import MIB, page_heap
from tests.e2e.bench.patience import answer
from tests.e2e.bench.rig import Rig, percentile, say
from tests.e2e.bench.stock import open_long
from tests.e2e.words import EN

SWITCHES: Final = 200
SENT: Final = 50
LETTERS: Final = "what is written here, letter by letter, while many messages are on screen; "
AT_LEAST_ROWS: Final = 121

VISIBLE: Final = """() => [...document.querySelectorAll('ul.rows a')].flatMap((row) => {
  const { x, y, width, height, bottom } = row.getBoundingClientRect()
  const middle = [x + width / 2, y + height / 2]
  const other = row.getAttribute('href') !== location.pathname
  const seen = y > 150 && bottom < innerHeight && row.contains(document.elementFromPoint(...middle))
  return other && seen ? [[row.querySelector('.title').textContent, ...middle]] : []
})"""
"""The titles of the rows in sight and their middles, without that of the open chat."""

OTHER_CHAT: Final = """() => {
  const before = bench.lastMessage()?.dataset.key
  bench.after('click', () => {
    const last = bench.lastMessage()?.dataset.key
    return last !== undefined && last !== before
  })
}"""


def switch(page: Page, times: int) -> list[float]:
    """Click on other chats of the list; from each click to the new chat's last message painted, ms."""
    took = []
    for n in range(times):
        rows: list[tuple[str, float, float]] = page.evaluate(VISIBLE)
        chat, x, y = rows[n % len(rows)]
        page.evaluate(OTHER_CHAT)
        page.mouse.click(x, y)
        took.append(float(answer(page, f"the last message of the chat that was clicked: {chat}", "bench.pending")))
    return took


def send(page: Page, times: int, name: str) -> list[float]:
    """Write and press Enter; from each Enter to the own message painted, ms."""
    took = []
    for n in range(times):
        text = f"own {name} {n}"
        page.locator("#composer").fill(text)
        page.evaluate("(text) => bench.after('keydown', () => bench.lastMessage()?.textContent.includes(text))", text)
        page.keyboard.press("Enter")
        took.append(float(answer(page, f"the own message {text!r}", "bench.pending")))
    return took


def mount_many(rig: Rig) -> int:
    """Scroll up in the long chat until as many rows are there as ever are; returns how many."""
    page = rig.person.page
    open_long(rig)
    page.get_by_role("log").hover()
    count = "document.querySelectorAll('[role=log] article').length"
    for _ in range(100):
        if page.evaluate(count) >= AT_LEAST_ROWS:
            break
        page.mouse.wheel(0, -3_000)
        answer(page, "a frame", "bench.when(() => true)")
    return int(page.evaluate(count))


def type_letters(page: Page) -> list[float]:
    """Type; from each key to the next paint, ms; what takes less than 16 is counted as 16."""
    page.locator("#composer").click()
    answer(page, "a page with nothing to do", "bench.idle()")
    page.evaluate("bench.keys = []")
    page.locator("#composer").press_sequentially(LETTERS, delay=40)
    answer(page, "a frame", "bench.when(() => true)")
    told: list[float] = page.evaluate("bench.keys")
    page.locator("#composer").fill("")
    return [*told, *[16.0] * max(0, len(LETTERS) - len(told))]


def journey(rig: Rig) -> None:
    """Do one of everything, with mouse and keys."""
    person = rig.person
    page, field = person.page, person.field
    switch(page, 5)
    field.press_sequentially("**hello** to everybody", delay=30)
    page.keyboard.press("Enter")
    message = page.locator("article").last
    message.locator(".bubble").click(button="right")
    page.get_by_role("menuitem", name=EN.reply, exact=True).click()
    field.press_sequentially("an answer", delay=30)
    page.keyboard.press("Enter")
    message.locator(".bubble").click(button="right")
    page.get_by_role("menuitem").first.wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("menuitem").first.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    page.locator("dialog [role=combobox]").press_sequentially("Before 1", delay=30)
    page.keyboard.press("Enter")
    page.get_by_role("combobox").wait_for(state="hidden")
    field.click()
    page.keyboard.press("Control+f")
    page.get_by_role("search", name="Search in this chat").get_by_role("textbox").press_sequentially("привет", delay=30)
    page.keyboard.press("Escape")
    page.locator("#chat-status").click()
    page.get_by_role("heading", name=EN.members).first.wait_for()
    page.locator("#chat-status").click()
    page.keyboard.press("Control+Comma")
    page.get_by_role("link", name="Language").wait_for()
    page.locator("nav a").first.click()
    page.get_by_role("textbox", name="Search").first.press_sequentially("Before 20", delay=30)
    page.keyboard.press("Escape")


def measure_use(rig: Rig) -> None:
    """Use the client at the CPU's speed and with a slow one."""
    page = rig.person.page
    open_long(rig)
    switch(page, 20)
    before = page_heap(rig)
    page.evaluate("bench.shifts = []")
    for cpu in (1, 4):
        with rig.slower(cpu) as slow:
            answer(page, "a page with nothing to do", "bench.idle()")
            page.evaluate("bench.interactions = {}, bench.answers = {}")
            busy = rig.busy_ms()
            say(f"open another chat{slow}: p95", percentile(switch(page, SWITCHES), 0.95), "ms")
            say(f"open another chat{slow}: CPU of the main thread", (rig.busy_ms() - busy) / SWITCHES, "ms")
            if cpu == 1:
                say(f"heap of the page grown by {SWITCHES} switches", (page_heap(rig) - before) / MIB, "MiB")
            say(f"Enter to the own message painted{slow}: p95", percentile(send(page, SENT, slow), 0.95), "ms")
            rows = mount_many(rig)
            busy = rig.busy_ms()
            say(f"a letter typed to its paint, {rows} rows{slow}: p95", percentile(type_letters(page), 0.95), "ms")
            say(f"a letter typed{slow}: CPU of the main thread", (rig.busy_ms() - busy) / len(LETTERS), "ms")
            journey(rig)
            for name, what in (("interactions", "the next frame"), ("answers", "its handlers done")):
                took = list(page.evaluate(f"bench.{name}").values()) or [16.0]
                say(f"interactions of 16 ms or longer{slow}, to {what}: p98", percentile(took, 0.98), "ms")
    say("layout shift: the worst moment", page.evaluate("bench.worstShift()"), "CLS")
    say("layout shift of all that together", page.evaluate("bench.allShifts()"), "")
