"""Commands by which a replica catches up."""

from typing import Annotated

from msgspec import Meta, Struct

from molva.protocol.commands.base import Command
from molva.protocol.frames import Rows
from molva.protocol.ids import Rev


class Changes(Struct, frozen=True, kw_only=True):
    """What `rows` frames would have said."""

    epoch: str
    rows: Rows


class GetChanges(Command[Changes], tag="get_changes", frozen=True, kw_only=True):
    """Read the rows of a scope that are newer than a revision; how a client closes a gap."""

    scope: Annotated[str, Meta(max_length=64)]
    after: Rev = 0
