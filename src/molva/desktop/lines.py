"""What a line of the timeline tells: one message, or what happened to the chat; no Tk."""

from dataclasses import dataclass

from molva.words import Tick
from molva.words.poll_lines import PollLine


@dataclass(frozen=True)
class Quote:
    """What a message answers."""

    seq: int
    name: str
    hue: int
    text: str


@dataclass(frozen=True)
class Chip:
    """A reaction."""

    emoji: str
    count: int
    own: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the timeline; two that are equal look the same."""

    key: str
    day: str = ""
    """Drawn over it where a day begins."""
    unread: str = ""
    """Drawn over it where the new messages begin."""
    service: str = ""
    """What happened to the chat; then the rest is empty."""
    seq: int | None = None
    """None while it is not on the server."""
    own: bool = False
    name: str = ""
    """Over the first message of somebody in a group."""
    hue: int = 0
    initials: str = ""
    """Beside the last message of somebody in a group."""
    indented: bool = False
    """Leaves room for pictures of people at the left."""
    first: bool = True
    last: bool = True
    """Whether it begins and ends what one person said together."""
    text: str = ""
    gone: bool = False
    quote: Quote | None = None
    above: str = ""
    """Who said it first, where it was forwarded."""
    poll: PollLine | None = None
    """What is asked; the text is the question."""
    below: tuple[str, ...] = ()
    """The page behind a link."""
    meta: str = ""
    tick: Tick | None = None
    chips: tuple[Chip, ...] = ()
    meant: bool = False
    """It mentions the reader."""
    refused: str = ""

    @property
    def can_change(self) -> bool:
        """Tell whether its words may become others, by whoever has said them."""
        return self.poll is None and not self.gone
