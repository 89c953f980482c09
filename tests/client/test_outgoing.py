"""What was written and is not in the replica: shown in its order, until it is there or nobody wants it."""

from __future__ import annotations

from molva.client.outgoing import LOOKED_AT, Outgoing
from molva.client.replica import Replica
from molva.protocol.commands import MarkChat, SendMessage
from molva.protocol.errors import TextTooLong
from molva.protocol.ids import new_id
from tests.client.rows import CHAT, EPOCH, ME, OTHER, account_rows, chat_rows, membership, message


def written(at: int, chat_id: str = CHAT) -> SendMessage:
    return SendMessage(chat_id=chat_id, id=new_id(at), text=f"at {at}")


def test_what_was_on_its_way_before_is_there_again_with_its_moment() -> None:
    one, two = written(1_700_000_000_000), written(1_700_000_000_500)
    outgoing = Outgoing([one, MarkChat(chat_id=CHAT, read_seq=5), two])
    shown = [(each.command, each.written_at) for each in outgoing.of(CHAT)]
    assert shown == [(one, 1_700_000_000_000), (two, 1_700_000_000_500)]
    assert outgoing.of(OTHER) == []


def test_a_refused_message_keeps_its_place_and_says_why_until_it_is_sent_again() -> None:
    one, two, other = written(1), written(2), written(3, OTHER)
    outgoing = Outgoing([one, two, other])
    refused = TextTooLong()
    outgoing.refuse(one.id, refused)
    assert [(each.command, each.error) for each in outgoing.of(CHAT)] == [(one, refused), (two, None)]
    assert [each.command for each in outgoing.refused()] == [one]
    outgoing.put(one)
    assert [(each.command, each.error) for each in outgoing.of(CHAT)] == [(one, None), (two, None)]
    assert outgoing.refused() == []


def test_a_message_that_nobody_wants_is_not_refused_later() -> None:
    one = written(1)
    outgoing = Outgoing([one])
    outgoing.drop(one.id)
    outgoing.drop(one.id)
    outgoing.refuse(one.id, TextTooLong())
    assert outgoing.find(one.id) is None
    assert outgoing.refused() == []


def test_what_the_replica_has_is_not_on_its_way() -> None:
    replica = Replica(keep_messages=2 * LOOKED_AT)
    replica.reset(epoch=EPOCH, user_id=ME)
    replica.apply(account_rows(0, 1, [membership(1)]))
    here = [message(seq, seq, sender=ME) for seq in range(1, LOOKED_AT + 50)]
    replica.apply(chat_rows(0, len(here), here))
    posted = [SendMessage(chat_id=CHAT, id=each.id, text=each.text) for each in here[-3:]]
    coming, other = written(1), written(2, OTHER)
    outgoing = Outgoing([coming, *posted, other])
    outgoing.settle(replica)
    assert [each.command for each in outgoing.of(CHAT)] == [coming]
    # Of the other chat nothing is known here.
    assert [each.command for each in outgoing.of(OTHER)] == [other]
