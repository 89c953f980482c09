"""What one does with chats: find, make, join by a link, look at pins, make and revoke links."""

from urllib.parse import urlsplit

from textual.screen import Screen

from molva.client import ClientError
from molva.client.chat_rows import ChatRows
from molva.protocol.commands import ChatInvite
from molva.protocol.errors import Refusal
from molva.protocol.rows import ChatKind
from molva.tui.choice import Choice
from molva.tui.finder import Finder, Found
from molva.tui.listing import is_listed
from molva.tui.notice import Notice
from molva.tui.prompt import Prompt
from molva.tui.session import Session
from molva.tui.window import Window
from molva.tui.words import Words
from molva.words import chat_name, preview, printable

INVITE_PATH = "/j"


class ChatActions(Screen[None]):
    """The part of the main screen that acts on chats."""

    words: Words
    session: Session
    window: Window | None

    def open(self, chat_id: str, *, at: int | None = None) -> None:
        """Show a chat."""
        raise NotImplementedError

    def listed(self) -> list[str]:
        """The chats of the list, in its order."""
        raise NotImplementedError

    def tell(self, error: Exception) -> None:
        """Say what went wrong."""
        raise NotImplementedError

    def say(self, line: str) -> None:
        """Tell a line that stays until something else is done."""
        raise NotImplementedError

    def action_find(self) -> None:
        """Find a chat or a person, or make a group."""
        shared, replica = self.words.shared, self.session.replica
        chats = [(chat_id, chat_name(shared, replica, chat_id)) for chat_id in self.listed()]
        finder = Finder(self.words, self.session, self.words.find, chats, anybody=True)
        self.app.push_screen(finder, self._go)

    def _go(self, found: Found | None) -> None:
        if found is None:
            return
        if found.chat_id:
            self.open(found.chat_id)
        else:
            self.run_worker(self._make(found))

    async def _make(self, found: Found) -> None:
        client = self.session.client
        try:
            made = await (client.create_group(found.group) if found.group else client.open_direct(found.user_id))
            await self._open_when_here(made.chat.id)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)

    async def _open_when_here(self, chat_id: str) -> None:
        """Open a chat whose rows may still be on their way."""
        rows = self.session.client.rows()
        while not is_listed(self.session.replica, chat_id):
            await anext(rows)
        self.call_later(self.open, chat_id)

    def action_join(self) -> None:
        """Follow a link into a group."""
        self.app.push_screen(Prompt(self.words.join, self.words.join_prompt), self._join_by)

    def _join_by(self, link: str | None) -> None:
        if link is not None:
            self.run_worker(self._join(urlsplit(link).fragment or link))

    async def _join(self, code: str) -> None:
        try:
            joining = await self.session.client.join_chat(code)
            if joining.asked:
                self.say(self.words.join_asked)
            else:
                await self._open_when_here(joining.chat_id)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)

    def action_pins(self) -> None:
        """Look at the pinned messages of the open chat."""
        if self.window is None:
            return
        chat_id, rows = self.window.chat_id, self.session.replica.chats.get(self.window.chat_id, ChatRows())
        pins = sorted((pin for pin in rows.pins.values() if not pin.removed), key=lambda pin: -pin.pinned_at)
        choices = []
        for pin in pins:
            message = rows.messages.get(pin.seq)
            said = f"#{pin.seq}" if message is None else preview(self.words.shared, self.session.replica, message)
            choices.append((str(pin.seq), said))

        def go(seq: str | None) -> None:
            if seq is not None:
                self.open(chat_id, at=int(seq))

        self.app.push_screen(Choice(self.words.pins, choices, self.words.no_pins), go)

    def action_links(self) -> None:
        """Look at the links into the open group."""
        if self.window is None:
            return
        chat = self.session.replica.chats.get(self.window.chat_id, ChatRows()).chat
        if chat is None or chat.kind not in (ChatKind.GROUP, ChatKind.CHANNEL):
            self.say(self.words.links_only_groups)
        else:
            self.run_worker(self._show_links(chat.id))

    async def _show_links(self, chat_id: str) -> None:
        try:
            invites = await self.session.client.chat_invites(chat_id)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)
            return
        choices = [("new", self.words.link_make), *((each.id, self._link_line(each)) for each in invites)]

        def chosen(invite_id: str | None) -> None:
            if invite_id == "new":
                self.run_worker(self._make_link(chat_id))
            elif invite_id is not None:
                invite = next(each for each in invites if each.id == invite_id)
                self._ask_revoke(invite)

        self.app.push_screen(Choice(self.words.links, choices), chosen)

    def _link_line(self, invite: ChatInvite) -> str:
        uses = f"{invite.uses}/{invite.max_uses}" if invite.max_uses else str(invite.uses)
        line = self.words.link_line.format(name=self._link_name(invite), uses=uses)
        return f"{line} · {self.words.link_asks}" if invite.approval else line

    def _link_name(self, invite: ChatInvite) -> str:
        return printable(invite.name) or invite.id[-6:]

    async def _make_link(self, chat_id: str) -> None:
        try:
            made = await self.session.client.create_chat_invite(chat_id)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)
        else:
            link = f"{self.session.client.url.rstrip('/')}{INVITE_PATH}#{made.code}"
            await self.app.push_screen(Notice(self.words.links, self.words.link_made.format(link=link)))

    def _ask_revoke(self, invite: ChatInvite) -> None:
        words = self.words
        title = words.link_revoke.format(name=self._link_name(invite))

        def answered(said: str | None) -> None:
            if said == "yes":
                self.run_worker(self._revoke(invite))

        self.app.push_screen(Choice(title, [("no", words.cancel), ("yes", words.revoke)]), answered)

    async def _revoke(self, invite: ChatInvite) -> None:
        try:
            await self.session.client.revoke_chat_invite(invite.chat_id, invite.id)
        except (Refusal, ClientError, TimeoutError) as error:
            self.tell(error)
        else:
            self.say(self.words.link_revoked)
