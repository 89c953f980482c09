"""What other features may act on in the same transaction."""

from dataclasses import dataclass

from molva.protocol.commands import WhatStays


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """A user is called otherwise from now on."""

    user_id: str


@dataclass(frozen=True, slots=True)
class AccountDeleted:
    """An account is gone: what others keep of the person goes, too, whoever is the caller.

    It is noted a second time a little later, for what a command wrote that was under way: acting on it again finds
    nothing to do.
    """

    user_id: str
    messages: WhatStays
