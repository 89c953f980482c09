"""The meter finds every mark, however the bytes are cut, and counts what is lost and what comes too often."""

from hypothesis import given
from hypothesis import strategies as st

from molva.cli.bench.meter import BODY_BYTES, Meter


def test_a_body_has_the_length_that_the_workloads_promise() -> None:
    assert len(Meter[int](1, lambda _: None).body(0)) == BODY_BYTES


def test_what_does_not_come_is_lost_and_what_comes_again_is_a_stray() -> None:
    meter = Meter[str](2, lambda _: None)
    first, second = meter.body("a"), meter.body("a")
    meter.scan(first + first + first + second)
    assert (meter.delivered, meter.lost, meter.strays) == (3, 1, 1)


def test_a_lane_is_told_when_everybody_has_the_message() -> None:
    done: list[str] = []
    meter = Meter[str](2, done.append)
    body = meter.body("lane")
    meter.scan(body)
    assert done == []
    meter.scan(body)
    assert done == ["lane"]


def test_two_messages_of_one_moment_have_different_marks() -> None:
    meter = Meter[int](1, lambda _: None)
    assert meter.body(0, due_at=5) != meter.body(0, due_at=5)


def test_nothing_delivered_has_no_percentiles() -> None:
    assert Meter[int](1, lambda _: None).percentiles_ms() == {}


@given(st.lists(st.integers(1, 40), min_size=1, max_size=60), st.integers(1, 5))
def test_marks_are_found_across_any_cuts(sizes: list[int], count: int) -> None:
    meter = Meter[int](1, lambda _: None)
    data = b"".join(b'{"text":"' + meter.body(lane) + b'"}' for lane in range(count))
    rest, at = b"", 0
    for size in sizes:
        rest = meter.scan(rest + data[at : at + size])
        at += size
    meter.scan(rest + data[at:])
    assert (meter.delivered, meter.lost, meter.strays) == (count, 0, 0)
