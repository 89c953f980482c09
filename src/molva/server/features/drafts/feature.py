"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import SaveDraft
from molva.protocol.errors import ChatNotFound, InvalidText, MessageNotFound, TextTooLong
from molva.protocol.rows import Draft, Member
from molva.server.features.accounts import AccountDeleted
from molva.server.features.chats import ChatDeleted
from molva.server.features.drafts import commands
from molva.server.features.drafts.store import drafts_after
from molva.server.kernel.feature import Feature, RowKind, write


def drafts_feature(*, max_text: int) -> Feature:
    """Describe the slice.

    Args:
        max_text: longest text of a message in characters, and so of its draft.
    """
    keeper = commands.Keeper(max_text=max_text)
    of_text = (InvalidText, TextTooLong)
    return Feature(
        name="drafts",
        endpoints=(
            write(SaveDraft, keeper.save_draft, "PUT /chats/{chat_id}/draft", ChatNotFound, MessageNotFound, *of_text),
        ),
        rows=(RowKind(Draft, "account", drafts_after),),
        on_change=(
            (Member, commands.forget_left),
            (ChatDeleted, commands.forget_chat),
            (AccountDeleted, commands.forget_person),
        ),
    )
