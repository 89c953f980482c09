"""Commands by which a replica catches up."""

from msgspec import Struct

from molva.protocol.commands.base import Command
from molva.protocol.frames import Rows
from molva.protocol.ids import Rev, ScopeName


class Changes(Struct, frozen=True, kw_only=True):
    """What `rows` frames would have said."""

    epoch: str
    rows: Rows


class GetChanges(Command[Changes], tag="get_changes", frozen=True, kw_only=True):
    """Read the rows of a scope that are newer than a revision; how a client closes a gap."""

    scope: ScopeName
    after: Rev = 0
