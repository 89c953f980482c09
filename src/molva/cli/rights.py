"""`molva chat`: make a group or a channel, choose who may do what in it, hand it over."""

from typing import Any

from molva.cli.chats import find_chat
from molva.cli.console import Console
from molva.cli.people import find_person
from molva.cli.talk import connect
from molva.client.login import Login


async def create(console: Console, login: Login, name: str, usernames: list[str], *, channel: bool) -> None:
    """Create a group or a channel with these people, and print its id.

    Raises:
        Problem: no such person.
        Refusal: any of `CreateGroup`.
    """
    async with await connect(login) as client:
        user_ids = [await find_person(console, client, username) for username in usernames]
        opened = await (client.create_channel if channel else client.create_group)(name, user_ids)
    console.out(console.words.created.format(id=opened.chat.id))
    for username, user_id in zip(usernames, user_ids, strict=True):
        if user_id in opened.asked:
            console.out(console.words.person_asked.format(username=username))


async def change(console: Console, login: Login, chat: str, **wanted: Any) -> None:
    """Choose rights and pace; what is None stays, and all of it is printed.

    Raises:
        Problem: no such chat.
        Refusal: any of `ChangeRights`.
    """
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        row = client.replica.chats[chat_id].chat
        if row is None or any(value is not None for value in wanted.values()):
            row = await client.change_rights(chat_id, **wanted)
    line = console.words.rights.format(
        writes=row.who_writes.value,
        adds=row.who_adds.value,
        pins=row.who_pins.value,
        changes=row.who_changes.value,
        comments=row.who_comments.value,
        slow=row.slow_s,
        hourly=row.hourly,
    )
    console.out(line)


async def transfer(console: Console, login: Login, chat: str, username: str) -> None:
    """Hand a chat over.

    Raises:
        Problem: no such chat or person.
        Refusal: any of `TransferChat`.
    """
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        await client.transfer_chat(chat_id, await find_person(console, client, username))
    console.out(console.words.transferred.format(chat=chat, username=username))
