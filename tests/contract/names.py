"""The ids and codes of a story and those of a server: what the server makes is called in the order of appearance."""

from __future__ import annotations

import re

from molva.protocol.errors import catalogue

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SECRET = re.compile(r'("code": ?")([\w-]{22})(?=")')
"""The code of an invite, or that of a refusal which is as long."""
FIRST_MADE = 0x101


class Names:
    """Translates JSON texts both ways. What a story names itself is the same on the server."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}
        self._real: dict[str, str] = {}
        self._made = FIRST_MADE

    def tie(self, real: str, told: str) -> None:
        """Say that the server's id is called so."""
        self._told[real], self._real[told] = told, real

    def told(self, text: str) -> str:
        """Translate what the server said."""
        text = SECRET.sub(lambda found: found[1] + self._tell_secret(found[2]), text)
        return UUID.sub(lambda found: self._tell(found[0]), text)

    def real(self, text: str) -> str:
        """Translate what a device says."""
        text = SECRET.sub(lambda found: found[1] + self._real.get(found[2], found[2]), text)
        return UUID.sub(lambda found: self._find(found[0]), text)

    def _tell(self, real: str) -> str:
        if real not in self._told:
            self.tie(real, f"00000000-0000-7000-8000-{self._made:012x}")
            self._made += 1
        return self._told[real]

    def _tell_secret(self, real: str) -> str:
        if real not in self._told and real not in catalogue():
            secrets = sum(told.startswith("code-") for told in self._real)
            self.tie(real, f"code-{secrets + 1:017}")
        return self._told.get(real, real)

    def _find(self, told: str) -> str:
        if told not in self._real:
            self.tie(told, told)
        return self._real[told]
