"""Guests: accounts that nobody can sign in to, so that they end when their last session has ended."""

from typing import Final

from molva.protocol.commands import WhatStays
from molva.server.features.accounts.removal import remove
from molva.server.features.accounts.store.sessions import last_end
from molva.server.kernel.context import Context
from molva.server.storage.jobs import put_job

JOB: Final = "delete_guest"
"""The kind of job; its subject is the guest's id."""


def expect_end(ctx: Context, user_id: str, ends_at: int) -> None:
    """Look after a guest when the session has ended, milliseconds since the epoch."""
    put_job(ctx.connection, JOB, user_id, ends_at)


def end_due(ctx: Context, subject: str) -> None:
    """Delete a guest's account but not what was written, or look again when the session that holds has ended."""
    ends_at = last_end(ctx.connection, subject, ctx.now)
    if ends_at is None:
        remove(ctx, subject, WhatStays.KEEP)
    else:
        expect_end(ctx, subject, ends_at)
