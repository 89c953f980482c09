"""Checks on the lists of chats: one truth, nothing lost, doubled, invented or out of order."""

import bisect
from collections import Counter
from itertools import accumulate

from tests.faults.history.events import Acknowledged, Entry, FinalLog, ReadAll
from tests.faults.history.record import Record
from tests.faults.history.report import Breach, Findings


def check_answers(record: Record, findings: Findings) -> None:
    """Every repeat of a message gets the first answer."""
    for answer in record.of(Acknowledged):
        first = record.answers[answer.chat, answer.message]
        if answer.seq != first.seq:
            findings.add(Breach.OTHER_ANSWER, f"{answer.message}: {first.seq}, then {answer.seq}")


def check_one_truth(record: Record, findings: Findings) -> None:
    """Whoever sees a place of a list sees the same message there."""
    truth: dict[tuple[str, int], tuple[str, str]] = {}

    def see(chat: str, seq: int, message: str, observer: str) -> None:
        known, first_observer = truth.setdefault((chat, seq), (message, observer))
        if known != message:
            findings.add(Breach.DIVERGENCE, f"{seq}: {known} for {first_observer}, {message} for {observer}")

    for receipt in record.received:
        see(receipt.chat, receipt.seq, receipt.message, receipt.user)
    for answer in record.of(Acknowledged):
        see(answer.chat, answer.seq, answer.message, "the acknowledgement")
    for log in record.of(FinalLog):
        for entry in log.entries:
            see(log.chat, entry.seq, entry.message, log.reader)


def check_lists(record: Record, findings: Findings) -> None:
    """The final lists hold what was acknowledged or shown, once, and nothing else."""
    for chat, logs in record.chats.items():
        for log in logs:
            seqs = [entry.seq for entry in log.entries]
            if seqs != sorted(set(seqs)):
                findings.add(Breach.UNORDERED, log.reader)
        entries = {entry for log in logs for entry in log.entries}
        _check_contents(record, findings, chat, entries)
        _check_missing(record, findings, chat, entries)
        _check_holes(record, findings, chat, {entry.seq for entry in entries})


def _check_contents(record: Record, findings: Findings, chat: str, entries: set[Entry]) -> None:
    for message, places in Counter(entry.message for entry in entries).items():
        if places > 1:
            findings.add(Breach.DUPLICATE, f"{message}: {places} places")
        if (chat, message) not in record.first_sent:
            findings.add(Breach.PHANTOM, message)
        if (chat, message) in record.refused:
            findings.add(Breach.REFUSED_BUT_STORED, message)


def _check_missing(record: Record, findings: Findings, chat: str, entries: set[Entry]) -> None:
    present = {entry.message for entry in entries}
    for (answered_chat, message), answer in record.answers.items():
        if answered_chat == chat and message not in present and (chat, message) not in record.deletion_asked:
            findings.add(Breach.LOST, f"{message} at {answer.seq}")
    for receipt in record.received:
        deleted = (chat, receipt.message) in record.deletion_asked
        if receipt.chat == chat and receipt.message not in present and not deleted:
            findings.add(Breach.SEEN_THEN_LOST, f"{receipt.message} at {receipt.seq} for {receipt.user}")


def _check_holes(record: Record, findings: Findings, chat: str, seqs: set[int]) -> None:
    if not seqs:
        return
    deleted = {record.answers[key].seq for key in record.deletion_asked if key[0] == chat and key in record.answers}
    for seq in sorted(set(range(min(seqs), max(seqs))) - seqs - deleted):
        findings.add(Breach.HOLE, f"{chat}: {seq}")


def check_order(record: Record, findings: Findings) -> None:
    """If one message was acknowledged before another was first sent, it has the smaller number."""
    chats: dict[str, list[Acknowledged]] = {}
    for (chat, _), answer in record.answers.items():
        chats.setdefault(chat, []).append(answer)
    for answers in chats.values():
        answers.sort(key=lambda answer: answer.at)
        moments = [answer.at for answer in answers]
        highest = list(accumulate((answer.seq for answer in answers), max))
        for answer in answers:
            sent_at = record.first_sent.get((answer.chat, answer.message), answer.at)
            earlier = bisect.bisect_left(moments, sent_at)
            if earlier and highest[earlier - 1] > answer.seq:
                findings.add(Breach.REAL_TIME_ORDER, f"{answer.seq} after {highest[earlier - 1]}")


def check_reads(record: Record, findings: Findings) -> None:
    """A read holds everything that was acknowledged before it began."""
    for read in record.of(ReadAll):
        for (chat, message), answer in record.answers.items():
            expected = chat == read.chat and answer.at < read.asked_at
            if expected and answer.seq not in read.seqs and (chat, message) not in record.deletion_asked:
                findings.add(Breach.STALE_READ, f"{read.user} misses {answer.seq}")
                break
