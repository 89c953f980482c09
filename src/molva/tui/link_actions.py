"""The links into a group: looked at, made, revoked."""

from molva.protocol.commands import ChatInvite
from molva.tui.choice import Choice
from molva.tui.desk import Desk
from molva.words import printable

INVITE_PATH = "/j"
NEW = "new"


class LinkActions:
    """Asks what is to be asked, and does it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, chat_id: str) -> None:
        """Show the links into a group, and a way to make one."""
        words = self._desk.words
        invites = {each.id: each for each in await self._desk.session.client.chat_invites(chat_id)}
        choices = [(NEW, words.link_make), *((name, self._line(each)) for name, each in invites.items())]

        def chosen(name: str) -> None:
            if name == NEW:
                self._desk.do(self._make(chat_id))
            else:
                question = words.link_revoke.format(name=_name(invites[name]))
                self._desk.confirm(question, words.revoke, lambda: self._revoke(invites[name]))

        self._desk.ask(Choice(words.links, choices), chosen)

    async def _make(self, chat_id: str) -> None:
        words, client = self._desk.words, self._desk.session.client
        made = await client.create_chat_invite(chat_id)
        link = f"{client.url.rstrip('/')}{INVITE_PATH}#{made.code}"
        self._desk.show(words.links, words.link_made.format(link=link))

    async def _revoke(self, invite: ChatInvite) -> None:
        await self._desk.session.client.revoke_chat_invite(invite.chat_id, invite.id)
        self._desk.say(self._desk.words.link_revoked)

    def _line(self, invite: ChatInvite) -> str:
        uses = f"{invite.uses}/{invite.max_uses}" if invite.max_uses else str(invite.uses)
        line = self._desk.words.link_line.format(name=_name(invite), uses=uses)
        return f"{line} · {self._desk.words.link_asks}" if invite.approval else line


def _name(invite: ChatInvite) -> str:
    return printable(invite.name) or invite.id[-6:]
