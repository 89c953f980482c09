"""Checks on access: nothing reaches who may not see it, nothing deleted is served."""

from tests.faults.history.events import ASKED_WAYS, Added, Phase, Removed
from tests.faults.history.record import Record
from tests.faults.history.report import Breach, Findings

Change = Added | Removed


def check_access(record: Record, findings: Findings) -> None:
    """Only who is or was a member gets anything, and no message sent after the removal was confirmed."""
    memberships: dict[tuple[str, str], list[Change]] = {}
    for event in record.events:
        if isinstance(event, (Added, Removed)):
            memberships.setdefault((event.chat, event.user), []).append(event)
    for receipt in record.received:
        changes = memberships.get((receipt.chat, receipt.user), [])
        place = f"{receipt.user} got {receipt.seq} by {receipt.way}"
        if not any(isinstance(change, Added) for change in changes):
            findings.add(Breach.LEAK_TO_STRANGER, place)
            continue
        sent_at = record.sent_at(receipt.chat, receipt.message)
        if sent_at is not None and _out(changes, sent_at, receipt.at):
            findings.add(Breach.LEAK_AFTER_REMOVAL, place)
        if receipt.way in ASKED_WAYS and _out(changes, receipt.allowed_at, receipt.at):
            findings.add(Breach.LEAK_BY_READ, place)


def _out(changes: list[Change], since: int, until: int) -> bool:
    """Whether the removal was confirmed at `since`, and no new addition begun before `until`.

    Somebody who was added again may have been given the history.
    """
    before = [change for change in changes if change.at <= since]
    if not before or isinstance(before[-1], Added) or before[-1].phase is not Phase.CONFIRMED:
        return False
    return not any(isinstance(change, Added) and since < change.at <= until for change in changes)


def check_deletions(record: Record, findings: Findings) -> None:
    """After a deletion is confirmed no way serves the content."""
    for receipt in record.received:
        deleted_at = record.deletion_confirmed.get((receipt.chat, receipt.message))
        if deleted_at is not None and receipt.allowed_at > deleted_at:
            findings.add(Breach.DELETED_SERVED, f"{receipt.seq} by {receipt.way}")
