"""What one has answered in polls and the replica does not tell yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from molva.client.outbox import Posted
from molva.client.replica import Replica
from molva.protocol.commands import VoteInPoll


@dataclass
class Votes:
    """The own votes on their way, by chat and number of the message; without options a vote is taken back."""

    chats: dict[str, dict[int, tuple[int, ...]]] = field(default_factory=dict)

    def begin(self, commands: Iterable[Posted]) -> None:
        """Take those that an earlier run of the program has left."""
        for command in commands:
            if isinstance(command, VoteInPoll):
                self.put(command)

    def put(self, command: VoteInPoll) -> None:
        """Take a vote in place of an earlier one."""
        self.chats.setdefault(command.chat_id, {})[command.seq] = tuple(sorted(command.options))

    def drop(self, command: VoteInPoll) -> None:
        """Forget a vote that the server will not have, unless there is another one since."""
        sent = self.chats.get(command.chat_id, {})
        if sent.get(command.seq) == tuple(sorted(command.options)):
            del sent[command.seq]

    def arrived(self, replica: Replica) -> None:
        """Forget those that the replica tells."""
        for chat_id, sent in self.chats.items():
            known = replica.votes.get(chat_id, {})
            for seq, options in list(sent.items()):
                vote = known.get(seq)
                if options == (() if vote is None else vote.options):
                    del sent[seq]
