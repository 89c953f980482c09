"""The checker names every planted fault of a toy server, and passes the sound one."""

import pytest

from tests.faults.history.checker import check
from tests.faults.history.events import Refused, Sent
from tests.faults.history.report import Breach, Verdict
from tests.faults.history.toy_server import CHAT, Plant, ToyServer

SEEDS = range(10)
EXPECTED = {
    Plant.ACKNOWLEDGES_BEFORE_COMMIT: {Breach.LOST, Breach.DIVERGENCE},
    Plant.FORGETS_IDS: {Breach.DUPLICATE},
    Plant.STORES_REFUSED: {Breach.REFUSED_BUT_STORED},
    Plant.PUBLISHES_BEFORE_COMMIT: {Breach.SEEN_THEN_LOST},
    Plant.DROPS_FROM_STREAM: {Breach.STREAM_GAP},
    Plant.DOUBLES_IN_STREAM: {Breach.STREAM_REPEAT},
    Plant.PUBLISHES_OUT_OF_ORDER: {Breach.STREAM_GAP, Breach.STREAM_REPEAT},
    Plant.ORDERS_BY_CLOCK: {Breach.DIVERGENCE, Breach.REAL_TIME_ORDER},
    Plant.RESUMES_ONE_TOO_EARLY: {Breach.STREAM_REPEAT},
    Plant.SENDS_TO_REMOVED: {Breach.LEAK_AFTER_REMOVAL},
    Plant.SEARCHES_FOR_REMOVED: {Breach.LEAK_BY_READ},
    Plant.PUSHES_TO_STRANGER: {Breach.LEAK_TO_STRANGER},
    Plant.SERVES_DELETED: {Breach.DELETED_SERVED},
    Plant.READS_FROM_STALE_NODE: {Breach.STALE_READ},
    Plant.SPLITS_ITS_BRAIN: {Breach.DIVERGENCE},
}
SOUND = (Plant.SOUND, Plant.SOUND_WITH_DELETION)


def test_every_plant_has_an_expectation() -> None:
    assert {*EXPECTED, *SOUND} == set(Plant)


@pytest.mark.parametrize("plant", EXPECTED)
def test_a_planted_fault_is_named(plant: Plant) -> None:
    for seed in SEEDS:
        report = check(ToyServer(plant, seed).play())
        assert report.verdict is Verdict.BROKEN, f"seed {seed}: {report}"
        assert EXPECTED[plant] & report.breaches.keys(), f"seed {seed}: {report}"


@pytest.mark.parametrize("plant", SOUND)
def test_a_sound_server_passes(plant: Plant) -> None:
    for seed in SEEDS:
        report = check(ToyServer(plant, seed).play())
        assert report.verdict is Verdict.VALID, f"seed {seed}: {report}"
        assert report.counts.acknowledged > 300


def test_a_sound_server_delivers_in_time_and_a_gap_is_late() -> None:
    in_time = check(ToyServer(Plant.SOUND, 1).play(), deliver_within_ns=1_000)
    assert in_time.verdict is Verdict.VALID
    with_gaps = check(ToyServer(Plant.DROPS_FROM_STREAM, 1).play(), deliver_within_ns=1_000)
    assert Breach.LATE in with_gaps.breaches


def test_a_dead_server_is_not_called_valid() -> None:
    sent = Sent(at=1, chat=CHAT, user="ann", message="m")
    refused = Refused(at=2, chat=CHAT, user="ann", message="m", code="forbidden")
    assert check([sent, refused]).verdict is Verdict.UNKNOWN
    assert check([]).verdict is Verdict.UNKNOWN


def test_the_report_names_the_breach_and_the_place() -> None:
    report = str(check(ToyServer(Plant.FORGETS_IDS, 0).play()))
    assert "DUPLICATE" in report
    assert "message-" in report
