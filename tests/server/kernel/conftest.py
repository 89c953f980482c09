"""What the kernel's tests share: a database with the toy's tables, and a kernel that runs the toy."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from molva.server.storage.engine import Database
from tests.fixtures.clock import FakeClock
from tests.fixtures.kernel import Kernel, running_kernel
from tests.server.kernel.toy import make_tables, texts, toy_feature


@dataclass
class Toy:
    """A running kernel with the toy feature and one pad."""

    kernel: Kernel
    database: Database
    pad_id: str

    async def texts(self) -> list[str]:
        """Read what is stored."""
        return await texts(self.database)


@pytest.fixture
async def toy(database: Database, clock: FakeClock) -> AsyncIterator[Toy]:
    """The toy on each kind of database."""
    pad_id = await make_tables(database)
    async with running_kernel([toy_feature()], database, clock) as kernel:
        yield Toy(kernel, database, pad_id)
