"""What clients of dash_messenger ask for."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Token = Annotated[str, Meta(max_length=200)]
Word = Annotated[str, Meta(max_length=256)]
Secret = Annotated[str, Meta(max_length=1024)]
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]


class CheckConnection(Struct, frozen=True, kw_only=True):
    """Ask whether the server is there."""


class CheckToken(Struct, frozen=True, kw_only=True):
    """Ask whether a token holds; sign out with it; list one's chats."""

    token: Token


class Auth(Struct, frozen=True, kw_only=True):
    """Sign in."""

    username: Word
    password: Secret


class Register(Struct, frozen=True, kw_only=True):
    """Make an account."""

    username: Word
    password: Secret
    email: Word


class CreateChat(CheckToken, frozen=True, kw_only=True):
    """Find or make the chat with somebody."""

    contact_value: Word | int
    contact_mode: Literal["id", "username"]


class GetMessages(CheckToken, frozen=True, kw_only=True):
    """Read the last messages of a chat, from one on if that is named."""

    chat_id: Number
    min_message_id: Number | None = None


class SendMessage(CheckToken, frozen=True, kw_only=True):
    """Write in a chat; what is an image or a video there is told by its link, as any text."""

    chat_id: Number
    content: str
    content_type: Literal["text", "img", "video"]
