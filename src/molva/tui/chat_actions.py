"""What one does with chats: find, make, join by a link, look at pins and links, leave."""

from collections.abc import Coroutine
from typing import Any, Final
from urllib.parse import urlsplit

from molva.client.chat_rows import ChatRows
from molva.protocol.commands import OpenedChat
from molva.protocol.errors import NotAGroup
from molva.protocol.rows import Chat, ChatKind
from molva.tui.chat_pane import ChatPane
from molva.tui.choice import Choice
from molva.tui.desk import Desk
from molva.tui.finder import Finder, Found
from molva.tui.link_actions import LinkActions
from molva.tui.listing import is_listed
from molva.tui.prompt import Prompt
from molva.words import chat_name, preview

KEYS: Final = {"ctrl+k": "find", "ctrl+o": "join", "f2": "pins", "f3": "links", "f4": "leave"}


class ChatActions:
    """Asks what is to be asked, and does it."""

    def __init__(self, desk: Desk, pane: ChatPane) -> None:
        self._desk = desk
        self._pane = pane
        self._links = LinkActions(desk)

    def act(self, name: str) -> None:
        """Do something with all chats, or with the open one, if there is one."""
        words, window = self._desk.words, self._pane.window
        match name:
            case "find":
                self._desk.ask(Finder(words, self._desk.session, words.find, anybody=True), self._go)
            case "join":
                self._desk.ask(Prompt(words.join, words.join_prompt), lambda link: self._desk.do(self._join(link)))
            case "pins" if window is not None:
                self._show_pins(window.chat_id)
            case "links" if window is not None:
                if self._group(window.chat_id) is None:
                    self._desk.say(words.links_only_groups)
                else:
                    self._desk.do(self._links.show(window.chat_id))
            case "leave" if window is not None:
                self._ask_leave(window.chat_id)
            case _:
                pass

    def _go(self, found: Found) -> None:
        client = self._desk.session.client
        if found.chat_id:
            self._pane.open(found.chat_id)
        elif found.group:
            self._desk.do(self._open_made(client.create_group(found.group)))
        else:
            self._desk.do(self._open_made(client.open_direct(found.user_id)))

    async def _open_made(self, making: Coroutine[Any, Any, OpenedChat]) -> None:
        await self._open_when_here((await making).chat.id)

    async def _join(self, link: str) -> None:
        joining = await self._desk.session.client.join_chat(urlsplit(link).fragment or link)
        if joining.asked:
            self._desk.say(self._desk.words.join_asked)
        else:
            await self._open_when_here(joining.chat_id)

    async def _open_when_here(self, chat_id: str) -> None:
        """Open a chat whose rows may still be on their way."""
        rows = self._desk.session.client.rows()
        while not is_listed(self._desk.session.replica, chat_id):
            if await anext(rows, None) is None:
                return  # the program ends
        self._pane.call_later(self._pane.open, chat_id)

    def _show_pins(self, chat_id: str) -> None:
        words, replica = self._desk.words, self._desk.session.replica
        rows = replica.chats.get(chat_id, ChatRows())
        choices = []
        for pin in sorted(rows.pins.values(), key=lambda pin: -pin.pinned_at):
            message = rows.messages.get(pin.seq)
            said = f"#{pin.seq}" if message is None else preview(words.shared, replica, message)
            choices += [] if pin.removed else [(str(pin.seq), said)]
        window = Choice(words.pins, choices, words.no_pins)
        self._desk.ask(window, lambda seq: self._pane.open(chat_id, at=int(seq)))

    def _ask_leave(self, chat_id: str) -> None:
        words, session = self._desk.words, self._desk.session
        group = self._group(chat_id)
        if group is None:
            self._desk.tell(NotAGroup())
            return
        question = words.leave_question.format(chat=chat_name(words.shared, session.replica, chat_id))
        if group.member_count == 1:
            question += f"\n{words.leave_last}"
        self._desk.confirm(question, words.leave, lambda: session.client.leave_chat(chat_id))

    def _group(self, chat_id: str) -> Chat | None:
        chat = self._desk.session.replica.chats.get(chat_id, ChatRows()).chat
        return chat if chat is not None and chat.kind in (ChatKind.GROUP, ChatKind.CHANNEL) else None
