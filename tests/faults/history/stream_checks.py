"""Checks on streams: no gap, no repetition, no step back, and in time."""

from tests.faults.history.events import STREAM_WAYS, Added, Followed, Phase, Received, Removed, WasReset
from tests.faults.history.record import Record
from tests.faults.history.report import Breach, Findings


def check_streams(record: Record, findings: Findings) -> None:
    """From where a stream was opened, each message is the one after the last."""
    positions: dict[tuple[str, str], int] = {}
    for event in record.events:
        match event:
            case Followed():
                positions[event.connection, event.chat] = event.after
            case WasReset():
                positions.pop((event.connection, event.chat), None)
            case Received() if event.way in STREAM_WAYS:
                stream = event.connection, event.chat
                last = positions.get(stream)
                if last is not None and event.seq <= last:
                    findings.add(Breach.STREAM_REPEAT, f"{event.connection}: {event.seq} after {last}")
                elif last is not None and event.seq != last + 1:
                    findings.add(Breach.STREAM_GAP, f"{event.connection}: {event.seq} after {last}")
                positions[stream] = max(last or 0, event.seq)
            case _:
                pass


def check_delivery(record: Record, findings: Findings, within_ns: int, healed_at: int) -> None:
    """Every member who stays gets every message of others within the time."""
    joined = {(event.chat, event.user): event.at for event in record.of(Added) if event.phase is Phase.CONFIRMED}
    for left in record.of(Removed):
        joined.pop((left.chat, left.user), None)
    got: dict[tuple[str, str, str], int] = {}
    for receipt in record.received:
        got.setdefault((receipt.chat, receipt.message, receipt.user), receipt.at)
    for (chat, message), answer in record.answers.items():
        deadline = max(answer.at, healed_at) + within_ns
        for (joined_chat, user), joined_at in joined.items():
            concerned = joined_chat == chat and user != answer.user and joined_at < record.first_sent[chat, message]
            if concerned and got.get((chat, message, user), deadline + 1) > deadline:
                findings.add(Breach.LATE, f"{user}: {answer.seq}")
