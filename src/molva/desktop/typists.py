"""Who is writing just now; moments are seconds of a clock that only goes forward."""

from molva.protocol.signals import TYPING_SECONDS, Typing


class Typists:
    """Those whose signal is not older than TYPING_SECONDS and who have not sent a message since."""

    def __init__(self) -> None:
        self._until: dict[str, dict[str, float]] = {}

    def heard(self, signal: Typing, now: float) -> None:
        """Somebody writes."""
        self._until.setdefault(signal.chat_id, {})[signal.user_id] = now + TYPING_SECONDS

    def sent(self, chat_id: str, user_id: str) -> None:
        """Somebody has sent a message."""
        self._until.get(chat_id, {}).pop(user_id, None)

    def at(self, now: float) -> dict[str, list[str]]:
        """Who is writing, by chat."""
        for chat_id, people in list(self._until.items()):
            self._until[chat_id] = {user_id: until for user_id, until in people.items() if until > now}
        return {chat_id: sorted(people) for chat_id, people in self._until.items() if people}
