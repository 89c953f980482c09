"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import (
    CancelScheduledMessage,
    ChangeScheduledMessage,
    ListScheduledMessages,
    ScheduleMessage,
    SendScheduledMessage,
)
from molva.protocol.errors import (
    ChatNotFound,
    HourlyLimit,
    InvalidText,
    MessageIdTaken,
    MessageNotFound,
    MomentPassed,
    MomentTooFar,
    PersonBlocked,
    PersonGone,
    RightsMissing,
    ScheduledMessageNotFound,
    SendingBanned,
    SlowMode,
    TextTooLong,
    TooManyScheduledMessages,
    WritingNotAccepted,
)
from molva.protocol.rows import Member, ScheduledMessage
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted
from molva.server.features.schedule import commands
from molva.server.features.schedule.store import scheduled_after
from molva.server.kernel.feature import Feature, JobKind, RowKind, read, write


def schedule_feature(
    *, max_text: int, ban_appeal: str = "", general_hourly: int = 0, link_previews: bool = False
) -> Feature:
    """Describe the slice.

    Args:
        max_text: longest text of a message in characters.
        ban_appeal: whom a banned person may turn to; empty: the server's owner.
        general_hourly: messages of a member in any hour in the general chat; 0 for any number.
        link_previews: whether messages with a link wait for what the page says.
    """
    scheduler = commands.Scheduler(
        max_text=max_text, ban_appeal=ban_appeal, general_hourly=general_hourly, link_previews=link_previews
    )
    one = "/scheduled/{id}"
    sending = (ChatNotFound, MessageNotFound, MessageIdTaken, InvalidText, TextTooLong)
    of_writer = (SendingBanned, PersonBlocked, PersonGone, WritingNotAccepted)
    moment = (MomentPassed, MomentTooFar)
    return Feature(
        name="schedule",
        endpoints=(
            write(
                ScheduleMessage,
                scheduler.schedule,
                "POST /chats/{chat_id}/scheduled",
                *sending,
                *moment,
                TooManyScheduledMessages,
                status=201,
            ),
            write(
                ChangeScheduledMessage,
                scheduler.change,
                f"PATCH {one}",
                ScheduledMessageNotFound,
                ChatNotFound,
                InvalidText,
                TextTooLong,
                *moment,
            ),
            write(CancelScheduledMessage, commands.cancel_scheduled, f"DELETE {one}"),
            write(
                SendScheduledMessage,
                scheduler.send_now,
                f"POST {one}/send",
                ScheduledMessageNotFound,
                *sending,
                *of_writer,
                RightsMissing,
                SlowMode,
                HourlyLimit,
            ),
            read(ListScheduledMessages, commands.list_scheduled, "GET /scheduled"),
        ),
        rows=(RowKind(ScheduledMessage, "account", scheduled_after),),
        on_change=(
            (Member, commands.forget_left),
            (ChatDeleted, commands.forget_chat),
            (AccountDeleted, commands.forget_person),
        ),
        jobs=(JobKind(commands.JOB, scheduler.send_due),),
    )
