"""The handlers of moderation: who may, what is written, who is banned."""

from typing import Final

from molva.protocol.commands import (
    BanPerson,
    DeedKind,
    DeedPage,
    DismissReports,
    Done,
    LiftBan,
    ListDeeds,
    ListReports,
    ReportPage,
    ReportPerson,
)
from molva.protocol.errors import AlreadyReported, InvalidField, MessageNotFound, Oneself, RightsMissing, UserNotFound
from molva.protocol.rows import ServerRole
from molva.server.features.accounts import ban_until, read_account
from molva.server.features.accounts.server import require_admin
from molva.server.features.chats import renew_standings
from molva.server.features.messages import find_visible
from molva.server.features.moderation import store
from molva.server.kernel.context import Context, View

HOUR_MS: Final = 3_600_000


class Reporting:
    """The handler that needs the server's limits."""

    def __init__(self, *, reports_for_ban: int, ban_hours: int) -> None:
        self._reports_for_ban = reports_for_ban
        self._ban_ms = ban_hours * HOUR_MS

    def report_person(self, ctx: Context, command: ReportPerson) -> Done:
        """Handle `ReportPerson`: the report that is one too many bans, unless the person runs the server."""
        if command.user_id == ctx.user_id:
            raise Oneself
        if "\x00" in command.comment:
            raise InvalidField(reason="a character that cannot be stored - at `$.comment`")
        _check_message(ctx, command)
        if not store.lock_user(ctx.connection, command.user_id):
            raise UserNotFound
        if store.has_reported(ctx.connection, ctx.user_id, command.user_id):
            raise AlreadyReported
        store.insert_report(
            ctx,
            user_id=command.user_id,
            reason=command.reason.value,
            comment=command.comment.strip(),
            chat_id=command.chat_id,
            seq=command.seq,
        )
        self._judge(ctx, command.user_id)
        return Done()

    def _judge(self, ctx: Context, user_id: str) -> None:
        account = read_account(ctx.connection, user_id)
        if account.role is not ServerRole.MEMBER or account.banned_until > ctx.now:
            return
        if store.count_open(ctx.connection, user_id) >= self._reports_for_ban:
            _ban(ctx, user_id, ctx.now + self._ban_ms, by=None)


def dismiss_reports(ctx: Context, command: DismissReports) -> Done:
    """Handle `DismissReports`; where nothing is open nothing is done."""
    require_admin(ctx)
    # What was reported of an account that was deleted is put away, too.
    if not (store.lock_user(ctx.connection, command.user_id) or store.is_known(ctx.connection, command.user_id)):
        raise UserNotFound
    if store.settle(ctx.connection, command.user_id):
        store.insert_deed(ctx, DeedKind.REPORTS_DISMISSED, command.user_id, by=ctx.user_id)
    return Done()


def ban_person(ctx: Context, command: BanPerson) -> Done:
    """Handle `BanPerson`."""
    require_admin(ctx)
    if command.user_id == ctx.user_id:
        raise Oneself
    if not store.lock_user(ctx.connection, command.user_id):
        raise UserNotFound
    if read_account(ctx.connection, command.user_id).role is not ServerRole.MEMBER:
        raise RightsMissing
    _ban(ctx, command.user_id, ctx.now + command.hours * HOUR_MS, by=ctx.user_id)
    return Done()


def lift_ban(ctx: Context, command: LiftBan) -> Done:
    """Handle `LiftBan`; where there is no ban nothing is done."""
    require_admin(ctx)
    if not store.lock_user(ctx.connection, command.user_id):
        raise UserNotFound
    if read_account(ctx.connection, command.user_id).banned_until > ctx.now:
        # What came in meanwhile was about the same: the next ban takes new reports.
        store.settle(ctx.connection, command.user_id)
        ban_until(ctx, command.user_id, 0)
        renew_standings(ctx, command.user_id)
        store.insert_deed(ctx, DeedKind.BAN_LIFTED, command.user_id, by=ctx.user_id)
    return Done()


def list_reports(view: View, command: ListReports) -> ReportPage:
    """Handle `ListReports`."""
    require_admin(view)
    found = store.page_reports(view.connection, before=command.before, limit=command.limit + 1)
    page = found[: command.limit]
    return ReportPage(reports=page, next=page[-1].id if len(found) > len(page) else None)


def list_deeds(view: View, command: ListDeeds) -> DeedPage:
    """Handle `ListDeeds`."""
    require_admin(view)
    found = store.page_deeds(view.connection, before=command.before, limit=command.limit + 1)
    page = found[: command.limit]
    return DeedPage(deeds=page, next=page[-1].id if len(found) > len(page) else None)


def _ban(ctx: Context, user_id: str, until: int, *, by: str | None) -> None:
    store.settle(ctx.connection, user_id)
    ban_until(ctx, user_id, until)
    renew_standings(ctx, user_id)
    store.insert_deed(ctx, DeedKind.BANNED, user_id, by=by, until=until)


def _check_message(ctx: Context, command: ReportPerson) -> None:
    """Let a report name only what the reporter sees of the person."""
    if (command.chat_id is None) != (command.seq is None):
        raise InvalidField(reason="`chat_id` and `seq` go together")
    if command.chat_id is not None and command.seq is not None:
        message = find_visible(ctx, command.chat_id, command.seq)
        if message.sender_id != command.user_id or message.service is not None or message.deleted:
            raise MessageNotFound
