"""What went wrong, as a sentence for the person in front of the program."""

from molva.client.errors import (
    BadAddress,
    BrokenLogin,
    ConnectionEnded,
    ConnectionLost,
    FolderInUse,
    ReadableLogin,
    UnknownRefusal,
    Unreachable,
    UnreadableAnswer,
    WrongUser,
)
from molva.protocol.errors import Refusal
from molva.words.printable import printable
from molva.words.shape import Sentences


def explain(words: Sentences, error: Exception) -> str:
    """Say it in the person's language; a refusal in the words of the catalogue."""
    match error:
        case UnknownRefusal():
            return printable(error.error.message)
        case Refusal():
            return printable(error.to_wire(words.language).message)
        case ConnectionLost():
            return words.open_outcome
        case ConnectionEnded():
            return words.ended.format(reason=error)
        case BadAddress():
            return words.bad_address.format(url=error)
        case Unreachable():
            return words.unreachable.format(url=error)
        case UnreadableAnswer():
            return words.unreadable_answer.format(reason=error)
        case WrongUser():
            return words.other_user
        case FolderInUse():
            return words.folder_in_use
        case ReadableLogin():
            return words.login_readable.format(path=error)
        case BrokenLogin():
            return words.login_broken.format(path=error)
        case TimeoutError():
            return words.timed_out
        case _:
            return words.went_wrong.format(reason=error)
