"""How people come into groups by links and requests, and who is kept from sending: as the people concerned know it."""

from __future__ import annotations

from dataclasses import dataclass

from molva.protocol.commands import (
    AnswerJoinRequest,
    BanPerson,
    ChatInvite,
    CreateChatInvite,
    DismissReports,
    JoinChat,
    LiftBan,
    ReportPerson,
    RevokeChatInvite,
    WithdrawJoinRequest,
)
from molva.protocol.rows import ChatRole
from tests.security.model.room import Room, refuse
from tests.security.model.rules import rule_of
from tests.security.model.standing import Standing

HOUR_MS = 3_600_000
REFUSED_MS = 24 * HOUR_MS
REPORTS_FOR_BAN = 3
BAN_MS = 4 * HOUR_MS


@dataclass
class Link:
    """A link into a group."""

    id: str
    code: str
    chat_id: str
    left: int | None
    """How many may still come by it; None for any number."""
    expires_at: int | None
    approval: bool
    by: str = ""
    """Who has made it."""
    revoked: bool = False

    def state(self, now: int) -> str:
        """Say what whoever holds it is told of it."""
        if self.revoked:
            return "revoked"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        return "used_up" if self.left == 0 else "works"

    def use(self, now: int) -> None:
        """Count somebody who came by it."""
        if self.state(now) == "works" and self.left is not None:
            self.left -= 1


@dataclass
class Request:
    """Somebody's request to be let into a group."""

    link: Link | None
    """By which it was made; None where a public chat's address led there."""
    refused_at: int | None = None
    put_away: bool = False
    """Whoever asked has seen the refusal and does not want to see it any more."""


@dataclass
class Report:
    """What somebody has said about somebody else, for those who run the server alone."""

    by: str
    about: str
    comment: str
    chat_id: str | None
    seq: int | None
    open: bool = True


