"""How smoothly messages pass while the wheel turns for a minute in a chat of 10,000."""

from __future__ import annotations

from typing import Final

from tests.e2e.bench.rig import Rig, say
from tests.e2e.bench.stock import open_long

WHEEL_PX_S: Final = 3_000
STRETCH_PX: Final = 30_000
STRETCHES: Final = 6


def measure_scrolling(rig: Rig) -> None:
    """Turn the wheel upwards in the long chat."""
    person = rig.person
    page = person.page
    open_long(rig)
    page.evaluate("bench.shifts = [], bench.longest = 0, bench.watchFrames()")
    box = page.get_by_role("log").bounding_box()
    assert box is not None, "no chat is open"
    session = rig.session
    busy = rig.busy_ms()
    for _ in range(STRETCHES):
        session.send(
            "Input.synthesizeScrollGesture",
            {
                "x": box["x"] + box["width"] / 2,
                "y": box["y"] + box["height"] / 2,
                "yDistance": STRETCH_PX,
                "speed": WHEEL_PX_S,
                "gestureSourceType": "mouse",
                "preventFling": True,
            },
        )
    frames = page.evaluate("bench.frames.on = false, bench.frames")
    gaps = frames["gaps"]
    say("scrolling up: CPU of the main thread a frame", (rig.busy_ms() - busy) / len(gaps), "ms")
    say("scrolling up: frames a second", 1000 * len(gaps) / sum(gaps), "1/s")
    say("scrolling up: frames over 33 ms", 100 * sum(gap > 33.4 for gap in gaps) / len(gaps), "%")
    say("scrolling up: longest time without a message in sight", frames["longestBlank"], "ms")
    say("scrolling up: longest task", page.evaluate("bench.longest"), "ms")
    say("scrolling up: layout shift", page.evaluate("bench.worstShift()"), "CLS")
