"""What all commands share: the base struct that names the answer, and the bounds of common fields."""

from typing import Annotated, Generic, TypeVar

from msgspec import Meta, Struct

A = TypeVar("A")

ShortText = Annotated[str, Meta(max_length=256)]
LongerText = Annotated[str, Meta(max_length=1024)]
Secret = Annotated[str, Meta(max_length=4096, extra_json_schema={"format": "password"})]
Lifetime = Annotated[int, Meta(le=366 * 86_400)]
"""How long a message is there, seconds; a year at most."""

PageSize = Annotated[int, Meta(ge=1, le=200)]


class Command(Struct, Generic[A], frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all commands; `A` is the type of the answer."""


class Done(Struct, frozen=True):
    """It is done."""


def answer_type(command: type[Command[A]]) -> type[A]:
    """Find the answer type that a command names.

    Raises:
        TypeError: the class names none.
    """
    for base in getattr(command, "__orig_bases__", ()):
        if getattr(base, "__origin__", None) is Command:
            found: type[A] = base.__args__[0]
            return found
    raise TypeError(f"{command.__name__} names no answer")
