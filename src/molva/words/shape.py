"""The sentences that each language has; one that a language lacks is a type error."""

from dataclasses import dataclass
from typing import NamedTuple

from molva.protocol.errors import Language


class Counted(NamedTuple):
    """A sentence with a number `n` in it, in the forms that the language has for numbers."""

    one: str
    few: str
    many: str
    slavic: bool = True
    """Whether 2-4 and 21, 31 have forms of their own, as in Russian; English has the one for 1 and the other."""

    def of(self, n: int) -> str:
        """Say it with a number; forms as in CLDR (https://cldr.unicode.org/index/cldr-spec/plural-rules)."""
        return self._form(n).format(n=n)

    def _form(self, n: int) -> str:
        if not self.slavic:
            return self.one if n == 1 else self.many
        if n % 10 == 1 and n % 100 != 11:
            return self.one
        return self.few if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else self.many


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentences:
    """One language's sentences; the names in braces are filled in where they are said."""

    language: Language

    you: str
    someone: str
    deleted_account: str
    saved: str
    general: str
    thread: str
    members: Counted
    unread: Counted

    deleted: str
    poll: str
    poll_anonymous: str
    poll_named: str
    quiz_anonymous: str
    quiz_named: str
    poll_results: str
    votes: Counted
    no_votes: str
    poll_until: str
    vote_waits: str
    percent: str
    edited: str
    forwarded: str
    created_group: str
    created_channel: str
    handed_over: str
    added_member: str
    removed_member: str
    joined: str
    left: str
    renamed: str
    pinned: str
    lifetime: str
    no_lifetime: str
    published: str
    unpublished: str

    queued: str
    sent: str
    delivered: str
    read: str
    failed: str

    online: str
    offline: str
    seen: str
    just_now: str
    ago: str
    members_online: str
    typing: str
    typing_one: str
    typing_many: Counted

    connecting: str
    updating: str
    no_connection: str
    waiting: Counted

    today: str
    yesterday: str
    days: Counted
    hours: Counted
    minutes: Counted
    seconds: Counted
    weekdays: tuple[str, ...]
    """Short, from Monday on."""
    months: tuple[str, ...]
    """As they stand beside a day."""
    months_short: tuple[str, ...]
    day: str
    day_of_year: str
    day_short: str
    date: str

    bad_address: str
    unreachable: str
    timed_out: str
    ended: str
    open_outcome: str
    unreadable_answer: str
    other_user: str
    folder_in_use: str
    login_readable: str
    login_broken: str
    went_wrong: str
