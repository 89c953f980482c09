"""A conversation of my_messenger: signing in, writing, making groups, reading, and hearing of the others."""

import hashlib
from functools import partial
from typing import Any, cast

from molva.protocol.close_codes import CloseCode
from molva.protocol.commands import CreateGroup, MarkChat, SendMessage, SignIn
from molva.protocol.errors import BadJson, InvalidField, Language, NotSignedIn, Refusal, SignInFailed
from molva.protocol.frames import Rows, ServerFrame, Synced
from molva.protocol.ids import new_id
from molva.server.delivery.gateway import Gateway
from molva.server.dialects.backend import Backend, named
from molva.server.dialects.listener import Listener
from molva.server.dialects.my_messenger import texts
from molva.server.dialects.my_messenger.replica import Replica
from molva.server.dialects.talk import checked, place_of
from molva.server.kernel.caller import Caller
from molva.server.wire.foreign import Opening, SocketDialect

DENIED = "access denied"
NOT_AUTHENTICATED = "user not authenticated"


def my_messenger_socket(backend: Backend, gateway: Gateway) -> SocketDialect:
    """Describe the dialect; whoever shows no other speaks this one."""
    return SocketDialect(knows=lambda _: True, begin=partial(Conversation, backend, gateway))


class Conversation:
    """One connection."""

    def __init__(self, backend: Backend, gateway: Gateway, opening: Opening) -> None:
        self._backend = backend
        self._gateway = gateway
        self._opening = opening
        self._as_string = opening.query.get("encoding") == "string"
        self._caller: Caller | None = None
        self._listener: Listener | None = None
        self._replica = Replica("", 0)
        self._begun = False

    async def hear(self, text: str) -> None:
        """Act on a text; an error leaves the connection open."""
        try:
            if not self._begun:
                self._begun = True
                # Whoever opens the WebSocket with a session's cookie or token need not sign in again.
                caller = await self._opening.admit()
                if caller.user is not None:
                    self._listen(caller)
            await self._act(texts.read(text))
        except SignInFailed:
            self._say(texts.error(NOT_AUTHENTICATED))
        except NotSignedIn:
            self._say(texts.error(DENIED))
        except (BadJson, InvalidField) as refusal:
            self._say(texts.wrong(refusal.to_wire(self._language).message))
        except Refusal as refusal:
            self._say(texts.error(refusal.to_wire(self._language).message))

    def end(self) -> None:
        """Listen no more."""
        if self._listener is not None:
            self._listener.end()
            self._listener = None

    @property
    def _language(self) -> Language:
        return (self._caller or self._opening.visitor).language

    async def _act(self, said: texts.Said) -> None:
        if isinstance(said, texts.Login):
            await self._sign_in(said)
            return
        if self._caller is None:
            raise NotSignedIn
        match said:
            case texts.NewMessage():
                await self._send(self._caller, said)
            case texts.NewGroup():
                users = tuple(checked(user_id) for user_id in said.users)
                group = CreateGroup(chat_id=new_id(self._backend.clock()), name=said.name, user_ids=users)
                await self._backend.execute(self._caller, group)
            case texts.Seen():
                chat_id, seq = await place_of(self._backend, said.message_id)
                await self._backend.execute(self._caller, MarkChat(chat_id=chat_id, read_seq=seq))

    async def _sign_in(self, said: texts.Login) -> None:
        command = SignIn(login=said.email, password=said.password, client="my_messenger")
        signed_in = await self._backend.execute(self._opening.visitor, command)
        account = signed_in.account
        # An account has no other language than these.
        language = cast(Language | None, account.language)
        self._listen(named(self._opening.visitor, account.user_id, signed_in.session_id, language))
        self._say(texts.notice("auth_success"))

    async def _send(self, caller: Caller, said: texts.NewMessage) -> None:
        if said.sender_id != caller.user_id:
            raise NotSignedIn
        message_id = _message_id(caller.user_id, said.client_id)
        self._replica.sending(message_id)
        command = SendMessage(chat_id=checked(said.chat_id), id=message_id, text=said.text)
        sent = await self._backend.execute(caller, command)
        self._say({"client_id": said.client_id, "id": message_id})
        message = texts.incoming(message_id, caller.user_id, said.chat_id, sent.sent_at, said.text)
        for notice in self._replica.sent(said.chat_id, sent.seq, message):
            self._say(notice)

    def _listen(self, caller: Caller) -> None:
        self.end()
        self._caller = caller
        self._replica = Replica(caller.user_id, self._backend.clock())
        self._listener = Listener(self._gateway, caller, partial(self._heard, self._replica), self._closed)

    def _heard(self, replica: Replica, frame: ServerFrame) -> None:
        if isinstance(frame, Synced):
            replica.synced = True
        elif isinstance(frame, Rows):
            for notice in replica.take(frame.rows):
                self._say(notice)

    def _closed(self, code: CloseCode) -> None:
        self._opening.close(code)

    def _say(self, value: dict[str, Any]) -> None:
        self._opening.say(texts.written(value, as_string=self._as_string))


def _message_id(user_id: str, client_id: str) -> str:
    """Name a message by what its client calls it, so that sending it again takes effect once."""
    digits = hashlib.sha256(f"{user_id}\0{client_id}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"
