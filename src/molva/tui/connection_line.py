"""The line that tells how the connection stands; nothing where all is well."""

from textual.widgets import Static

from molva.client import State
from molva.tui.words import Words


class ConnectionLine(Static):
    """Shown only where there is something to tell."""

    def __init__(self) -> None:
        super().__init__("", id="connection", markup=False)
        self._lost = False

    def show(self, words: Words, state: State, waiting: int) -> None:
        """Tell of a state.

        Args:
            waiting: how much has been written that the server has not answered.
        """
        shared = words.shared
        # Every attempt to come back is a moment of connecting: that is not worth a flicker.
        self._lost = state is State.OFFLINE or (self._lost and state is State.CONNECTING)
        said = {
            State.ONLINE: "",
            State.SYNCING: shared.updating,
            State.CONNECTING: shared.no_connection if self._lost else shared.connecting,
            State.OFFLINE: shared.no_connection,
            State.ENDED: words.session_over,
        }[state]
        if said and waiting:
            said = f"{said} {shared.waiting.of(waiting)}"
        self.update(said)
        self.display = bool(said)
