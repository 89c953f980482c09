"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import ClosePoll, CreatePoll, ListVoters, VoteInPoll
from molva.protocol.errors import (
    ChatNotFound,
    HourlyLimit,
    InvalidField,
    InvalidText,
    MessageDeleted,
    MessageIdTaken,
    MessageNotFound,
    MomentPassed,
    MomentTooFar,
    PersonBlocked,
    PersonGone,
    PollAnswered,
    PollClosed,
    RightsMissing,
    SendingBanned,
    SlowMode,
    TextTooLong,
    VotersHidden,
    WritingNotAccepted,
)
from molva.protocol.rows import Member, Message, Vote
from molva.server.features.chats import ChatDeleted, HistoryErased
from molva.server.features.polls import closing, following, voting
from molva.server.features.polls.asking import Asker
from molva.server.features.polls.store_votes import votes_after
from molva.server.kernel.feature import Feature, JobKind, RowKind, batch, read, write


def polls_feature(*, max_text: int, ban_appeal: str = "", general_hourly: int = 0) -> Feature:
    """Describe the slice; a poll is a message whose own row tells how it stands.

    Args:
        max_text: longest text of a message in characters.
        ban_appeal: whom a banned person may turn to; empty: the server's owner.
        general_hourly: messages of a member in any hour in the general chat; 0 for any number.
    """
    one = "/chats/{chat_id}/messages/{seq}"
    of_message = (ChatNotFound, MessageNotFound, MessageDeleted)
    return Feature(
        name="polls",
        endpoints=(
            write(
                CreatePoll,
                Asker(max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly).create,
                "POST /chats/{chat_id}/polls",
                ChatNotFound,
                MessageNotFound,
                MessageIdTaken,
                VotersHidden,
                InvalidField,
                InvalidText,
                TextTooLong,
                MomentPassed,
                MomentTooFar,
                RightsMissing,
                SlowMode,
                HourlyLimit,
                SendingBanned,
                PersonBlocked,
                PersonGone,
                WritingNotAccepted,
                status=201,
            ),
            batch(
                VoteInPoll,
                voting.vote_in_polls,
                f"PUT {one}/vote",
                *of_message,
                PollClosed,
                PollAnswered,
                InvalidField,
                PersonBlocked,
                PersonGone,
                WritingNotAccepted,
            ),
            write(ClosePoll, closing.close_poll, f"POST {one}/close", *of_message, RightsMissing),
            read(ListVoters, voting.list_voters, f"GET {one}/voters", ChatNotFound, MessageNotFound, VotersHidden),
        ),
        rows=(RowKind(Vote, "account", votes_after),),
        jobs=(JobKind(closing.CLOSE, closing.close_due), JobKind(closing.TELL, closing.tell_due)),
        on_change=(
            (Message, following.forget_deleted),
            (HistoryErased, following.forget_erased),
            (Member, following.follow_member),
            (ChatDeleted, following.forget_chat),
        ),
    )
