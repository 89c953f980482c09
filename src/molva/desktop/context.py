"""What every screen behind the sign-in is made with."""

from dataclasses import dataclass

from molva.desktop.look import Look
from molva.desktop.session import Session
from molva.desktop.words import Words
from molva.words import Sentences


@dataclass(frozen=True)
class Context:
    """How it looks, what it says, and whose chats it shows; the window makes a new one when the language changes."""

    look: Look
    words: Words
    sentences: Sentences
    session: Session
