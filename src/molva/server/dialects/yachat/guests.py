"""Guests of yachat: accounts that are made by connecting, proven by a secret id, and known to others by another one."""

import secrets
from dataclasses import replace
from typing import Final

from molva.protocol.commands import Register
from molva.protocol.errors import NotSignedIn, RegistrationClosed, UsernameTaken
from molva.server.dialects import talk
from molva.server.dialects.backend import Backend
from molva.server.features.accounts import any_user
from molva.server.kernel.caller import Caller

ATTEMPTS: Final = 3
"""Names that are tried; two guests hardly ever get names that look alike."""


async def connect(backend: Backend, visitor: Caller) -> str:
    """Make a guest's account and return its token; nobody knows the password, so it ends with its session.

    Raises:
        RegistrationClosed: the server has no owner yet, and whom nobody can sign in as must not become it.
        Refusal: as `Register` refuses.
    """
    if not await backend.read(any_user):
        raise RegistrationClosed
    asking = replace(visitor, uuid_tokens=True, guest=True)
    for attempt in range(ATTEMPTS):
        name = f"guest-{secrets.token_hex(5)}"
        command = Register(username=name, password=secrets.token_urlsafe(32), client="yachat", token=True)
        try:
            return (await backend.execute(asking, command)).token or ""
        except UsernameTaken:
            if attempt == ATTEMPTS - 1:
                raise
    raise UsernameTaken


async def caller_of(backend: Backend, visitor: Caller, token: str) -> Caller:
    """Find who sends this token.

    Raises:
        NotSignedIn: it is nobody's, or not any more.
    """
    caller = await backend.proven_by(visitor, token)
    if caller is None:
        raise NotSignedIn
    return caller


async def person(backend: Backend, visitor: Caller, given: str) -> str:
    """Find another person by the id that others see, or by their token where somebody was told it.

    Raises:
        InvalidField: no id at all.
    """
    found = await backend.proven_by(visitor, given)
    return talk.checked(given) if found is None else found.user_id
