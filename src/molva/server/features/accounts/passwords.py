"""Passwords: which are taken, and their slow hash in a few threads with a short queue before them."""

import asyncio
import secrets
import threading
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from molva.protocol.errors import InvalidField, Overloaded, WeakPassword
from molva.server.features.accounts.common_passwords import is_common
from molva.server.features.accounts.names import storable
from molva.server.memory import give_back
from molva.server.settings import Settings

T = TypeVar("T")

SHORTEST: Final = 8
LONGEST: Final = 1024
"""Characters, at most 4 KiB: hashed in no time, and longer than any passphrase."""

THREADS: Final = 2
"""Hashes at once: each takes a core and the settings' memory."""

QUEUE: Final = 20
"""Hashes that may wait, a third of a second's worth; beyond that sign-ins would eat the server."""

IDLE_S: Final = 5
"""Seconds without a password after which the memory of the last ones goes back."""


def typed_password(text: str, field: str = "password") -> str:
    """Bring a password into one form, however the keyboard composed it (RFC 8265, section 4.2).

    Raises:
        InvalidField: longer than any password, or with characters that nobody types.
    """
    if len(text) > LONGEST:
        raise InvalidField(reason=f"more than {LONGEST} characters - at `$.{field}`")
    storable(text, field)
    spaced = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in text)
    return unicodedata.normalize("NFC", spaced)


def new_password(text: str, *known: str, field: str = "password") -> str:
    """Check a password that somebody chooses.

    Args:
        known: what everybody knows of the user (username, address); a password may not be it.

    Raises:
        WeakPassword: too short, too long, among the commonest, or known.
        InvalidField: characters that nobody types.
    """
    if len(text) > LONGEST:
        raise WeakPassword
    password = typed_password(text, field)
    if len(password) < SHORTEST or is_common(password) or password.casefold() in {word.casefold() for word in known}:
        raise WeakPassword
    return password


class Passwords:
    """Hashes and checks passwords with argon2id (RFC 9106), off the event loop."""

    def __init__(self, settings: Settings) -> None:
        """Prepare the threads and the hash that stands in for users who do not exist."""
        self._hasher = PasswordHasher(settings.password_passes, settings.password_memory_kib, parallelism=1)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="passwords")
        self._taken = 0
        self._idle: asyncio.TimerHandle | None = None
        self._decoy = self._hasher.hash(secrets.token_urlsafe())

    def check_room(self) -> None:
        """Refuse before any other work if the queue is full.

        Raises:
            Overloaded: it is.
        """
        if self._taken >= THREADS + QUEUE:
            raise Overloaded(retry_after_ms=1000)

    async def hash(self, password: str) -> str:
        """Hash a password; the result names the method, its cost and the salt.

        Raises:
            Overloaded: too many wait.
        """
        return await self._run(lambda: self._hasher.hash(password))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Tell whether a password belongs to a stored hash; without one it takes as long to say no.

        Raises:
            Overloaded: too many wait.
        """
        return await self._run(lambda: self._verify(stored or self._decoy, password)) and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Tell whether a hash was made with another cost than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except VerifyMismatchError:
            return False

    async def _run(self, work: Callable[[], T]) -> T:
        self.check_room()
        self._taken += 1
        if self._idle is not None:
            self._idle.cancel()
        running = asyncio.get_running_loop().run_in_executor(self._threads, work)
        # The place is free when the thread is, even if nobody waits for the answer any more.
        running.add_done_callback(self._leave)
        return await asyncio.shield(running)

    def _leave(self, _: object) -> None:
        self._taken -= 1
        if not self._taken:
            self._idle = asyncio.get_running_loop().call_later(IDLE_S, self._give_back)

    def _give_back(self) -> None:
        together = threading.Barrier(THREADS)

        def work() -> None:
            # Whoever has begun waits for the rest, so each thread has its turn.
            together.wait()
            give_back()

        for _ in range(THREADS):
            self._threads.submit(work)
