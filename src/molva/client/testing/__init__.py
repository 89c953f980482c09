"""For authors of bots and clients: a small server in the same process and a clock to move, so that tests need no other.

The server keeps everything in memory and knows one way to do each thing; it checks neither passwords nor rights
beyond membership. It speaks the real protocol over a real socket on 127.0.0.1.
"""

from molva.client.testing.cast import FakeChat, FakeUser
from molva.client.testing.clock import FakeClock
from molva.client.testing.server import FakeServer
from molva.client.testing.world import World

__all__ = ["FakeChat", "FakeClock", "FakeServer", "FakeUser", "World"]
