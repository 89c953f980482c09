"""The handlers of folders: what is written, which rows changed."""

from msgspec.structs import replace

from molva.protocol.commands import DeleteFolder, Done, OrderFolders, SaveFolder
from molva.protocol.commands.folders import MAX_FOLDERS
from molva.protocol.errors import TooManyFolders
from molva.protocol.rows import Folder, account_scope
from molva.server.features.accounts import AccountDeleted
from molva.server.features.folders import store
from molva.server.kernel.context import Context
from molva.server.kernel.text import clean_name


def save_folder(ctx: Context, command: SaveFolder) -> Folder:
    """Handle `SaveFolder`; the same again changes nothing."""
    name, chat_ids = clean_name(command.name), tuple(dict.fromkeys(command.chat_ids))
    known = store.find_folder(ctx.connection, ctx.user_id, command.folder_id)
    if known is not None and not known.deleted and (known.name, known.chat_ids) == (name, chat_ids):
        return known
    rev = ctx.next_rev(account_scope(ctx.user_id))
    # Another device takes the same revision: from here on the folders are what they are.
    all_ = store.list_folders(ctx.connection, ctx.user_id)
    here = next((folder for folder in all_ if folder.id == command.folder_id), None)
    if here is None and len(all_) >= MAX_FOLDERS:
        raise TooManyFolders(limit=MAX_FOLDERS)
    last = max((folder.position for folder in all_), default=-1)
    position = last + 1 if here is None else here.position
    return _put(ctx, Folder(id=command.folder_id, rev=rev, name=name, chat_ids=chat_ids, position=position))


def delete_folder(ctx: Context, command: DeleteFolder) -> Done:
    """Handle `DeleteFolder`."""
    known = store.find_folder(ctx.connection, ctx.user_id, command.folder_id)
    if known is not None and not known.deleted:
        _put(ctx, Folder(id=known.id, rev=ctx.next_rev(account_scope(ctx.user_id)), deleted=True))
    return Done()


def order_folders(ctx: Context, command: OrderFolders) -> Done:
    """Handle `OrderFolders`; only the rows of those that move are written."""
    if not store.list_folders(ctx.connection, ctx.user_id):
        return Done()
    rev = ctx.next_rev(account_scope(ctx.user_id))
    wanted = {folder_id: place for place, folder_id in enumerate(command.folder_ids)}
    rows = store.list_folders(ctx.connection, ctx.user_id)
    rows.sort(key=lambda row: wanted.get(row.id, MAX_FOLDERS))
    for place, row in enumerate(rows):
        if row.position != place:
            _put(ctx, replace(row, position=place, rev=rev))
    return Done()


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account."""
    store.forget_person(ctx.connection, event.user_id)


def _put(ctx: Context, folder: Folder) -> Folder:
    store.put_folder(ctx.connection, ctx.user_id, folder)
    ctx.changed(account_scope(ctx.user_id), folder)
    return folder
