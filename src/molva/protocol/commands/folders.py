"""Commands about folders of chats."""

from typing import Annotated, Final

from msgspec import Meta

from molva.protocol.commands.base import Command, Done, ShortText
from molva.protocol.ids import ChatId, FolderId
from molva.protocol.rows import Folder

MAX_FOLDERS: Final = 20
"""Folders of one person."""

MAX_FOLDER_CHATS: Final = 500
"""Chats in one folder."""


class SaveFolder(Command[Folder], tag="save_folder", frozen=True, kw_only=True):
    """Make a folder of one's chats, or change the one that has this id; a new one comes last.

    The same again changes nothing. Nobody else learns of it.
    """

    folder_id: FolderId
    name: ShortText
    chat_ids: Annotated[tuple[ChatId, ...], Meta(max_length=MAX_FOLDER_CHATS)]


class DeleteFolder(Command[Done], tag="delete_folder", frozen=True, kw_only=True):
    """Delete a folder; its chats stay. Deleting it again changes nothing."""

    folder_id: FolderId


class OrderFolders(Command[Done], tag="order_folders", frozen=True, kw_only=True):
    """Put one's folders into this order; one that the list leaves out comes after those it names."""

    folder_ids: Annotated[tuple[FolderId, ...], Meta(max_length=MAX_FOLDERS)]
