"""A replica takes what is newer, forgets what is over, and never takes an old copy for a new one."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from molva.client.replica import Replica
from molva.protocol.commands import History
from molva.protocol.frames import Rows
from molva.protocol.rows import (
    Chat,
    ChatKind,
    ChatSettings,
    Draft,
    Folder,
    HiddenMessage,
    Mark,
    MemberJoined,
    Mentions,
    Message,
    Pin,
    ScheduledMessage,
    Vote,
    chat_scope,
    marks_scope,
)
from tests.client.rows import ANN, CHAT, EPOCH, ME, account_rows, chat_rows, member, membership, message


@pytest.fixture
def replica() -> Replica:
    replica = Replica(keep_messages=8)
    replica.reset(epoch=EPOCH, user_id=ME)
    replica.apply(account_rows(0, 1, [membership(1)]))
    return replica


def seqs(replica: Replica) -> list[int]:
    return sorted(replica.chats[CHAT].messages)


def history(rev: int, *messages: Message) -> History:
    return History(messages=list(messages), members=[], quoted=[], at_start=False, at_end=False, rev=rev)


def test_rows_beyond_a_gap_are_not_taken(replica: Replica) -> None:
    with pytest.raises(ValueError, match="do not join on revision 0"):
        replica.apply(chat_rows(1, 2, [message(1, 2)]))
    assert CHAT not in replica.chats


def test_a_repeat_changes_nothing(replica: Replica) -> None:
    frame = chat_rows(0, 1, [message(1, 1)])
    assert len(replica.apply(frame)) == 1
    assert replica.apply(frame) == []


def test_an_older_copy_of_a_row_is_not_taken(replica: Replica) -> None:
    replica.apply(chat_rows(0, 5, [message(1, 5, "edited")]))
    changes = replica.apply(chat_rows(0, 6, [message(1, 1, "first"), message(2, 6)]))
    assert [change.row for change in changes] == [message(2, 6)]
    assert replica.chats[CHAT].messages[1].text == "edited"


def test_a_change_tells_what_was_there_before(replica: Replica) -> None:
    replica.apply(chat_rows(0, 1, [message(1, 1)]))
    (change,) = replica.apply(chat_rows(1, 2, [message(1, 2, "edited")]))
    assert change.before == message(1, 1)


def test_the_tombstone_of_a_membership_takes_the_chat_with_it(replica: Replica) -> None:
    replica.apply(chat_rows(0, 1, [message(1, 1), member(1)]))
    replica.apply(Rows(scope=marks_scope(CHAT), after=0, rev=1, rows=[Mark(chat_id=CHAT, user_id=ANN, rev=1)]))
    replica.apply(account_rows(1, 2, [membership(2, left=True)]))
    assert CHAT not in replica.chats
    assert replica.rev(chat_scope(CHAT)) == 0
    assert replica.rev(marks_scope(CHAT)) == 0


def test_a_draft_is_kept_and_its_tombstone_has_no_text(replica: Replica) -> None:
    replica.apply(account_rows(1, 2, [Draft(chat_id=CHAT, rev=2, text="half", reply_to=1)]))
    assert replica.drafts[CHAT].text == "half"
    replica.apply(account_rows(2, 3, [Draft(chat_id=CHAT, rev=3)]))
    assert (replica.drafts[CHAT].text, replica.drafts[CHAT].reply_to) == ("", None)
    assert "half" not in str(list(replica.rows()))
    replica.reset()
    assert not replica.drafts


def test_a_pin_is_kept_until_its_message_is_out_of_sight(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [Pin(chat_id=CHAT, seq=1, rev=2), Pin(chat_id=CHAT, seq=2, rev=3)]))
    replica.apply(chat_rows(3, 4, [Pin(chat_id=CHAT, seq=2, rev=4, removed=True)]))
    assert {seq: row.removed for seq, row in replica.chats[CHAT].pins.items()} == {1: False, 2: True}
    replica.apply(account_rows(1, 2, [membership(2, from_seq=2)]))
    assert list(replica.chats[CHAT].pins) == [2]


def test_a_vote_is_kept_until_its_message_is_out_of_sight_or_the_chat_is_left(replica: Replica) -> None:
    for rev, vote in ((2, Vote(chat_id=CHAT, seq=1, rev=2, options=(1,))), (3, Vote(chat_id=CHAT, seq=2, rev=3))):
        replica.apply(account_rows(rev - 1, rev, [vote]))
        assert vote in list(replica.rows())
    replica.apply(account_rows(3, 4, [Vote(chat_id=CHAT, seq=3, rev=4, options=(0,), explanation="because")]))
    replica.apply(chat_rows(0, 4, [message(1, 1), message(2, 2), message(3, 3)]))
    replica.apply(chat_rows(4, 5, [replace(message(3, 5), deleted=True)]))
    assert "because" not in str(list(replica.rows()))
    replica.apply(account_rows(4, 5, [membership(5, from_seq=2)]))
    assert list(replica.votes[CHAT]) == [2]
    replica.apply(account_rows(5, 6, [membership(6, left=True)]))
    assert not replica.votes


def test_settings_of_a_chat_are_kept_and_the_newer_hold(replica: Replica) -> None:
    replica.apply(account_rows(1, 2, [ChatSettings(chat_id=CHAT, rev=2, pinned=0)]))
    replica.apply(account_rows(2, 3, [ChatSettings(chat_id=CHAT, rev=3, archived_seq=1)]))
    replica.apply(account_rows(1, 2, [ChatSettings(chat_id=CHAT, rev=2, pinned=0)]))
    assert (replica.settings[CHAT].pinned, replica.settings[CHAT].archived_seq) == (None, 1)
    assert replica.settings[CHAT] in list(replica.rows())
    replica.reset()
    assert not replica.settings


def test_folders_are_kept_and_the_newer_hold(replica: Replica) -> None:
    replica.apply(account_rows(1, 2, [Folder(id=CHAT, rev=2, name="Work", chat_ids=(CHAT,))]))
    replica.apply(account_rows(2, 3, [Folder(id=CHAT, rev=3, deleted=True)]))
    assert replica.folders[CHAT].deleted
    assert "Work" not in str(list(replica.rows()))
    replica.reset()
    assert not replica.folders


def test_what_is_scheduled_is_kept_and_its_tombstone_has_no_text(replica: Replica) -> None:
    replica.apply(account_rows(1, 2, [ScheduledMessage(id=CHAT, chat_id=CHAT, rev=2, text="later", due_at=5)]))
    assert replica.scheduled[CHAT].text == "later"
    replica.apply(account_rows(2, 3, [ScheduledMessage(id=CHAT, chat_id=CHAT, rev=3, deleted=True)]))
    assert replica.scheduled[CHAT].deleted
    assert "later" not in str(list(replica.rows()))
    replica.reset()
    assert not replica.scheduled


def test_a_cleared_history_does_not_come_back(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 1), message(2, 2), message(3, 3)]))
    replica.apply(account_rows(1, 2, [membership(2, from_seq=4)]))
    assert (replica.chats[CHAT].messages, replica.chats[CHAT].last_seq, replica.unread(CHAT)) == ({}, 0, 0)
    replica.apply(chat_rows(3, 5, [message(2, 4, "changed"), Pin(chat_id=CHAT, seq=2, rev=5)]))
    page = History(messages=[message(3, 3)], members=[], quoted=[message(1, 1)], at_start=True, at_end=True, rev=9)
    assert replica.remember(CHAT, page) == []
    assert (replica.chats[CHAT].messages, replica.chats[CHAT].pins) == ({}, {})
    replica.apply(chat_rows(5, 6, [message(4, 6)]))
    assert (replica.chats[CHAT].last_seq, replica.unread(CHAT)) == (4, 1)


def test_what_is_hidden_is_not_unread_and_is_known_until_it_is_out_of_sight(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 1), message(2, 2), message(3, 3)]))
    hidden = [HiddenMessage(chat_id=CHAT, seq=seq, rev=2) for seq in (1, 3)]
    replica.apply(account_rows(1, 2, hidden))
    assert replica.unread(CHAT) == 1
    assert [row for row in replica.rows() if isinstance(row, HiddenMessage)] == hidden
    replica.apply(account_rows(2, 3, [membership(3, from_seq=2)]))
    assert list(replica.hidden[CHAT]) == [3]
    replica.apply(account_rows(3, 4, [membership(4, left=True)]))
    assert CHAT not in replica.hidden


def test_late_rows_of_a_chat_that_was_left_are_not_taken(replica: Replica) -> None:
    replica.apply(account_rows(1, 2, [membership(2, left=True)]))
    assert replica.apply(chat_rows(0, 9, [message(1, 9)])) == []
    assert CHAT not in replica.chats


def test_a_chat_that_is_joined_again_begins_from_nothing(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 3)]))
    replica.apply(account_rows(1, 2, [membership(2, left=True)]))
    replica.apply(account_rows(2, 3, [membership(3)]))
    assert replica.rev(chat_scope(CHAT)) == 0
    replica.apply(chat_rows(0, 4, [message(2, 4)]))
    assert seqs(replica) == [2]


def test_messages_that_a_later_membership_does_not_show_are_dropped(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 1), message(2, 2), message(3, 3)]))
    replica.apply(account_rows(1, 3, [membership(3, from_seq=3)]))
    assert seqs(replica) == [3]


def test_a_hole_forgets_the_messages_older_than_the_frame(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 1), message(2, 2), message(3, 3)]))
    replica.apply(chat_rows(3, 9, [message(3, 8, "edited"), message(5, 9)], hole=True))
    assert seqs(replica) == [3, 5]


def test_a_page_of_history_from_before_a_hole_is_not_kept(replica: Replica) -> None:
    replica.apply(chat_rows(0, 3, [message(1, 1), message(2, 2)]))
    replica.apply(chat_rows(3, 9, [message(5, 9)], hole=True))
    assert replica.remember(CHAT, history(8, message(2, 2))) == []
    assert [change.row for change in replica.remember(CHAT, history(9, message(2, 7)))] == [message(2, 7)]


def test_history_of_a_chat_that_was_left_is_not_kept(replica: Replica) -> None:
    replica.apply(chat_rows(0, 1, [message(1, 1)]))
    replica.apply(account_rows(1, 2, [membership(2, left=True)]))
    assert replica.remember(CHAT, history(1, message(1, 1))) == []
    assert CHAT not in replica.chats


def test_only_the_newest_messages_are_kept_and_old_history_cannot_bring_back_an_older_copy(replica: Replica) -> None:
    replica.apply(chat_rows(0, 1, [message(1, 1, "first")]))
    replica.apply(chat_rows(1, 2, [message(1, 2, "edited")]))
    replica.apply(chat_rows(2, 20, [message(seq, seq) for seq in range(3, 21)]))
    assert seqs(replica) == list(range(13, 21))
    assert replica.remember(CHAT, history(1, message(1, 1, "first"))) == []


def test_a_deleted_chat_keeps_no_messages(replica: Replica) -> None:
    replica.apply(chat_rows(0, 1, [message(1, 1)]))
    replica.apply(chat_rows(1, 2, [Chat(id=CHAT, rev=2, kind=ChatKind.GROUP, deleted=True)]))
    assert seqs(replica) == []


def test_unread_counts_what_others_wrote_after_the_mark(replica: Replica) -> None:
    joined = Message(chat_id=CHAT, seq=5, rev=5, id=ANN, sender_id=ANN, sent_at=0, service=MemberJoined())
    rows = [message(1, 1), message(2, 2, sender=ME), message(3, 3), message(4, 4, deleted=True), joined]
    replica.apply(chat_rows(0, 5, rows))
    assert replica.unread(CHAT) == 2
    replica.apply(account_rows(1, 2, [membership(2, read_seq=1)]))
    assert replica.unread(CHAT) == 1
    replica.apply(account_rows(2, 3, [membership(3, read_seq=5)]))
    assert replica.unread(CHAT) == 0


def test_unread_trusts_the_server_where_messages_are_missing(replica: Replica) -> None:
    frame = Rows(scope=chat_scope(CHAT), after=0, rev=100, rows=[message(100, 100)], hole=True, unread=70)
    replica.apply(frame)
    assert replica.unread(CHAT) == 70
    replica.apply(chat_rows(100, 101, [message(101, 101)]))
    assert replica.unread(CHAT) == 71
    replica.apply(account_rows(1, 2, [membership(2, read_seq=100)]))
    assert replica.unread(CHAT) == 1


def test_unread_of_an_unknown_chat_is_none(replica: Replica) -> None:
    assert replica.unread("unknown") == 0


def test_rows_lists_everything(replica: Replica) -> None:
    replica.apply(chat_rows(0, 2, [message(1, 1), member(2)]))
    assert set(replica.rows()) == {membership(1), message(1, 1), member(2)}
    replica.reset()
    assert list(replica.rows()) == []


def test_a_message_means_the_user_unless_it_is_ones_own_hidden_or_deleted(replica: Replica) -> None:
    named, everybody = Mentions(user_ids=(ANN, ME)), Mentions(everybody=True)
    rows = [
        message(1, 1),
        message(2, 2, mentions=Mentions(user_ids=(ANN,))),
        message(3, 3, mentions=everybody, sender=ME),
        message(4, 4, mentions=named, deleted=True),
        message(5, 5, mentions=everybody),
        message(6, 6, mentions=named),
        message(7, 7, mentions=named),
    ]
    replica.apply(account_rows(1, 2, [HiddenMessage(chat_id=CHAT, seq=5, rev=2)]))
    replica.apply(chat_rows(0, 7, rows))
    assert [row.seq for row in rows if replica.mentions_me(row)] == [6, 7]
    assert replica.unread_mentions(CHAT) == [6, 7]
    replica.apply(chat_rows(7, 8, [message(6, 8, "changed")]))
    assert replica.unread_mentions(CHAT) == [7]
    replica.apply(account_rows(2, 3, [membership(3, read_seq=7)]))
    assert (replica.unread_mentions(CHAT), replica.unread_mentions("unknown")) == ([], [])


def test_mentions_beyond_a_hole_are_those_that_were_told(replica: Replica) -> None:
    frame = chat_rows(0, 90, [message(80, 80, mentions=Mentions(everybody=True))], hole=True)
    replica.apply(msgspec.structs.replace(frame, unread=80, unread_mentions=[3, 9, 70, 80]))
    assert replica.unread_mentions(CHAT) == [3, 9, 70, 80]
    replica.apply(account_rows(1, 2, [membership(2, read_seq=3), HiddenMessage(chat_id=CHAT, seq=70, rev=2)]))
    assert replica.unread_mentions(CHAT) == [9, 80]
    # A change of a message that is not here comes as the whole message.
    replica.apply(chat_rows(90, 91, [message(9, 91, deleted=True), message(80, 91, "changed")]))
    assert replica.unread_mentions(CHAT) == []
    replica.apply(chat_rows(91, 99, [message(99, 99)], hole=True))
    assert replica.unread_mentions(CHAT) == []


def test_as_many_messages_are_kept_as_somebody_reads_back(replica: Replica) -> None:
    rows = [message(seq, seq) for seq in range(1, 21)]
    replica.keep_messages = 20
    replica.apply(chat_rows(0, 20, rows))
    assert seqs(replica) == list(range(1, 21))
    replica.keep_messages = 8
    replica.apply(chat_rows(20, 21, [message(21, 21)]))
    assert seqs(replica) == list(range(14, 22))
