"""Who and what there is in the fake server: its users and its chats."""

from dataclasses import dataclass, field

from molva.protocol.rows import ChatKind, Member, Message


@dataclass(frozen=True)
class FakeUser:
    """A user of the fake server; `token` lets a client in."""

    id: str
    username: str
    name: str
    token: str


@dataclass
class FakeChat:
    """A chat of the fake server."""

    id: str
    kind: ChatKind
    members: dict[str, Member] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)

    def present(self, user_id: str) -> bool:
        """Tell whether a user is in the chat."""
        member = self.members.get(user_id)
        return member is not None and not member.left
