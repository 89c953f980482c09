"""Who sends a command: a person with a session, or a visitor without one."""

from dataclasses import dataclass

from molva.protocol.errors import Language, NotSignedIn


@dataclass(frozen=True, slots=True)
class Caller:
    """The sender of a command as the edge of the server has proven it."""

    address: str = ""
    """Network address, taken from a proxy's header only if the proxy is trusted."""
    language: Language = "en"
    client: str = ""
    """What the program calls itself (User-Agent)."""
    user: str | None = None
    session: str | None = None
    uuid_tokens: bool = False
    """A session that begins gets a token in the form of a UUID (122 random bits): older clients know no other."""
    guest: bool = False
    """An account that begins ends with its last session: nobody is told its password."""

    @property
    def user_id(self) -> str:
        """The signed-in user.

        Raises:
            NotSignedIn: a visitor.
        """
        if self.user is None:
            raise NotSignedIn
        return self.user

    @property
    def session_id(self) -> str:
        """The session of the signed-in user.

        Raises:
            NotSignedIn: a visitor.
        """
        if self.session is None:
            raise NotSignedIn
        return self.session