class Joining(Standing):
    """Links, requests, reports and bans."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self.requests: dict[tuple[str, str], Request] = {}
        """By chat and user id, until they are in, have withdrawn, or the link is revoked."""
        self.removed: set[tuple[str, str]] = set()
        """Who was removed from where, until they are let in again."""
        self.reports: list[Report] = []

    def note_link(self, made: ChatInvite, user: str) -> None:
        """Take note of a link, which the server names."""
        assert made.code is not None
        self.links.append(Link(made.id, made.code, made.chat_id, made.max_uses, made.expires_at, made.approval, user))

    def let_in(self, chat_id: str, user: str) -> Room:
        """Let somebody into a group: they wait no more, and nobody remembers that they were removed."""
        room = self.rooms[chat_id]
        room.let_in(user)
        self.requests.pop((chat_id, user), None)
        self.removed.discard((chat_id, user))
        return room

    def end_room(self, chat_id: str) -> None:
        """Let a chat be gone, with all that leads into it."""
        del self.rooms[chat_id]
        for private in self.private.values():
            private.unplan(chat_id)
        for link in self.links:
            link.revoked = link.revoked or link.chat_id == chat_id
        self.requests = {key: each for key, each in self.requests.items() if key[0] != chat_id}
        self.removed = {key for key in self.removed if key[0] != chat_id}

    def require_inviter(self, user: str, chat_id: str) -> None:
        """Ask whether somebody may bring people into a group by links. Raises Refused."""
        room, stay = self.stay(user, chat_id)
        room.require(stay, ChatRole.ADMIN)
        room.require(stay, room.rights["who_adds"])
        refuse("general_chat", room.general)

    @rule_of(CreateChatInvite)
    def make_link(self, command: CreateChatInvite, user: str, now: int) -> None:
        """Make a link; `note_link` follows."""
        self.require_inviter(user, command.chat_id)

    @rule_of(RevokeChatInvite)
    def revoke_link(self, command: RevokeChatInvite, user: str, now: int) -> None:
        """Revoke a link; who has asked by it waits no more."""
        self.require_inviter(user, command.chat_id)
        of_chat = [link for link in self.links if link.chat_id == command.chat_id and not link.revoked]
        found = [link for link in of_chat if link.id == command.invite_id]
        refuse("invite_not_found", not found)
        self.end_link(found[0])

    def end_link(self, link: Link) -> None:
        """Let a link lead nowhere; who has asked by it waits no more."""
        link.revoked = True
        self.requests = {
            key: each for key, each in self.requests.items() if each.link is not link or each.refused_at is not None
        }

    def find_link(self, code: str) -> Link:
        """Find a link by its code. Raises Refused."""
        found = [link for link in self.links if link.code == code]
        refuse("invite_not_found", not found)
        return found[0]

    def waits(self, chat_id: str, user: str) -> bool:
        """Tell whether somebody waits for a group's answer."""
        request = self.requests.get((chat_id, user))
        return request is not None and request.refused_at is None

    def must_ask(self, link: Link, user: str) -> bool:
        """Tell whether somebody comes in by a link only when they are let in."""
        return link.approval or (link.chat_id, user) in self.removed

    @rule_of(JoinChat)
    def join(self, command: JoinChat, user: str, now: int) -> None:
        """Follow a link."""
        link = self.find_link(command.code)
        room = self.rooms.get(link.chat_id)
        if (room and user in room.people()) or self.waits(link.chat_id, user):
            return
        refuse(f"invite_{link.state(now)}", link.state(now) != "works")
        if self.must_ask(link, user):
            self.wait_for(link.chat_id, user, link, now)
            return
        link.use(now)
        self.let_in(link.chat_id, user).tell_of_people(user, now)

    def wait_for(self, chat_id: str, user: str, link: Link | None, now: int) -> None:
        """Ask to be let in. Raises Refused."""
        before = self.requests.get((chat_id, user))
        refused_at = None if before is None else before.refused_at
        refuse("joining_refused", refused_at is not None and now < refused_at + REFUSED_MS)
        self.requests[chat_id, user] = Request(link)

    @rule_of(WithdrawJoinRequest)
    def withdraw(self, command: WithdrawJoinRequest, user: str, now: int) -> None:
        """Wait no more, or put a refusal away."""
        request = self.requests.get((command.chat_id, user))
        if request is None or request.put_away:
            refuse("join_request_not_found", True)
        elif request.refused_at is None:
            del self.requests[command.chat_id, user]
        else:
            request.put_away = True

    @rule_of(AnswerJoinRequest)
    def answer(self, command: AnswerJoinRequest, user: str, now: int) -> None:
        """Let somebody in who has asked, or refuse."""
        room, stay = self.stay(user, command.chat_id)
        room.require(stay, ChatRole.ADMIN)
        room.require(stay, room.rights["who_adds"])
        refuse("join_request_not_found", not self.waits(command.chat_id, command.user_id))
        request = self.requests[command.chat_id, command.user_id]
        if command.approve:
            if request.link is not None:
                request.link.use(now)
            self.let_in(command.chat_id, command.user_id).tell_of_people(user, now)
        else:
            request.refused_at = now

    def shown_requests(self, user: str) -> set[tuple[str, str, str]]:
        """Say which requests somebody is shown, as (chat, who asks, state): their own, and those that they answer."""
        found = set()
        for (chat_id, asking), request in self.requests.items():
            state = "waiting" if request.refused_at is None else "refused"
            stay = self.rooms[chat_id].people().get(user)
            leads = stay is not None and stay.role is not ChatRole.MEMBER
            if (asking == user and not request.put_away) or (leads and state == "waiting"):
                found.add((chat_id, asking, state))
        return found

    def words(self, user: str) -> str:
        """See `Standing.words`; whoever asks to be let in reads what the group is called."""
        asked = [self.rooms[chat_id].name for chat_id, asking, _ in self.shown_requests(user) if asking == user]
        return f"{super().words(user)} {asked}"

    def require_server_admin(self, user: str) -> None:
        """Ask whether somebody runs the server: the first who came does. Raises Refused."""
        refuse("rights_missing", user != self.server_owner)

    @property
    def server_owner(self) -> str:
        """Who registered first, and cannot delete their account."""
        return next(iter(self.names.values()))

    @rule_of(ReportPerson)
    def report(self, command: ReportPerson, user: str, now: int) -> None:
        """Report somebody; the report that is one too many bans."""
        refuse("oneself", command.user_id == user)
        if command.chat_id is not None and command.seq is not None:
            entry = self.entry(user, command.chat_id, command.seq)[2]
            refuse("message_not_found", entry.sender != command.user_id or not entry.id or entry.deleted)
        self.require_known(command.user_id)
        refuse("already_reported", any((each.by, each.about) == (user, command.user_id) for each in self.reports))
        self.reports.append(Report(user, command.user_id, command.comment, command.chat_id, command.seq))
        many = sum(each.open and each.about == command.user_id for each in self.reports) >= REPORTS_FOR_BAN
        if many and command.user_id != self.server_owner and self.banned.get(command.user_id, 0) <= now:
            self._ban(command.user_id, now + BAN_MS)

    @rule_of(BanPerson)
    def ban(self, command: BanPerson, user: str, now: int) -> None:
        """Keep somebody from sending."""
        self.require_server_admin(user)
        refuse("oneself", command.user_id == user)
        self.require_known(command.user_id)
        self._ban(command.user_id, now + command.hours * HOUR_MS)

    @rule_of(DismissReports)
    def dismiss(self, command: DismissReports, user: str, now: int) -> None:
        """Put reports away; those about somebody who is gone, too."""
        self.require_server_admin(user)
        for each in self.reports:
            each.open = each.open and each.about != command.user_id

    @rule_of(LiftBan)
    def lift(self, command: LiftBan, user: str, now: int) -> None:
        """Let somebody send again."""
        self.require_server_admin(user)
        self.require_known(command.user_id)
        if self.banned.get(command.user_id, 0) > now:
            self._ban(command.user_id, 0)

    def _ban(self, user: str, until: int) -> None:
        self.banned[user] = until
        for each in self.reports:
            each.open = each.open and each.about != user
