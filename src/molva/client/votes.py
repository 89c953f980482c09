"""What one has answered in polls and the replica does not tell yet."""

from collections.abc import Iterable

from molva.client.outbox import Posted
from molva.client.replica import Replica
from molva.protocol.commands import VoteInPoll


class Votes:
    """The own votes on their way; without options a vote is taken back.

    Args:
        posted: what was on its way before the program began; see `Client.unanswered`.
    """

    def __init__(self, posted: Iterable[Posted] = ()) -> None:
        self._chats: dict[str, dict[int, tuple[int, ...]]] = {}
        for command in posted:
            if isinstance(command, VoteInPoll):
                self.put(command)

    def of(self, chat_id: str) -> dict[int, tuple[int, ...]]:
        """The options that were chosen in a chat, by number of the message."""
        return dict(self._chats.get(chat_id, {}))

    def put(self, command: VoteInPoll) -> None:
        """Take a vote in place of an earlier one."""
        self._chats.setdefault(command.chat_id, {})[command.seq] = tuple(sorted(command.options))

    def drop(self, command: VoteInPoll) -> None:
        """Forget a vote that the server will not have, unless there is another one since."""
        sent = self._chats.get(command.chat_id, {})
        if sent.get(command.seq) == tuple(sorted(command.options)):
            del sent[command.seq]

    def arrived(self, replica: Replica) -> None:
        """Forget those that the replica tells."""
        for chat_id, sent in self._chats.items():
            known = replica.votes.get(chat_id, {})
            for seq, options in list(sent.items()):
                vote = known.get(seq)
                if options == (() if vote is None else vote.options):
                    del sent[seq]
