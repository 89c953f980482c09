"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import BanPerson, DismissReports, LiftBan, ListDeeds, ListReports, ReportPerson
from molva.protocol.errors import (
    AlreadyReported,
    ChatNotFound,
    InvalidField,
    MessageNotFound,
    Oneself,
    RightsMissing,
    UserNotFound,
)
from molva.server.features.moderation import commands
from molva.server.kernel.feature import Feature, read, write


def moderation_feature(*, reports_for_ban: int, ban_hours: int) -> Feature:
    """Describe the slice.

    Args:
        reports_for_ban: open reports from different people that ban a person.
        ban_hours: how long.
    """
    reporting = commands.Reporting(reports_for_ban=reports_for_ban, ban_hours=ban_hours)
    of_report = (UserNotFound, Oneself, AlreadyReported, ChatNotFound, MessageNotFound, InvalidField)
    of_admin = (RightsMissing, UserNotFound)
    return Feature(
        name="moderation",
        endpoints=(
            write(ReportPerson, reporting.report_person, "POST /users/{user_id}/reports", *of_report, status=201),
            read(ListReports, commands.list_reports, "GET /reports", RightsMissing),
            write(DismissReports, commands.dismiss_reports, "DELETE /users/{user_id}/reports", *of_admin),
            write(BanPerson, commands.ban_person, "PUT /users/{user_id}/ban", *of_admin, Oneself),
            write(LiftBan, commands.lift_ban, "DELETE /users/{user_id}/ban", *of_admin),
            read(ListDeeds, commands.list_deeds, "GET /deeds", RightsMissing),
        ),
    )
