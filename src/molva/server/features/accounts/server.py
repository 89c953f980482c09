"""The server itself: what visitors may know of it, and who changes it."""

import molva
from molva.protocol.commands import ChangeServer, GetServer, ServerInfo
from molva.protocol.errors import RightsMissing
from molva.protocol.rows import ServerRole
from molva.server.features.accounts.store import server as store
from molva.server.features.accounts.store.users import any_user, read_account
from molva.server.kernel.context import Context, View
from molva.server.kernel.text import clean_name
from molva.server.settings import Settings


class AboutServer:
    """Answers what this server is; the limits that it tells are those it was started with."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_server(self, view: View, command: GetServer) -> ServerInfo:
        """Handle `GetServer`."""
        return self._tell(view)

    def change_server(self, ctx: Context, command: ChangeServer) -> ServerInfo:
        """Handle `ChangeServer`."""
        require_admin(ctx)
        changes: dict[str, str] = {}
        if command.name is not None:
            changes["name"] = clean_name(command.name)
        if command.registration is not None:
            changes["registration"] = command.registration
        if changes:
            store.write_server(ctx.connection, changes)
        return self._tell(ctx)

    def _tell(self, context: Context | View) -> ServerInfo:
        return ServerInfo(
            name=store.server_name(context.connection),
            version=molva.__version__,
            registration=store.registration_policy(context.connection),
            set_up=any_user(context.connection),
            max_text=self._settings.max_text,
            ban_appeal=self._settings.ban_appeal,
            directory=self._settings.directory == "on",
            link_previews=self._settings.link_previews == "on",
            edit_hours=self._settings.edit_hours,
            edit_history=self._settings.edit_history == "on",
        )


def require_admin(context: Context | View) -> None:
    """Let only the server's owner and admins go on.

    Raises:
        RightsMissing: somebody else.
    """
    if read_account(context.connection, context.user_id).role is ServerRole.MEMBER:
        raise RightsMissing
