"""Name and password in every request: checked as at any sign-in, then remembered as long as its session holds."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from typing import Final

from molva.protocol.commands import Register, SignedIn, SignIn
from molva.server.dialects.backend import Backend, named
from molva.server.kernel.caller import Caller

MAX_HELD: Final = 10_000
"""Sessions that are remembered; whoever is not signs in anew."""


class Keyring:
    """Finds the session of whoever sends a name and a password, so that a client that polls signs in only once.

    A session that was ended, by its owner or by a change of the password, is of no use here: the password is checked
    again. What is remembered of a password is a keyed hash, which is gone with the process.
    """

    def __init__(self, backend: Backend, client: str) -> None:
        """Begin with nobody.

        Args:
            client: what the list of sessions calls them.
        """
        self._backend = backend
        self._client = client
        self._secret = secrets.token_bytes(32)
        self._held: OrderedDict[bytes, tuple[str, str]] = OrderedDict()

    async def caller(self, visitor: Caller, login: str, password: str) -> Caller:
        """Find who has this name and this password.

        Raises:
            Refusal: as `SignIn` refuses.
        """
        key = self._key(login, password)
        held = self._held.get(key)
        if held is not None:
            if await self._backend.holds(held[1]):
                return named(visitor, *held)
            self._held.pop(key, None)
        command = SignIn(login=login, password=password, client=self._client)
        return self._hold(key, visitor, await self._backend.execute(visitor, command))

    async def register(self, visitor: Caller, username: str, password: str) -> Caller:
        """Make an account.

        Raises:
            Refusal: as `Register` refuses.
        """
        command = Register(username=username, password=password, client=self._client)
        return self._hold(self._key(username, password), visitor, await self._backend.execute(visitor, command))

    def _hold(self, key: bytes, visitor: Caller, signed_in: SignedIn) -> Caller:
        self._held[key] = signed_in.account.user_id, signed_in.session_id
        if len(self._held) > MAX_HELD:
            self._held.popitem(last=False)
        return named(visitor, *self._held[key])

    def _key(self, login: str, password: str) -> bytes:
        said = f"{login}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.digest(self._secret, said, hashlib.sha256)
