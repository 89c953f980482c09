"""Whether a token holds, asked over HTTP."""

from functools import partial
from typing import Final

from molva.protocol.errors import Language, Refusal
from molva.server.dialects.backend import Backend
from molva.server.wire.foreign import PLAIN, Asked, Pages, Told

NO_DATA: Final = Told(b"No data", PLAIN, 503)
VALIDATION: Final = "token_validation"


def dash_pages(backend: Backend) -> Pages:
    """Describe the dialect's one request."""
    return Pages(methods={"/api": frozenset({"GET", "HEAD"})}, answer=partial(_answer, backend), refuse=_refuse)


def _refuse(_: Refusal, __: Language) -> Told:
    return NO_DATA


async def _answer(backend: Backend, asked: Asked) -> Told:
    token = asked.headers.get("authorization", "")
    if not token or asked.headers.get("sec-fetch-mode") != VALIDATION:
        return NO_DATA
    holds = await backend.proven_by(asked.visitor, token[:200]) is not None
    return Told(b"True" if holds else b"False", PLAIN)
