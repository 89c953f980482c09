"""`molva user`: the people on the server and one's own account, over the server's own API."""

from molva.cli.console import Console, Problem
from molva.cli.talk import connect
from molva.client import Client
from molva.client.accounts import get_server, register, sign_out
from molva.client.login import Login
from molva.protocol.commands import ChangePassword, CreateInvite, RevokeOtherSessions
from molva.words import printable

INVITE_SECONDS = 60
"""The invite with which an account is created is used at once."""


async def list_people(console: Console, login: Login, query: str) -> None:
    """Print everybody whose name or username begins so: username and name, with a tab between."""
    async with await connect(login) as client:
        for person in await client.find_people(query):
            console.out(f"{printable(person.username)}\t{printable(person.name)}")


async def add_person(console: Console, login: Login, username: str, name: str, password: str) -> None:
    """Create an account; where registration is by invite, with one of one's own making.

    Raises:
        Refusal: no right to invite, or any of `Register`.
    """
    invite = None
    if (await get_server(login.url)).registration == "invite":
        async with await connect(login) as client:
            made = await client.call(CreateInvite(max_uses=1, lifetime_s=INVITE_SECONDS))
        invite = made.code
    token = await register(login.url, username, password, name=name, invite=invite, client="molva user add")
    # The session is the new person's; whoever created the account has no business in it.
    await sign_out(login.url, token.token)
    console.out(console.words.added.format(username=token.account.username))


async def change_password(console: Console, login: Login, old: str, new: str) -> None:
    """Change one's own password."""
    async with await connect(login) as client:
        await client.call(ChangePassword(old_password=old, new_password=new))
    console.out(console.words.password_changed)


async def sign_out_others(console: Console, login: Login) -> None:
    """End one's sessions everywhere else."""
    async with await connect(login) as client:
        await client.call(RevokeOtherSessions())
    console.out(console.words.others_signed_out)


async def find_person(console: Console, client: Client, username: str) -> str:
    """Find the id of the person with a username, with or without `@`.

    Raises:
        Problem: there is none.
    """
    wanted = username.removeprefix("@")
    for person in await client.find_people(wanted):
        if person.username.casefold() == wanted.casefold():
            return person.user_id
    raise Problem(console.words.person_unknown.format(username=printable(username)))
