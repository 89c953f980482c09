"""E-mail addresses: a light check of their form, and the key that makes them unique."""

import re
import unicodedata
from typing import Final

from molva.protocol.errors import InvalidEmail
from molva.server.features.accounts.names import folded

MAX_EMAIL: Final = 254
"""Characters that a mail server takes (RFC 5321, section 4.5.3.1, less the angle brackets)."""

FORM: Final = re.compile(r"""[^\s@"(),:;<>\[\\\]]{1,64}@(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?!-)[\w-]{2,63}(?<!-)""")


def email(text: str) -> str:
    """Bring an address into its one form: without spaces around it, the domain in lower case.

    Whether somebody reads mail there only a mail can tell.

    Raises:
        InvalidEmail: no address.
    """
    address = unicodedata.normalize("NFC", text).strip()
    name, _, domain = address.rpartition("@")
    address = f"{name}@{domain.casefold()}"
    hidden = any(unicodedata.category(letter)[0] == "C" for letter in address)
    if hidden or len(address) > MAX_EMAIL or FORM.fullmatch(address) is None:
        raise InvalidEmail
    return address


def email_key(address: str) -> str:
    """Make the key of an address; real mail servers do not tell capitals apart, so neither do accounts.

    Raises:
        InvalidEmail: folding makes it too long to keep.
    """
    key = folded(address)
    if len(key) > MAX_EMAIL:
        raise InvalidEmail
    return key
