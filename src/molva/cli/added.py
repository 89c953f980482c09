"""`molva chat invited`: the groups that ask whether one wants to be added, and what one answers."""

from molva.cli.console import Console, Problem
from molva.cli.talk import connect
from molva.client.login import Login
from molva.protocol.rows import AddRequest
from molva.words import printable


async def list_invited(console: Console, login: Login) -> None:
    """Print the groups that ask, first come first: id, name, how many were in it, who invites; with tabs between."""
    async with await connect(login) as client:
        for row in client.add_requests():
            line = [row.chat_id, printable(row.chat_name), str(row.member_count), f"@{printable(row.inviter_username)}"]
            console.out("\t".join(line))


async def answer(console: Console, login: Login, chat: str, *, accept: bool) -> None:
    """Join a group that asks, or decline.

    Raises:
        Problem: no such group asks, or several of that name do.
        Refusal: any of `AnswerAddRequest`.
    """
    words = console.words
    async with await connect(login) as client:
        found = [row for row in client.add_requests() if _is_meant(row, chat)]
        if len(found) > 1:
            raise Problem(words.chat_ambiguous.format(chat=chat, ids=", ".join(row.chat_id for row in found)))
        if not found:
            raise Problem(words.not_invited.format(chat=chat))
        await client.answer_add_request(found[0].chat_id, accept=accept)
        said = words.join_done if accept else words.invitation_declined
        console.out(said.format(chat=printable(found[0].chat_name)))


def _is_meant(row: AddRequest, chat: str) -> bool:
    return row.chat_id == chat or row.chat_name.casefold() == chat.casefold()
