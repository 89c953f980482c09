"""Bans from sending: a moment in the account's row, so that whoever is banned sees it too."""

from datetime import UTC, datetime

from msgspec.structs import replace
from sqlalchemy import Connection

from molva.protocol.errors import SendingBanned
from molva.protocol.rows import Account, account_scope
from molva.server.features.accounts.store.users import change_account, owner_username, read_account
from molva.server.kernel.context import Context


def ban_until(ctx: Context, user_id: str, until: int) -> Account:
    """Let a user send nothing before a moment, milliseconds since the epoch; 0 lifts the ban."""
    scope = account_scope(user_id)
    rev = ctx.next_rev(scope)
    account = replace(read_account(ctx.connection, user_id), banned_until=until, rev=rev)
    change_account(ctx.connection, account)
    ctx.changed(scope, account)
    return account


def sending_banned(connection: Connection, until: int, appeal: str) -> SendingBanned:
    """Word the refusal of whoever is banned.

    Args:
        appeal: whom to turn to; empty: the server's owner.
    """
    moment = datetime.fromtimestamp(until / 1000, UTC).strftime("%Y-%m-%d %H:%M")
    return SendingBanned(until=moment, until_at=until, appeal=appeal or f"@{owner_username(connection)}")
