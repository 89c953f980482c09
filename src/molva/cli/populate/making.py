"""Making things up: people, chats and talk in Russian and English, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from random import Random
from typing import Final

from molva.cli.populate.people import make_people
from molva.cli.populate.talk import Talker
from molva.cli.populate.world import Person, Room, Said, World

HOUR_MS: Final = 3_600_000
DAY_MS: Final = 86_400_000

DIRECT: Final = 0.4
"""How many of the chats are between two people."""

LARGEST: Final = 60
"""People in a made-up group."""

AWAY: Final = 0.3
"""How many members of a chat have not read its end."""

MOST_UNREAD: Final = 30

LEVELLING: Final = 0.7
"""How far chats differ: 0 makes all equally lively, 1 the first one as lively as the next two together."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made up."""

    users: int = 100
    chats: int = 50
    messages: int = 10_000
    days: int = 90
    """Over how many days it is spread."""


def make_world(size: Size, *, seed: int, until: int) -> World:
    """Make a world up; the same arguments give the same one.

    Args:
        until: milliseconds since the epoch; everything lies before it.
    """
    random = Random(f"molva {seed}")  # noqa: S311  # made up, not secret
    begins_at = until - size.days * DAY_MS
    people = make_people(size.users, seed, partial(made_id, begins_at - 2 * HOUR_MS, random))
    counts = _share(size.messages, size.chats)
    pairs = set[tuple[str, ...]]()
    talker = Talker(seed)
    rooms = [
        _make_room(random, talker, people, pairs, count=count, begins_at=begins_at, until=until) for count in counts
    ]
    return World(people, rooms, begins_at)


def made_id(at: int, random: Random) -> str:
    """Make a UUIDv7 of a moment that a seed repeats (RFC 9562, section 5.7)."""
    digits = f"{at & (1 << 48) - 1:012x}7{random.getrandbits(12):03x}{random.getrandbits(62) | 1 << 63:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _share(messages: int, chats: int) -> list[int]:
    """Divide the messages among the chats, so that few have most of them."""
    weights = [(rank + 1) ** -LEVELLING for rank in range(chats)]
    total = sum(weights)
    ends = [round(messages * part / total) for part in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _make_room(
    random: Random,
    talker: Talker,
    people: list[Person],
    pairs: set[tuple[str, ...]],
    *,
    count: int,
    begins_at: int,
    until: int,
) -> Room:
    first = random.choice(people)
    chat_id = made_id(begins_at - HOUR_MS, random)
    members = [first, *_others(random, people, first, 1)]
    pair = tuple(sorted(member.id for member in members))
    direct = random.random() < DIRECT and pair not in pairs
    if direct:
        pairs.add(pair)
    else:
        members = [first, *_others(random, people, first, random.randint(2, LARGEST - 1))]
    ids = tuple(member.id for member in members)
    away = [user_id for user_id in ids[1:] if count and random.random() < AWAY]
    unread = {user_id: min(count, random.randint(1, MOST_UNREAD)) for user_id in away}
    tell = partial(
        _tell,
        talker,
        random.getrandbits(64),
        first.language,
        ids,
        unread,
        count=count,
        begins_at=begins_at,
        until=until,
    )
    return Room(chat_id, "" if direct else talker.title(first.language, random), direct, ids, count, tell, unread)


def _others(random: Random, people: list[Person], first: Person, wanted: int) -> list[Person]:
    """Choose other people than the first, as many as are wanted and there are."""
    chosen = random.sample(people, min(len(people), wanted + 1))
    return [person for person in chosen if person is not first][:wanted]


def _tell(
    talker: Talker,
    seed: int,
    language: str,
    members: tuple[str, ...],
    unread: dict[str, int],
    *,
    count: int,
    begins_at: int,
    until: int,
) -> Iterator[Said]:
    """Tell the messages of a chat; who has not read its end has not written there either."""
    random = Random(seed)  # noqa: S311  # made up, not secret
    here = [user_id for user_id in members if user_id not in unread]
    quiet_from = count - max(unread.values(), default=0)
    step = (until - begins_at) / max(count, 1)
    for index in range(count):
        at = begins_at + int(step * (index + random.random()))
        sender = random.choice(members if index < quiet_from else here)
        yield Said(made_id(at, random), sender, at, talker.text(language, random))
