"""`molva edits`: what a message said before it was changed, for those who moderate its chat."""

from datetime import datetime

from molva.cli.chats import find_chat
from molva.cli.console import Console
from molva.cli.talk import connect
from molva.client.login import Login
from molva.words import printable


async def show(console: Console, login: Login, chat: str, seq: int) -> None:
    """Print the earlier versions of a message, the newest first: since when, until when, text; further lines set in.

    Raises:
        Problem: no such chat.
        Refusal: any of `ListEdits`.
    """
    async with await connect(login) as client:
        found = await client.edits(await find_chat(console, client, chat), seq)
    if not found:
        console.out(console.words.edits_none.format(seq=seq))
    for each in found:
        text = printable(each.text, lines=True).replace("\n", "\n    ")
        console.out(f"{_moment(each.written_at)}  {_moment(each.edited_at)}: {text}")


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
