"""Commands about reports, the bans that follow from them, and what was done about them."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from molva.protocol.commands.accounts import Person
from molva.protocol.commands.base import Command, Done, LongerText, PageSize
from molva.protocol.ids import ChatId, Id, Millis, ReportId, Seq, UserId

MAX_BAN_HOURS: Final = 8_760
"""A year: whoever is to stay away for longer gets another ban."""


class ReportReason(StrEnum):
    """Why somebody is reported."""

    SPAM = "spam"
    ABUSE = "abuse"
    VIOLENCE = "violence"
    FRAUD = "fraud"
    OTHER = "other"


class ReportPerson(Command[Done], tag="report_person", frozen=True, kw_only=True):
    """Tell the server's owner and admins of a person, or of a message of theirs; once for each person.

    Enough open reports from different people keep the person from sending for some hours.
    """

    user_id: UserId
    reason: ReportReason
    comment: LongerText = ""
    chat_id: ChatId | None = None
    seq: Seq | None = None
    """With `chat_id`: the message; those who read the report may read it too."""


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as the server's owner and admins see it."""

    id: ReportId
    person: Person
    reporter: Person
    reason: ReportReason
    reported_at: Millis
    comment: str = ""
    chat_id: ChatId | None = None
    seq: Seq | None = None
    text: str | None = None
    """The message as it is now; None if no message was named, or it is gone."""
    settled: bool = False
    """It has led to a ban, or was dismissed, and does not count any more."""
    banned_until: Millis = 0
    """Until when the person may not send."""


class ReportPage(Struct, frozen=True, kw_only=True):
    """Reports, the newest first; `next` asks for those before."""

    reports: list[Report]
    next: ReportId | None = None


class ListReports(Command[ReportPage], tag="list_reports", frozen=True, kw_only=True):
    """List reports; for the server's owner and admins."""

    before: ReportId | None = None
    limit: PageSize = 50


class DismissReports(Command[Done], tag="dismiss_reports", frozen=True, kw_only=True):
    """Settle the open reports of a person without a ban; for the server's owner and admins."""

    user_id: UserId


class BanPerson(Command[Done], tag="ban_person", frozen=True, kw_only=True):
    """Keep a person from sending for some hours from now, whatever ban there was; for the server's owner and admins.

    Settles the person's open reports. Whoever runs the server cannot be banned.
    """

    user_id: UserId
    hours: Annotated[int, Meta(ge=1, le=MAX_BAN_HOURS)]


class LiftBan(Command[Done], tag="lift_ban", frozen=True, kw_only=True):
    """Let a person send again; for the server's owner and admins."""

    user_id: UserId


class DeedKind(StrEnum):
    """What was done about a person."""

    BANNED = "banned"
    BAN_LIFTED = "ban_lifted"
    REPORTS_DISMISSED = "reports_dismissed"


class Deed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was done about a person, and by whom."""

    id: Id
    kind: DeedKind
    person: Person
    done_at: Millis
    by: Person | None = None
    """None: the server itself, because of enough reports."""
    until: Millis = 0
    """Of a ban: when it ends by itself."""


class DeedPage(Struct, frozen=True, kw_only=True):
    """Deeds, the newest first; `next` asks for those before."""

    deeds: list[Deed]
    next: Id | None = None


class ListDeeds(Command[DeedPage], tag="list_deeds", frozen=True, kw_only=True):
    """List what was done about people; for the server's owner and admins."""

    before: Id | None = None
    limit: PageSize = 50
