"""The base of the error catalogue and the shape of an error on the wire."""

from typing import ClassVar, Literal

from msgspec import Struct

Language = Literal["en", "ru"]
Param = str | int


class Error(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A refusal on the wire; clients choose their words by `code` and `params`, `message` is for people without one."""

    code: str
    message: str
    params: dict[str, Param] = {}
    retry: bool = False
    retry_after_ms: int | None = None


class Refusal(Exception):
    """Base of the catalogue; `params` fill the braces of the sentences, and `beside` names those that do not.

    Args:
        retry_after_ms: when it makes sense to try again, milliseconds from now.
    """

    code: ClassVar[str] = ""
    status: ClassVar[int] = 400
    retry: ClassVar[bool] = False
    en: ClassVar[str] = ""
    ru: ClassVar[str] = ""
    beside: ClassVar[tuple[str, ...]] = ()
    """Parameters for programs, which say in their own way what the sentence says in words: a moment, for one."""

    def __init__(self, *, retry_after_ms: int | None = None, **params: Param) -> None:
        super().__init__(self.code)
        self.params = params
        self.retry_after_ms = retry_after_ms

    def to_wire(self, language: Language = "en") -> Error:
        """Say it in the reader's language."""
        sentence = self.ru if language == "ru" else self.en
        return Error(
            code=self.code,
            message=sentence.format(**self.params),
            params=self.params,
            retry=self.retry,
            retry_after_ms=self.retry_after_ms,
        )


class BadRequest(Refusal):
    """The request itself is wrong; the same bytes will never do."""

    status = 400


class NotSignedIn(Refusal):
    """No valid session comes with the request."""

    code = "not_signed_in"
    status = 401
    en = "Sign in first."
    ru = "Сначала войдите."


class Forbidden(Refusal):
    """Known, but not allowed."""

    status = 403


class NotFound(Refusal):
    """No such thing, or none that this user may know of."""

    status = 404


class Conflict(Refusal):
    """The state of things does not allow it."""

    status = 409


class Unavailable(Refusal):
    """Not now."""

    status = 503
    retry = True
