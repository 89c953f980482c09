"""Names every guarantee that a history breaks.

The checks are those that Jepsen's analyses of logs and queues use (lost, doubled, reordered, seen and then
lost, divergent), and two of a messenger's own: leaks, and content served after its deletion.
"""

from collections.abc import Iterable

from tests.faults.history.access_checks import check_access, check_deletions
from tests.faults.history.events import AnyEvent
from tests.faults.history.list_checks import (
    check_answers,
    check_lists,
    check_one_truth,
    check_order,
    check_reads,
)
from tests.faults.history.record import Record
from tests.faults.history.report import Counts, Findings, Report, Verdict
from tests.faults.history.stream_checks import check_delivery, check_streams


def check(events: Iterable[AnyEvent], *, deliver_within_ns: int | None = None, healed_at: int = 0) -> Report:
    """Check a whole history, which must end with the final list of every reader (else no loss can be proven).

    With `deliver_within_ns` every member must also get each message live within that time, counted from its
    acknowledgement or from `healed_at`, whichever is later.
    """
    record, findings = Record(events), Findings()
    check_answers(record, findings)
    check_one_truth(record, findings)
    check_lists(record, findings)
    check_order(record, findings)
    check_reads(record, findings)
    check_streams(record, findings)
    check_access(record, findings)
    check_deletions(record, findings)
    if deliver_within_ns is not None:
        check_delivery(record, findings, deliver_within_ns, healed_at)
    return Report(_verdict(record, findings), _counts(record), findings.places)


def _verdict(record: Record, findings: Findings) -> Verdict:
    if findings.places:
        return Verdict.BROKEN
    return Verdict.VALID if record.answers else Verdict.UNKNOWN


def _counts(record: Record) -> Counts:
    sent, acknowledged, refused = len(record.first_sent), len(record.answers), len(record.refused)
    return Counts(
        sent=sent,
        acknowledged=acknowledged,
        refused=refused,
        unknown=sent - acknowledged - refused,
        deliveries=len(record.received),
    )
