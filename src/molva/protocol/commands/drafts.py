"""Commands about drafts."""

from molva.protocol.commands.base import Command
from molva.protocol.commands.messages import Text
from molva.protocol.ids import ChatId, Seq
from molva.protocol.rows import Draft


class SaveDraft(Command[Draft], tag="save_draft", frozen=True, kw_only=True):
    """Keep what one is writing in a chat for one's other devices; the latest holds. A blank text takes it away.

    The same again changes nothing. Nobody else learns of it.
    """

    chat_id: ChatId
    text: Text
    reply_to: Seq | None = None
