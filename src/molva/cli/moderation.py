"""`molva user report` and what answers it: the reports about people, bans, and their end."""

from datetime import UTC, datetime

from molva.cli.console import Console
from molva.cli.people import find_person
from molva.cli.talk import connect
from molva.client.clock import SystemClock
from molva.client.login import Login
from molva.protocol.commands import BanPerson, DismissReports, LiftBan, ListReports, Report, ReportReason
from molva.words import printable


async def report(console: Console, login: Login, username: str, reason: ReportReason, comment: str) -> None:
    """Tell those who run the server of a person.

    Raises:
        Problem: no such person.
        Refusal: any of `ReportPerson`.
    """
    async with await connect(login) as client:
        await client.report(await find_person(console, client, username), reason, comment)
    console.out(console.words.reported.format(username=username))


async def list_reports(console: Console, login: Login, *, closed: bool) -> None:
    """Print the reports, the newest first: when, about whom, by whom, why, and what was said.

    Args:
        closed: those that have led to a ban or were closed, too.

    Raises:
        Refusal: the caller does not run the server.
    """
    async with await connect(login) as client:
        page = await client.call(ListReports())
        reports = list(page.reports)
        while page.next is not None:
            page = await client.call(ListReports(before=page.next))
            reports += page.reports
        now = SystemClock().now_ms()
    shown = [one for one in reports if closed or not one.settled]
    for one in shown:
        console.out(_line(console, one, now))
    if not shown:
        console.note(console.words.no_reports)


async def dismiss(console: Console, login: Login, username: str) -> None:
    """Close the reports about a person without a ban."""
    async with await connect(login) as client:
        await client.call(DismissReports(user_id=await find_person(console, client, username)))
    console.out(console.words.dismissed.format(username=username))


async def ban(console: Console, login: Login, username: str, hours: int) -> None:
    """Keep a person from sending for some hours, and close the reports about them."""
    async with await connect(login) as client:
        await client.call(BanPerson(user_id=await find_person(console, client, username), hours=hours))
    console.out(console.words.banned.format(username=username, hours=hours))


async def unban(console: Console, login: Login, username: str) -> None:
    """Let a person send again."""
    async with await connect(login) as client:
        await client.call(LiftBan(user_id=await find_person(console, client, username)))
    console.out(console.words.unbanned.format(username=username))


def _line(console: Console, one: Report, now: int) -> str:
    words = console.words
    people = [
        f"@{each.username}" if each.username else words.shared.deleted_account for each in (one.person, one.reporter)
    ]
    parts = [_moment(one.reported_at), *people, one.reason.value]
    said = [printable(one.comment)] if one.comment else []
    if one.text is not None:
        said.append(words.report_message.format(text=printable(one.text)))
    if one.settled:
        said.append(words.report_settled)
    if one.banned_until > now:
        said.append(words.report_banned.format(until=_moment(one.banned_until)))
    return "\t".join([*parts, "; ".join(said)])


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%d %H:%M")
