"""Just enough of MQTT 3.1.1 to publish and subscribe. All our packets are shorter than 128 bytes."""

import itertools
from collections.abc import Sequence

from molva.cli.bench.peer import AnyMeter, Dialect, Receiver, Stream, User

CONNECT, CONNECTED = 0x10, b"\x20\2\0\0"
PUBLISH, SUBSCRIBE = 0x30, 0x82
QOS_1_FLAG = 0x02
ACKNOWLEDGED = b"\x40\x02"
ROOM = b"all"


class MqttReceiver(Receiver):
    """Scans, and acknowledges what came with QoS 1; the second byte of a packet is its whole length."""

    def __init__(self, meter: AnyMeter | None, stream: Stream) -> None:
        super().__init__(meter)
        self.stream = stream

    def data_received(self, data: bytes) -> None:
        data = self.rest + data
        at, acknowledgements = 0, []
        while len(data) - at >= 2 and (end := at + 2 + data[at + 1]) <= len(data):
            if data[at] & 0xF6 == PUBLISH | QOS_1_FLAG:
                number = at + 4 + data[at + 3]  # behind a topic shorter than 256
                acknowledgements.append(ACKNOWLEDGED + data[number : number + 2])
            at = end
        self.rest = data[at:]
        if acknowledgements:
            self.stream.write(b"".join(acknowledgements))
        if self.scan:
            self.scan(data[:at])


class MqttClient(Stream):
    """One session."""

    numbers = itertools.cycle(range(1, 65536))

    def __init__(self, name: str, qos: int) -> None:
        self.name, self.qos = name.encode(), qos

    async def sign_in(self, port: int) -> None:
        await self.open(port)
        level_4_clean_no_keepalive = b"\0\4MQTT\4\2\0\0"
        self.write(packet(CONNECT, level_4_clean_no_keepalive + text(self.name)))
        if (reply := await self.reader.readexactly(4)) != CONNECTED:
            raise RuntimeError(reply)
        await self.subscribe(self.name)

    async def subscribe(self, topic: bytes) -> None:
        self.write(packet(SUBSCRIBE, b"\0\1" + text(topic) + bytes([self.qos])))
        await self.reader.readexactly(5)

    def listen(self, meter: AnyMeter | None) -> None:
        self.transport.set_protocol(MqttReceiver(meter, self))

    def send_direct(self, other: "MqttClient", body: bytes) -> None:
        self.publish(other.name, body)

    def send_room(self, body: bytes) -> None:
        self.publish(ROOM, body)

    def publish(self, topic: bytes, body: bytes) -> None:
        number = next(self.numbers).to_bytes(2, "big") if self.qos else b""
        self.write(packet(PUBLISH | self.qos << 1, text(topic) + number + body))


class Mqtt(Dialect):
    """MQTT without accounts; each user subscribes to a topic of its own name."""

    def __init__(self, qos: int) -> None:
        self.qos = qos

    async def register(self, port: int, names: Sequence[str]) -> list[User]:
        return [User(name) for name in names]

    async def connect(self, port: int, user: User, *, password: bool = False) -> MqttClient:
        client = MqttClient(user.name, self.qos)
        await client.sign_in(port)
        return client

    async def gather_room(self, members: Sequence[MqttClient]) -> None:
        for member in members:
            await member.subscribe(ROOM)


def packet(kind: int, content: bytes) -> bytes:
    """One control packet."""
    return bytes((kind, len(content))) + content


def text(value: bytes) -> bytes:
    """A string with its length in front."""
    return len(value).to_bytes(2, "big") + value
