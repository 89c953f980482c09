"""Signals: what is shown at once and never stored; losing one does no harm."""

from msgspec import Struct

from molva.protocol.ids import ChatId, Millis, UserId


class Signal(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """Base of all signals."""


class Typing(Signal, tag="typing", frozen=True, kw_only=True):
    """A member is writing; show it for TYPING_SECONDS or until the member's message comes."""

    chat_id: ChatId
    user_id: UserId


class Presence(Signal, tag="presence", frozen=True, kw_only=True):
    """A person came online or went away; `seen_at` is when they were last here."""

    user_id: UserId
    online: bool
    seen_at: Millis | None = None


AnySignal = Typing | Presence

TYPING_SECONDS = 6
"""How long one typing signal holds; a writing client repeats it every half of that."""
