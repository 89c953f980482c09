"""Threads: who opens the comments under a message, who follows them, and what closes them."""

from __future__ import annotations

from molva.protocol.commands import FollowThread, OpenThread
from tests.security.model.public import Public
from tests.security.model.room import RANKS, Room, refuse
from tests.security.model.rules import rule_of

SHOWN = 3
LOOKED_AT = 50


class Threads(Public):
    """Comments; a thread is a chat of those who have it open, with the roles of the chat above it."""

    def find_thread(self, chat_id: str, seq: int) -> str | None:
        """Find the thread about a message."""
        return next((at for at, room in self.rooms.items() if room.root == (chat_id, seq)), None)

    @rule_of(OpenThread)
    def open_thread(self, command: OpenThread, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        refuse("not_a_group", not room.group)
        entry = self.entry(user, command.chat_id, command.seq)[2]
        refuse("message_deleted", entry.deleted)
        refuse("message_not_found", not entry.id)
        writes = RANKS.index(stay.role) >= RANKS.index(room.rights["who_comments"])
        thread = self.find_thread(command.chat_id, command.seq)
        refuse("rights_missing", not writes and thread is None)
        if thread is not None:
            self._open(self.rooms[thread], user)

    def note_thread(self, thread: str, command: OpenThread, user: str) -> None:
        """Take note of a new thread, which the server names; whoever has written the root follows it."""
        if thread in self.rooms:
            return
        room = self.rooms[thread] = Room(group=False, root=(command.chat_id, command.seq))
        above = self.rooms[command.chat_id]
        author = above.people().get(above.entries[command.seq - 1].sender)
        if author is not None and author.first <= command.seq:
            self._open(room, above.entries[command.seq - 1].sender)
            room.people()[above.entries[command.seq - 1].sender].following = True
        self._open(room, user)

    def _open(self, room: Room, user: str) -> None:
        if user not in room.people():
            room.let_in(user)

    @rule_of(FollowThread)
    def follow_thread(self, command: FollowThread, user: str, now: int) -> None:
        room, stay = self.stay(user, command.chat_id)
        refuse("chat_not_found", room.root is None)
        stay.following = command.following

    def followed(self, user: str) -> list[str]:
        """List the threads that somebody follows and that have comments, the latest written first."""
        open_ = {at: room for at, room in self.rooms.items() if room.root is not None and room.entries}
        mine = [at for at, room in open_.items() if user in room.people() and room.people()[user].following]
        return sorted(mine, key=lambda at: (open_[at].entries[-1].sent_at, at), reverse=True)

    def forget_left(self) -> None:
        """See `Standing.forget_left`; threads close with what is commented on, and follow the chat above them."""
        for thread in [at for at, room in self.rooms.items() if room.root is not None]:
            self._settle(thread)
        super().forget_left()

    def _settle(self, thread: str) -> None:
        room = self.rooms[thread]
        assert room.root is not None
        above = self.rooms.get(room.root[0])
        root = None if above is None else above.entries[room.root[1] - 1]
        if above is None or root is None or root.deleted:
            self.end_room(thread)
            return
        room.channel, room.rights = above.channel, {**room.rights, "who_writes": above.rights["who_comments"]}
        for user, stay in room.people().items():
            ruling = above.people().get(user)
            stay.over = ruling is None or ruling.first > root.seq
            if stay.over and user == self.actor:
                self.private[user].unplan(thread)
            stay.role = stay.role if ruling is None else ruling.role
        there = [each for each in room.entries if each.id and not each.deleted]
        people = tuple(dict.fromkeys(each.sender for each in there[: -LOOKED_AT - 1 : -1]))[:SHOWN]
        if there or root.comments is not None:
            root.comments = len(there), () if room.channel else people
