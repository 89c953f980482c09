"""Just enough of XMPP (RFC 6120, 6121; XEP-0045, 0077) to register, sign in, write and notice what arrives."""

import asyncio
import base64
import itertools
from collections.abc import Sequence

from molva.cli.bench.arrivals import Arrivals, Joining
from molva.cli.bench.peer import Dialect, Stream, User

HEADER = (
    b"<?xml version='1.0'?><stream:stream to='localhost' version='1.0' "
    b"xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
)
FEATURES = b"</stream:features>"
ROOM = b"all@conference.localhost"
PASSWORD = b"pw"
REGISTERING_AT_ONCE = 8
JOINING_AT_ONCE = 20
JOIN_LIMIT_S = 200
QUIET_S = 2


class XmppClient(Stream):
    """One resource of one account."""

    numbers = itertools.count()

    def __init__(self, name: str) -> None:
        self.name = name.encode()

    async def sign_in(self, port: int) -> None:
        await self.open(port)
        await self.ask(HEADER, FEATURES)
        secret = base64.b64encode(b"\0%b\0%b" % (self.name, PASSWORD))
        auth = b"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%b</auth>" % secret
        if b"<success" not in (reply := await self.ask(auth, b">")):
            raise RuntimeError(reply)
        await self.ask(HEADER, FEATURES)
        bind = b"<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>r</resource></bind>"
        await self.ask(b"<iq type='set' id='b'>%b</iq>" % bind, b"</iq>")
        # The answer to a last question shows that the presence has been handled.
        ping = b"<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>"
        await self.ask(b"<presence/>" + ping, b"id='p'")

    def send_direct(self, other: "XmppClient", body: bytes) -> None:
        to = other.name + b"@localhost"
        self.write(b"<message type='chat' to='%b' id='m%d'><body>%b</body></message>" % (to, next(self.numbers), body))

    def send_room(self, body: bytes) -> None:
        self.write(
            b"<message type='groupchat' to='%b' id='m%d'><body>%b</body></message>" % (ROOM, next(self.numbers), body)
        )


class Xmpp(Dialect):
    """XMPP with plain passwords over an open connection."""

    async def register(self, port: int, names: Sequence[str]) -> list[User]:
        async def some(part: Sequence[str]) -> None:
            stream = Stream()
            await stream.open(port)
            await stream.ask(HEADER, FEATURES)
            for name in part:
                query = b"<query xmlns='jabber:iq:register'><username>%b</username><password>%b</password></query>"
                ask = b"<iq type='set' id='r'>%b</iq>" % (query % (name.encode(), PASSWORD))
                if b"result" not in (reply := await stream.ask(ask, b">")):
                    raise RuntimeError(reply)
                if not reply.endswith(b"/>"):
                    await stream.reader.readuntil(b"</iq>")
            stream.transport.abort()

        size = -(-len(names) // REGISTERING_AT_ONCE)
        await asyncio.gather(*(some(names[first : first + size]) for first in range(0, len(names), size)))
        return [User(name) for name in names]

    async def connect(self, port: int, user: User, *, password: bool = False) -> XmppClient:
        client = XmppClient(user.name)
        await client.sign_in(port)
        return client

    async def gather_room(self, members: Sequence[XmppClient]) -> None:
        arrivals, joining = Arrivals(), []
        for place, member in enumerate(members):
            # Status 110 is in the member's own presence, which comes last.
            joining.append(Joining(b"code='110'", arrivals))
            member.transport.set_protocol(joining[-1])
            join = b"<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
            member.write(b"<presence to='%b/%b'>%b</presence>" % (ROOM, member.name, join))
            if place % JOINING_AT_ONCE == JOINING_AT_ONCE - 1:
                # So that the server takes them a few at a time.
                await asyncio.sleep(0.05)
        async with asyncio.timeout(JOIN_LIMIT_S):
            await asyncio.gather(*(one.found for one in joining))
        await arrivals.quiet(QUIET_S)
