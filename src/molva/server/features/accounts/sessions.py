"""Sessions: how one begins, lives on while it is used, is listed and ends."""

from typing import Final

import msgspec

from molva.protocol.commands import (
    Done,
    ListSessions,
    RevokeOtherSessions,
    RevokeSession,
    Session,
    SessionList,
    SignedIn,
    SignOut,
)
from molva.protocol.errors import SessionNotFound
from molva.protocol.ids import new_id
from molva.protocol.rows import Account
from molva.server.features.accounts.names import storable
from molva.server.features.accounts.store import sessions as store
from molva.server.features.accounts.tokens import new_token, new_uuid_token
from molva.server.kernel.caller import Caller
from molva.server.kernel.context import Context, View
from molva.server.kernel.effects import SessionsEnded

MAX_SESSIONS: Final = 100
"""Sessions of one user; beyond that the longest unused ends. A script that signs in each time meets this."""

MAX_LABEL: Final = 256
"""Characters of a device's name that are kept."""


def start_session(ctx: Context, account: Account, client: str, lifetime_days: int) -> SignedIn:
    """Sign a user in: a new token each time, whatever the caller came with.

    The answer always has the token; the edge takes it out when the client asked for a cookie instead.
    """
    token = new_uuid_token() if ctx.caller.uuid_tokens else new_token()
    session = Session(
        id=new_id(ctx.now),
        client=client,
        address=ctx.caller.address[:64],
        created_at=ctx.now,
        used_at=ctx.now,
        expires_at=ctx.now + lifetime_days * store.DAY_MS,
    )
    store.sweep_sessions(ctx.connection, account.user_id, ctx.now)
    store.add_session(ctx.connection, account.user_id, session, token)
    _ended(ctx, store.end_least_used(ctx.connection, account.user_id, MAX_SESSIONS))
    return SignedIn(account=account, session_id=session.id, expires_at=session.expires_at, token=token)


def device_name(caller: Caller, client: str) -> str:
    """Choose what the list of sessions calls a device: what the command says, or what the program calls itself.

    Raises:
        InvalidField: the command's name cannot be stored.
    """
    said = "".join(letter for letter in caller.client if letter.isprintable())
    return (storable(client, "client") or said)[:MAX_LABEL]


def list_sessions(view: View, command: ListSessions) -> SessionList:
    """Handle `ListSessions`."""
    current = view.caller.session_id
    listed = store.list_sessions(view.connection, view.user_id, view.now)
    return SessionList(sessions=[msgspec.structs.replace(each, current=each.id == current) for each in listed])


def sign_out(ctx: Context, command: SignOut) -> Done:
    """Handle `SignOut`; a session that ended meanwhile is as good."""
    store.end_session(ctx.connection, ctx.user_id, ctx.caller.session_id)
    _ended(ctx, (ctx.caller.session_id,))
    return Done()


def revoke_session(ctx: Context, command: RevokeSession) -> Done:
    """Handle `RevokeSession`; a foreign session is answered like one that does not exist."""
    if not store.end_session(ctx.connection, ctx.user_id, command.session_id):
        raise SessionNotFound
    _ended(ctx, (command.session_id,))
    return Done()


def revoke_other_sessions(ctx: Context, command: RevokeOtherSessions) -> Done:
    """Handle `RevokeOtherSessions`."""
    end_others(ctx)
    return Done()


def end_others(ctx: Context) -> None:
    """End every session of the caller but the one that asks."""
    _ended(ctx, store.end_other_sessions(ctx.connection, ctx.user_id, ctx.caller.session_id))


def _ended(ctx: Context, session_ids: tuple[str, ...]) -> None:
    if session_ids:
        ctx.after_commit(SessionsEnded(session_ids))
