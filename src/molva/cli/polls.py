"""`molva poll`: asking the people of a chat, answering, and how a poll stands."""

import time
from collections.abc import Sequence

from molva.cli.chats import find_chat, poll_lines
from molva.cli.console import Console, Problem
from molva.cli.talk import connect
from molva.client import Client
from molva.client.login import Login
from molva.protocol.commands import GetHistory
from molva.protocol.rows import Message, Poll
from molva.words import person_name, printable

HOUR_MS = 3_600_000


async def create(
    console: Console,
    login: Login,
    chat: str,
    question: str,
    options: Sequence[str],
    *,
    multiple: bool,
    named: bool,
    correct: int | None,
    explanation: str,
    hours: int | None,
) -> None:
    """Ask the people of a chat, and print the number of the message.

    Args:
        correct: the right option from 1, which makes it a quiz.
        hours: how long it takes answers; None until it is closed.

    Raises:
        Problem: no such chat.
        Refusal: any of `CreatePoll`.
    """
    async with await connect(login) as client:
        sent = await client.create_poll(
            await find_chat(console, client, chat),
            question,
            options,
            multiple=multiple,
            anonymous=not named,
            correct=None if correct is None else correct - 1,
            explanation=explanation,
            closes_at=None if hours is None else time.time_ns() // 1_000_000 + hours * HOUR_MS,
        )
    console.out(str(sent.seq))


async def show(console: Console, login: Login, chat: str, seq: int) -> None:
    """Print how a poll stands, and who has chosen what if it tells that.

    Raises:
        Problem: no such chat, or the message is no poll.
    """
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        message, poll = await _find(console, client, chat_id, seq)
        console.out(printable(message.text))
        for option, line in enumerate(poll_lines(poll)):
            console.out(line)
            if not poll.anonymous:
                for voter in await client.voters(chat_id, seq, option):
                    console.out(f"   {person_name(console.words.shared, voter.name)}")
        chosen = client.replica.votes.get(chat_id, {}).get(seq)
        if chosen is not None and chosen.options:
            console.out(console.words.poll_own.format(numbers=", ".join(str(each + 1) for each in chosen.options)))
        if poll.closed:
            console.out(console.words.poll_over)


async def vote(console: Console, login: Login, chat: str, seq: int, numbers: Sequence[int]) -> None:
    """Choose options, from 1, or none to take one's vote back.

    Raises:
        Problem: no such chat.
        Refusal: any of `VoteInPoll`.
    """
    async with await connect(login) as client:
        chat_id = await find_chat(console, client, chat)
        answer = await client.vote(chat_id, seq, *(number - 1 for number in numbers))
        if answer.correct is not None:
            console.out(console.words.poll_right.format(number=answer.correct + 1))
        if answer.explanation:
            console.out(printable(answer.explanation))


async def close(console: Console, login: Login, chat: str, seq: int) -> None:
    """Let nobody answer any more, and print how the poll stands.

    Raises:
        Problem: no such chat.
        Refusal: any of `ClosePoll`.
    """
    async with await connect(login) as client:
        message = await client.close_poll(await find_chat(console, client, chat), seq)
        if message.poll is not None:
            for line in poll_lines(message.poll):
                console.out(line)


async def _find(console: Console, client: Client, chat_id: str, seq: int) -> tuple[Message, Poll]:
    found = await client.call(GetHistory(chat_id=chat_id, around=seq))
    message = next((each for each in found.messages if each.seq == seq), None)
    if message is None or message.poll is None:
        raise Problem(console.words.poll_none.format(seq=seq))
    return message, message.poll
