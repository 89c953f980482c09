"""A request without headers, `METHOD /path {json}`: read piece by piece until it is whole, each byte looked at once."""

import re
from collections.abc import Collection
from typing import Final

from molva.protocol.errors import BadJson, InvalidField, TooLarge
from molva.server.wire.foreign import MAX_REQUEST_BYTES

HEAD: Final = re.compile(rb"([A-Z]{1,16}) (/[\x21-\x7e]{0,255})(?:\s+|\Z)")
BEGINNING: Final = re.compile(rb"[A-Z]{0,16}|[A-Z]{1,16} (/[\x21-\x7e]{0,255})?")
"""What may yet become a method and a path."""

_MARK: Final = re.compile(rb'[{}"]')
_IN_TEXT: Final = re.compile(rb'\\.|"', re.DOTALL)


class RawRequest:
    """A request on its way; nothing marks its end but the sense of what came."""

    def __init__(self, with_body: Collection[tuple[str, str]]) -> None:
        """Begin with nothing.

        Args:
            with_body: methods and paths that are followed by JSON; any other request is whole with its path.
        """
        self._with_body = with_body
        self._data = bytearray()
        self._body_at: int | None = None
        self._looked_at = 0
        self._depth = 0
        self._in_text = False
        self.method = ""
        self.path = ""
        self.body = b""
        """The JSON as it came; empty until the request is whole."""

    @property
    def begun(self) -> bool:
        """Tell whether anything has come."""
        return bool(self._data)

    def take(self, data: bytes) -> bool:
        """Take a piece; tell whether the request is whole. What stands behind it counts for nothing.

        Raises:
            TooLarge: more than a request may have.
            InvalidField, BadJson: it cannot become a request any more.
        """
        self._data += data
        if len(self._data) > MAX_REQUEST_BYTES:
            raise TooLarge(limit=MAX_REQUEST_BYTES)
        if self._body_at is None and not self._read_head(last=False):
            return False
        return self._is_whole()

    def finish(self) -> None:
        """Take what has come for the whole request: nothing comes any more.

        Raises:
            InvalidField, BadJson: it is none.
        """
        if self._body_at is None:
            self._read_head(last=True)
        if not self._is_whole():
            self.body = bytes(self._data[self._body_at :])

    def _read_head(self, *, last: bool) -> bool:
        found = HEAD.match(self._data)
        if found is None:
            if last or not BEGINNING.fullmatch(self._data):
                raise InvalidField(reason="a request is a method, a path and a body of JSON")
            return False
        if found.end(2) == len(self._data) and not last:
            # The path may go on.
            return False
        self.method, self.path = found[1].decode(), found[2].decode()
        self._body_at = self._looked_at = found.end()
        return True

    def _is_whole(self) -> bool:
        """Look for the end of the body: that of the dictionary with which it begins, if it needs one."""
        data, at = self._data, self._looked_at
        if not self._depth:
            while at < len(data) and data[at] in b" \t\r\n":
                at += 1
            if at < len(data) and data[at] != ord("{"):
                # As in HTTP's own request line, which a browser may have been made to send.
                raise BadJson
        if (self.method, self.path) not in self._with_body:
            return True
        while at < len(data):
            found = (_IN_TEXT if self._in_text else _MARK).search(data, at)
            if found is None:
                # A lone backslash waits for what it escapes.
                at = len(data) - (self._in_text and data.endswith(b"\\"))
                break
            at = found.end()
            sign = found[0]
            if sign == b'"':
                self._in_text = not self._in_text
            elif not self._in_text:
                self._depth += 1 if sign == b"{" else -1
                if not self._depth:
                    self.body = bytes(data[self._body_at : at])
                    return True
        self._looked_at = at
        return False
