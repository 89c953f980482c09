"""The field in which one writes: Enter sends, and an empty field goes back to the last message."""

from textual import events
from textual.message import Message as Event
from textual.widgets import TextArea

NEW_LINE = ("alt+enter", "ctrl+j", "shift+enter")


class Composer(TextArea):
    """A text of several lines that grows with what is written."""

    class Sent(Event):
        """The text is to be sent."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class LastWanted(Event):
        """Up in an empty field: the last own message is to be edited."""

    class Left(Event):
        """Escape: a reply or an edit ends, or the field is left."""

    def __init__(self) -> None:
        super().__init__(id="composer", soft_wrap=True, show_line_numbers=False, tab_behavior="focus")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default().stop()
            self.post_message(self.Sent(self.text))
        elif event.key in NEW_LINE:
            event.prevent_default().stop()
            self.insert("\n")
        elif event.key == "up" and not self.text:
            event.prevent_default().stop()
            self.post_message(self.LastWanted())
        elif event.key == "escape":
            event.prevent_default().stop()
            self.post_message(self.Left())
        else:
            await super()._on_key(event)

    def write(self, text: str) -> None:
        """Put a text into the field, with the cursor behind it."""
        self.load_text(text)
        self.move_cursor(self.document.end)
