"""Who is here, who was, and who writes just now."""

from collections.abc import Sequence

from molva.words.shape import Sentences
from molva.words.times import DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS


def seen_line(words: Sentences, *, online: bool, seen_at: int | None, now: int) -> str:
    """`online`, `online 5 minutes ago`; after a day, and where it is not known, `offline`. Moments in milliseconds."""
    if online:
        return words.online
    ago = DAY_SECONDS + 1 if seen_at is None else max(0, (now - seen_at) // 1000)
    if ago > DAY_SECONDS:
        return words.offline
    if ago < MINUTE_SECONDS:
        return words.seen.format(ago=words.just_now)
    minutes, hours = ago // MINUTE_SECONDS, ago // HOUR_SECONDS
    passed = words.hours.of(hours) if hours else words.minutes.of(minutes)
    return words.seen.format(ago=words.ago.format(span=passed))


def members_line(words: Sentences, members: int, online: int) -> str:
    """`12 members, 3 online`."""
    people = words.members.of(members)
    return words.members_online.format(members=people, n=online) if online else people


def typing_line(words: Sentences, names: Sequence[str], *, direct: bool) -> str:
    """`typing…`, `Ann is typing…`, `3 people are typing…`; empty when nobody does.

    Args:
        direct: a chat of two, where it goes without saying who writes.
    """
    if not names:
        return ""
    if direct:
        return words.typing
    return words.typing_one.format(name=names[0]) if len(names) == 1 else words.typing_many.of(len(names))
