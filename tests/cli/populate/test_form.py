"""The data file: what is written is read again, my_messenger's own form is understood, and mistakes are placed."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from molva.cli.console import Problem
from molva.cli.populate.form import write_world
from molva.cli.populate.making import Size, make_world
from molva.cli.populate.reading import Reader
from molva.cli.populate.world import World
from molva.cli.words import EN, RU

UNTIL = 1_767_225_600_000
ANN, BOB, EVE = (f"{letter * 8}-1111-4222-8333-{letter * 12}" for letter in "abe")
PAIR, GROUP, LONE = (f"{letter * 8}-1111-4222-8333-{letter * 12}" for letter in "012")
FIRST, SECOND, THIRD = (f"{letter * 8}-1111-4222-8333-{letter * 12}" for letter in "456")


def sample() -> dict[str, list[dict[str, Any]]]:
    """A file as my_messenger has it: random ids, short passwords, a group's chat of type 0."""
    return {
        "users": [
            {"email": "ann@example.com", "name": "Ann Marsh", "password": "!0Wt", "id": ANN},
            {"email": "bob@example.com", "name": "Борис", "password": "@5Ap", "id": BOB},
            {"email": "ann@example.net", "name": "Eve Hill", "password": "_6Ky", "id": EVE},
        ],
        "chats": [
            {"name": "Door.", "id": PAIR, "type": 0},
            {"name": "Bit room.", "id": GROUP, "type": 0},
            {"name": "Notes.", "id": LONE, "type": 0},
        ],
        "chat_members": [
            *({"user_id": user, "chat_id": PAIR} for user in (ANN, BOB)),
            *({"user_id": user, "chat_id": GROUP} for user in (ANN, BOB, EVE)),
            {"user_id": EVE, "chat_id": LONE},
        ],
        "groups": [{"name": "West.", "id": THIRD, "creator_id": EVE, "chat_id": GROUP}],
        "user_group": [{"user_id": user, "group_id": THIRD} for user in (ANN, BOB, EVE)],
        "messages": [
            message(SECOND, BOB, GROUP, "2025-05-04 04:45:50+00:00", "Later.", seen=False),
            message(FIRST, ANN, GROUP, "2025-05-02 13:38:24+02:00", "Earlier.\nTwo lines.", seen=True),
            message(THIRD, ANN, PAIR, "2025-05-03 00:00:00", "Hello.", seen=False),
        ],
        "message_seen_status": [{"message_id": SECOND, "user_id": EVE}],
    }


def message(message_id: str, sender: str, chat: str, timestamp: str, text: str, *, seen: bool) -> dict[str, Any]:
    return {
        "id": message_id, "sender_id": sender, "chat_id": chat, "timestamp": timestamp, "seen": seen, "text": text,
    }  # fmt: skip


def read(tmp_path: Path, data: object) -> World:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return Reader(EN, path, UNTIL).read()


def told(world: World) -> list[Any]:
    return [
        (room.id, room.name, room.direct, room.members, room.count, dict(room.unread), list(room.messages()))
        for room in world.rooms
    ]


@pytest.mark.parametrize("size", [Size(2, 1, 0, 1), Size(12, 9, 300, 5), Size(5, 40, 7, 1)])
def test_what_is_written_is_read_again(tmp_path: Path, size: Size) -> None:
    world = make_world(size, seed=3, until=UNTIL)
    file = BytesIO()
    assert sum(1 for _ in write_world(world, file)) == size.messages
    again = read(tmp_path, json.loads(file.getvalue()))
    assert again.people == world.people
    assert told(again) == told(world)


def test_the_other_messengers_form_is_understood(tmp_path: Path) -> None:
    world = read(tmp_path, sample())
    assert [(each.id, each.username, each.language) for each in world.people] == [
        (ANN, "ann", "en"), (BOB, "bob", "ru"), (EVE, "ann.2", "en"),
    ]  # fmt: skip
    pair, group, lone = told(world)
    assert pair[:4] == (PAIR, "", True, (ANN, BOB))
    assert group[:5] == (GROUP, "Bit room.", False, (EVE, ANN, BOB), 2)
    assert lone[:5] == (LONE, "", True, (EVE,), 0)
    assert pair[5] == {BOB: 1}
    assert group[5] == {ANN: 1}
    assert [(said.sent_at, said.text) for said in group[6]] == [
        (1_746_185_904_000, "Earlier.\nTwo lines."), (1_746_333_950_000, "Later."),
    ]  # fmt: skip
    assert all(said.id[14] == "7" and int(said.id[:13].replace("-", ""), 16) == said.sent_at for said in group[6])
    assert world.begins_at < 1_746_185_904_000


def broken(*path: str | int, value: object) -> dict[str, Any]:
    data: Any = sample()
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return data  # type: ignore[no-any-return]  # it is what JSON is


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ([], "data.json: "),
        (broken("users", 0, "name", value=None), r"\$.users\[0\].name"),
        (broken("users", value=None), r"\$.users"),
        (broken("users", 1, "id", value="1"), r"users\[1\].id: is no UUID"),
        (broken("users", 1, "id", value=ANN), r"users\[1\].id: stands there twice"),
        (broken("chats", 1, "id", value=PAIR), r"chats\[1\].id: stands there twice"),
        (broken("chat_members", 0, "user_id", value=FIRST), r"chat_members\[0\].user_id: is not in the file"),
        (broken("chat_members", 1, "chat_id", value=FIRST), r"chat_members\[1\].chat_id: is not in the file"),
        (broken("chat_members", 5, "chat_id", value=PAIR), r"chats\[2\]: has nobody in it"),
        (broken("groups", 0, "creator_id", value=FIRST), "names somebody who is not in that chat"),
        (broken("messages", 2, "sender_id", value=EVE), r"messages\[2\].sender_id: names somebody"),
        (broken("messages", 2, "chat_id", value=FIRST), r"messages\[2\].sender_id: names somebody"),
        (broken("messages", 0, "timestamp", value="yesterday"), r"messages\[0\].timestamp: is no moment"),
        (broken("messages", 0, "timestamp", value="0001-01-01 00:00:00+00:00"), r"messages\[0\].timestamp: is no mom"),
        (broken("messages", 1, "id", value=SECOND), r"messages\[1\].id: stands there twice"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_its_place(tmp_path: Path, data: object, place: str) -> None:
    with pytest.raises(Problem, match=place):
        read(tmp_path, data)


def test_the_same_seed_makes_the_same_world_of_the_size_that_is_asked_for() -> None:
    size = Size(30, 12, 500, 10)
    one, same, other = (make_world(size, seed=seed, until=UNTIL) for seed in (1, 1, 2))
    assert (one.people, told(one)) == (same.people, told(same))
    assert told(one) != told(other)
    assert (len(one.people), len(one.rooms), one.count) == (30, 12, 500)
    assert len({person.username for person in one.people}) == 30
    moments = [said.sent_at for room in one.rooms for said in room.messages()]
    assert one.begins_at <= min(moments)
    assert max(moments) < UNTIL


def test_both_languages_have_the_words() -> None:
    assert EN.data_wrong.format(path="a", where="", reason="b") == RU.data_wrong.format(path="a", where="", reason="b")
