"""Answers as JSON: results, refusals in the reader's language, and the headers that every answer carries."""

from collections.abc import Awaitable, Callable
from math import ceil
from typing import Any, Final

import msgspec

from molva.protocol.errors import Language, Refusal
from molva.server.transport.origins import Origins, Scope

Send = Callable[[Any], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

JSON: Final = b"application/json"

_encoder: Final = msgspec.json.Encoder()


async def answer_json(
    scope: Scope, send: Send, value: Any, *, status: int = 200, headers: Headers | None = None
) -> None:
    """Answer with a struct, or anything else that has a JSON form."""
    await answer_bytes(scope, send, _encoder.encode(value), JSON, status=status, headers=headers)


async def answer_refusal(
    scope: Scope, send: Send, refusal: Refusal, language: Language, headers: Headers | None = None
) -> None:
    """Answer with an error of the catalogue."""
    extra = list(headers or [])
    if refusal.retry_after_ms is not None:
        extra.append((b"retry-after", str(ceil(refusal.retry_after_ms / 1000)).encode()))
    if refusal.status == 401:
        extra.append((b"www-authenticate", b"Bearer"))
    await answer_json(scope, send, refusal.to_wire(language), status=refusal.status, headers=extra)


async def answer_bytes(
    scope: Scope, send: Send, body: bytes, kind: bytes, *, status: int = 200, headers: Headers | None = None
) -> None:
    """Answer with a body of any type; to HEAD without it, and to a WebSocket's handshake as its denial."""
    prefix = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    fields = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *(headers or [])]
    if not any(name == b"cache-control" for name, _ in fields):
        fields.append((b"cache-control", b"no-store"))
    await send({"type": f"{prefix}.start", "status": status, "headers": fields})
    await send({"type": f"{prefix}.body", "body": b"" if scope.get("method") == "HEAD" else body})


POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self' {websocket}; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types svelte-trusted-html app-urls engine"
)
"""What a page of ours may load; the WebSocket is named for browsers that do not count it to 'self'."""

FIXED: Final[Headers] = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"permissions-policy",
        b"camera=(self), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
]

STRICT_TRANSPORT: Final = (b"strict-transport-security", b"max-age=31536000")


class SecurityHeaders:
    """Wraps an app so that every answer tells browsers what our pages may do."""

    def __init__(self, app: App, origins: Origins) -> None:
        self.app = app
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or the life of the server."""

        async def send_secured(message: Any) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                policy = POLICY.format(websocket=self._origins.websocket_source(scope)).replace(" ;", ";")
                message["headers"] = [*message["headers"], *FIXED, (b"content-security-policy", policy.encode())]
                if self._origins.secure(scope):
                    message["headers"].append(STRICT_TRANSPORT)
            await send(message)

        await self.app(scope, receive, send if scope["type"] == "lifespan" else send_secured)
