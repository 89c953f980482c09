"""Secrets that a client shows to prove itself: made here, and stored only as hashes."""

import hashlib
import secrets
from uuid import UUID


def new_token() -> str:
    """Make a session's token: 256 random bits in 43 URL-safe characters."""
    return secrets.token_urlsafe(32)


def new_uuid_token() -> str:
    """Make a session's token in the form of a UUID of version 4: 122 random bits in 36 characters."""
    return str(UUID(bytes=secrets.token_bytes(16), version=4))


def new_code() -> str:
    """Make an invite's code: 128 random bits in 22 URL-safe characters, short enough to read out."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> bytes:
    """Hash any text that claims to be a token; 32 bytes, by which the database finds it.

    A fast hash without salt is enough: the tokens are random.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
