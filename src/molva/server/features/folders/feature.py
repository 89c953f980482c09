"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import DeleteFolder, OrderFolders, SaveFolder
from molva.protocol.errors import InvalidName, TooManyFolders
from molva.protocol.rows import Folder
from molva.server.features.accounts import AccountDeleted
from molva.server.features.folders import commands
from molva.server.features.folders.store import folders_after
from molva.server.kernel.feature import Feature, RowKind, write


def folders_feature() -> Feature:
    """Describe the slice."""
    return Feature(
        name="folders",
        endpoints=(
            write(SaveFolder, commands.save_folder, "PUT /folders/{folder_id}", InvalidName, TooManyFolders),
            write(DeleteFolder, commands.delete_folder, "DELETE /folders/{folder_id}"),
            write(OrderFolders, commands.order_folders, "PUT /folders"),
        ),
        on_change=((AccountDeleted, commands.forget_person),),
        rows=(RowKind(Folder, "account", folders_after),),
    )
