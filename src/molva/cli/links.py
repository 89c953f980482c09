"""`molva link`: links into groups, and who asks by them to be let in."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from molva.cli.chats import find_chat
from molva.cli.console import Console, Problem
from molva.cli.talk import connect
from molva.client.login import Login
from molva.protocol.rows import chat_scope
from molva.words import chat_name, printable

PATH = "/j"
"""Where the web client reads a link; the code stands behind a #, which browsers send to no server."""

DAY_S = 86_400


async def create(
    console: Console,
    login: Login,
    chat: str,
    *,
    name: str,
    uses: int | None,
    days: int | None,
    ask: bool,
    registers: bool,
) -> None:
    """Print a new link into a group.

    Args:
        uses: how many people may join by it; None for any number.
        days: how long it works; None for ever.

    Raises:
        Problem: no such chat.
        Refusal: any of `CreateChatInvite`.
    """
    async with await connect(login) as client:
        made = await client.create_chat_invite(
            await find_chat(console, client, chat),
            name=name,
            max_uses=uses,
            lifetime_s=None if days is None else days * DAY_S,
            approval=ask,
            registers=registers,
        )
    console.out(f"{login.url.rstrip('/')}{PATH}#{made.code}")


async def show(console: Console, login: Login, chat: str) -> None:
    """Print a group's links, newest first: id, name, how many have joined of how many, until when."""
    async with await connect(login) as client:
        invites = await client.chat_invites(await find_chat(console, client, chat))
    for invite in invites:
        uses = f"{invite.uses}/{invite.max_uses}" if invite.max_uses else str(invite.uses)
        until = _moment(invite.expires_at) if invite.expires_at else "-"
        console.out("\t".join([invite.id, printable(invite.name) or "-", uses, until]))


async def revoke(console: Console, login: Login, chat: str, invite_id: str) -> None:
    """Make a link useless."""
    async with await connect(login) as client:
        await client.revoke_chat_invite(await find_chat(console, client, chat), invite_id)
    console.out(console.words.link_revoked)


async def join(console: Console, login: Login, link: str) -> None:
    """Follow a link, or the code at its end."""
    code = urlsplit(link).fragment or link
    async with await connect(login) as client:
        joining = await client.join_chat(code)
        words = console.words
        if joining.asked:
            console.out(words.join_asked)
            return
        rows = client.rows()
        while chat_scope(joining.chat_id) not in client.replica.revs:
            await anext(rows)
        console.out(words.join_done.format(chat=chat_name(words.shared, client.replica, joining.chat_id)))


async def requests(console: Console, login: Login, chat: str) -> None:
    """Print who waits to be let into a group: since when, username and name."""
    async with await connect(login) as client:
        for row in client.join_requests(await find_chat(console, client, chat)):
            console.out("\t".join([_moment(row.asked_at), f"@{printable(row.username)}", printable(row.name)]))


async def answer(console: Console, login: Login, chat: str, username: str, *, approve: bool) -> None:
    """Let somebody in who has asked, or refuse.

    Raises:
        Problem: nobody of that username waits there.
    """
    wanted, words = username.removeprefix("@").casefold(), console.words
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        asker = next((row for row in client.join_requests(chat_id) if row.username.casefold() == wanted), None)
        if asker is None:
            raise Problem(words.nobody_asks.format(username=printable(username)))
        await client.answer_join_request(chat_id, asker.user_id, approve=approve)
    console.out((words.let_in if approve else words.kept_out).format(username=asker.username))


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M")
