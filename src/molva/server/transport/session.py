"""Who sends a request: the bearer token or the session cookie, its renewal, and the answers that set or clear it."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from msgspec.structs import replace

from molva.protocol.commands import Command, DeleteAccount, Register, SignedIn, SignIn, SignOut
from molva.protocol.errors import Language, NotSignedIn, SessionEnded
from molva.server.kernel.caller import Caller
from molva.server.transport.languages import preferred_language
from molva.server.transport.origins import Origins, Scope, header_of, headers_of

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{20,200}")

MAX_CLIENT: Final = 256
"""Characters of a User-Agent that are kept."""

DAY_S: Final = 86_400

CLEAR_CACHE: Final = (b"clear-site-data", b'"cache"')
"""Tells a browser that signs out to forget our answers. What its database holds the client deletes itself: `"storage"`
would take the service worker and the chosen theme and language along."""

Headers = list[tuple[bytes, bytes]]


class Proven(Protocol):
    """What is known of a session that holds."""

    @property
    def user_id(self) -> str: ...
    @property
    def session_id(self) -> str: ...
    @property
    def language(self) -> Language | None: ...
    @property
    def due(self) -> bool:
        """It has been used for an hour without that being written down."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A caller, and the headers that the answer has to carry."""

    caller: Caller
    headers: Headers = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """Finds out who sends a request."""

    origins: Origins
    find: Callable[[str], Awaitable[Proven | None]]
    """The session that a token proves."""
    extend: Callable[[str], Awaitable[None]]
    """Writes down that a session, by id, is used, so that it lives on."""
    lifetime_days: int

    async def admit(self, scope: Scope, *, writes: bool = True) -> Admitted:
        """Find the caller of a request; one without credentials is a visitor.

        Args:
            writes: the request may change something or open a WebSocket, so it must not come from another site.

        Raises:
            WrongOrigin: a page of another site sends it.
            SessionEnded: the credentials prove nothing (any more).
        """
        token, by_cookie = self._credentials(scope)
        if writes:
            self.origins.check(scope, cookie=by_cookie)
        visitor = self.visitor(scope)
        if token is None:
            return Admitted(visitor)
        found = await self.find(token) if TOKEN.fullmatch(token) else None
        if found is None:
            raise SessionEnded
        headers: Headers = []
        if found.due:
            await self.extend(found.session_id)
            if by_cookie:
                headers.append(self._cookie(scope, token))
        caller = Caller(
            address=visitor.address,
            language=found.language or visitor.language,
            client=visitor.client,
            user=found.user_id,
            session=found.session_id,
        )
        return Admitted(caller, headers)

    async def admit_user(self, scope: Scope) -> Admitted:
        """Find the user who opens a WebSocket.

        Raises:
            WrongOrigin: a page of another site opens it.
            NotSignedIn: nobody is signed in.
        """
        admitted = await self.admit(scope)
        if admitted.caller.user is None:
            raise NotSignedIn
        return admitted

    def visitor(self, scope: Scope) -> Caller:
        """Describe the sender without any proof of who they are."""
        return Caller(
            address=self.origins.address(scope),
            language=preferred_language(header_of(scope, b"accept-language")),
            client=header_of(scope, b"user-agent")[:MAX_CLIENT],
        )

    def hand_over(self, scope: Scope, command: Command[Any], answer: Any) -> tuple[Any, Headers]:
        """Turn a new session's token into a cookie unless the command asked for the token; clear it at the end."""
        if isinstance(command, Register | SignIn) and isinstance(answer, SignedIn) and not command.token:
            token = answer.token or ""
            return replace(answer, token=None), [self._cookie(scope, token)]
        if isinstance(command, SignOut | DeleteAccount) and (cleared := self.clearing(scope)):
            return answer, [*cleared, CLEAR_CACHE]
        return answer, []

    def clearing(self, scope: Scope) -> Headers:
        """Make the browser forget its cookie, if it sent one."""
        return [self._cookie(scope, "")] if self.has_cookie(scope) else []

    def has_cookie(self, scope: Scope) -> bool:
        """Tell whether a browser says that somebody has signed in; whether that holds only `admit` knows."""
        return self._cookie_token(scope) is not None

    def _credentials(self, scope: Scope) -> tuple[str | None, bool]:
        """Find the token, and whether it came as the cookie; a bearer token wins."""
        sent = headers_of(scope, b"authorization")
        if sent:
            scheme, _, token = sent[0].partition(" ")
            return (token.strip() if len(sent) == 1 and scheme.lower() == "bearer" else ""), False
        token_or_none = self._cookie_token(scope)
        return token_or_none, token_or_none is not None

    def _cookie_token(self, scope: Scope) -> str | None:
        name = self._cookie_name(scope)
        for header in headers_of(scope, b"cookie"):
            for pair in header.split(";"):
                key, _, value = pair.strip().partition("=")
                if key == name:
                    return value
        return None

    def _cookie_name(self, scope: Scope) -> str:
        # The prefix makes browsers insist on Secure and Path=/, so that no neighbouring site can plant the cookie;
        # they refuse it on plain http.
        return "__Host-molva" if self.origins.secure(scope) else "molva"

    def _cookie(self, scope: Scope, token: str) -> tuple[bytes, bytes]:
        age = self.lifetime_days * DAY_S if token else 0
        secure = "; Secure" if self.origins.secure(scope) else ""
        value = f"{self._cookie_name(scope)}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}"
        return b"set-cookie", value.encode("ascii")
