"""What clients of yachat send."""

from typing import Annotated

from msgspec import Meta, Struct

Token = Annotated[str, Meta(max_length=200)]
GivenId = Annotated[str, Meta(max_length=200)]


class Status(Struct, frozen=True, kw_only=True):
    """Ask how the server and oneself are."""

    user_id: Token


class Send(Struct, frozen=True, kw_only=True):
    """Write in a chat, or in the general one; perhaps a comment on a message."""

    author_id: Token
    message: str
    chat_id: GivenId | None = None
    comment_on: GivenId | None = None


class Chats(Struct, frozen=True, kw_only=True):
    """Read one's chats, or one of them."""

    user_id: Token
    chat_id: GivenId | None = None
    msg_count: Annotated[int, Meta(ge=0, le=200)] | None = None


class ConnectP2p(Struct, frozen=True, kw_only=True):
    """Find or make the chat with somebody."""

    user_id: Token
    other_user_id: GivenId


class Exit(Struct, frozen=True, kw_only=True):
    """Leave a chat."""

    user_id: Token
    chat_id: GivenId


class ReportUser(Struct, frozen=True, kw_only=True):
    """Report somebody."""

    user_id: Token
    reported_user_id: GivenId
    reason: Annotated[str, Meta(max_length=1024)] = ""
