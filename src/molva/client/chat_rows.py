"""The rows of one chat in the replica, and what of them is dropped again."""

from dataclasses import dataclass, field

from molva.protocol.frames import Rows
from molva.protocol.rows import Chat, Mark, Member, Message, Pin


@dataclass
class ChatRows:
    """The rows of one chat. A message that is here is current; a `seq` that is not must be asked for."""

    chat: Chat | None = None
    members: dict[str, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    pins: dict[int, Pin] = field(default_factory=dict)
    """By the number of the message, those that were taken away included."""
    last_seq: int = 0
    floor: int = 0
    """Rows read from the history are taken only if they reflect this revision: a newer copy may have been dropped."""
    unread_told: int = 0
    """How many were unread when messages were left out (`hole`), counted by the server."""
    told_at_seq: int = 0
    told_at_read: int = 0
    mentions_told: tuple[int, ...] = ()
    """Which of them mention the user, as the server said then."""

    def forget_older(self, frame: Rows, read_seq: int) -> None:
        """A hole: any message older than those in the frame may have changed unseen.

        `read_seq` is how far the user has read.
        """
        seqs = [row.seq for row in frame.rows if isinstance(row, Message)]
        for seq in [seq for seq in self.messages if seq < min(seqs, default=seq + 1)]:
            del self.messages[seq]
        self.floor = frame.rev
        self.unread_told = frame.unread or 0
        self.mentions_told = tuple(frame.unread_mentions)
        self.told_at_seq = max(seqs, default=self.last_seq)
        self.told_at_read = read_seq

    def trim(self, keep: int, rev: int) -> None:
        """Keep the newest messages; a quarter more may gather, so that one message does not cost a sort.

        `rev` is the revision up to which the chat's changes are here.
        """
        if len(self.messages) <= keep + keep // 4:
            return
        for seq in sorted(self.messages)[:-keep]:
            del self.messages[seq]
        self.floor = max(self.floor, rev)
