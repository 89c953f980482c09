"""What people may do and see in chats, told anew: each stay in a chat begins at a message's number and has an end.

Nothing here is the server's own code: commands go in as they are sent, and out comes a refusal's code or what is seen.
"""

from __future__ import annotations

from typing import Any

from tests.security.model.gone import Gone
from tests.security.model.rules import RULES


class Expected(Gone):
    """What each command does; the rules stand by area in the classes above this one."""

    def do(self, command: Any, user: str, now: int) -> None:
        """Let somebody do something. Raises Refused, and then nothing has changed."""
        self.actor = user
        RULES[type(command)](self, command, user, now)
