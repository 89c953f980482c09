"""Defects: logged under an id that the answer names, with the place in the code and without what people wrote."""

import logging
import secrets
import traceback

from molva.protocol.errors import Internal

log = logging.getLogger("molva.defects")


def defect(error: BaseException, what: str) -> Internal:
    """Log a defect and return the answer that names it.

    Args:
        what: what failed, for the log; no content of it.
    """
    report = secrets.token_hex(4)
    log.error("report %s: %s failed\n%s", report, what, trace(error))
    return Internal(id=report)


def trace(error: BaseException) -> str:
    """Tell an error's kind, its causes and the lines of code it went through.

    What the errors say is left out: drivers and parsers quote the values they do not like.
    """
    told: list[str] = []
    cause: BaseException | None = error
    while cause is not None:
        told.append("".join(traceback.format_tb(cause.__traceback__)) + _kind(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\nwhich comes from\n".join(told)


def _kind(error: BaseException) -> str:
    orig = getattr(error, "orig", None)
    codes = [getattr(each, name, None) for each in (error, orig) for name in ("sqlstate", "sqlite_errorname")]
    return " ".join([type(error).__qualname__, *(code for code in codes if isinstance(code, str))])
