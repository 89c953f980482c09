"""What clients of X-messenger send; ids are texts, and numbers are taken for them."""

from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(max_length=256)] | int
Key = Annotated[str, Meta(max_length=1024)]


class Signup(Struct, frozen=True):
    """Make an account."""

    username: Annotated[str, Meta(max_length=256)]
    key: Key


class Signed(Struct, frozen=True, kw_only=True):
    """Who asks: an id or a username, and the key."""

    user_id: Text
    key: Key


class GetMsgs(Signed, frozen=True, kw_only=True):
    """What was written in a chat after a message, `-1` for everything."""

    chat_id: Text
    last_msg_id: Text = "-1"


class SendMsg(Signed, frozen=True, kw_only=True):
    """Write in a chat."""

    chat_id: Text
    msg: str


class Add2Chat(Signed, frozen=True, kw_only=True):
    """Join a chat, or begin one with somebody."""

    to_chat_id: Text | None = None
    to_user_id: Text | None = None
    chat_name: Annotated[str, Meta(max_length=256)] = ""


class ExitFromChat(Signed, frozen=True, kw_only=True):
    """Leave a chat."""

    chat_id: Text


class DelMsg(Signed, frozen=True, kw_only=True):
    """Delete a message for everybody."""

    message_id: Text


class Search4Chat(Signed, frozen=True, kw_only=True):
    """Find people and chats by id or by the beginning of a name."""

    search_line: Text


class TrustedMsg(Struct, frozen=True, kw_only=True, rename={"to_user": "toUser"}):
    """Write to somebody in anybody's name; only where requests are believed."""

    username: Annotated[str, Meta(max_length=256)]
    to_user: Annotated[str, Meta(max_length=256)]
    msg: str
