"""What a message, its sender and its chat are called, and how far it has come."""

from __future__ import annotations

import pytest

from molva.client import Replica
from molva.protocol.frames import Rows
from molva.protocol.rows import (
    AddressChanged,
    AnyRow,
    AnyService,
    ChannelCreated,
    Chat,
    ChatKind,
    ChatRenamed,
    Contact,
    GroupCreated,
    LifetimeChanged,
    Mark,
    Member,
    MemberAdded,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    Message,
    MessagePinned,
    OwnerChanged,
    Poll,
    PollOption,
    Root,
)
from molva.words import EN, RU, Tick, chat_name, preview, shown_name, tick_of

ME, ANN, CHAT = "me", "ann", "group"


def message(seq: int = 1, **fields: object) -> Message:
    return Message(chat_id=CHAT, seq=seq, rev=seq, id=str(seq), sender_id=ANN, sent_at=0, **fields)  # type: ignore[arg-type]  # any field


def chat(name: str = "", kind: ChatKind = ChatKind.GROUP, chat_id: str = CHAT, root: Root | None = None) -> Chat:
    return Chat(id=chat_id, rev=1, kind=kind, name=name, root=root)


def member(user_id: str, name: str, chat_id: str = CHAT) -> Member:
    return Member(chat_id=chat_id, user_id=user_id, rev=1, username=name.lower(), name=name)


def replica(*rows: AnyRow) -> Replica:
    made = Replica()
    made.user_id = ME
    for number, row in enumerate(rows, 1):
        match row:
            case Contact():
                scope = f"account:{ME}"
            case Mark():
                scope = f"marks:{row.chat_id}"
            case Chat():
                scope = f"chat:{row.id}"
            case Member():
                scope = f"chat:{row.chat_id}"
            case _:
                raise AssertionError(row)
        made.apply(Rows(scope=scope, after=made.rev(scope), rev=number, rows=[row]))
    return made


@pytest.mark.parametrize(
    ("service", "english", "russian"),
    [
        (GroupCreated(name="Walks"), "Ann created the group “Walks”", "Ann создаёт группу «Walks»"),
        (ChannelCreated(name="News"), "Ann created the channel “News”", "Ann создаёт канал «News»"),
        (OwnerChanged(user_id="bob"), "Ann made Bob the owner", "Чат теперь принадлежит: Bob (Ann)"),
        (MemberAdded(user_id="bob"), "Ann added Bob", "Ann добавляет: Bob"),
        (MemberRemoved(user_id="gone"), "Ann removed somebody", "Ann исключает: кто-то"),
        (MemberJoined(), "Ann joined", "Ann теперь в чате"),
        (MemberLeft(), "Ann left", "Ann больше не в чате"),
        (ChatRenamed(name="R\x1b"), "Ann renamed the chat to “R\ufffd”", "Ann меняет название чата на «R\ufffd»"),
        (MessagePinned(seq=3), "Ann pinned a message", "Ann закрепляет сообщение"),
        (
            LifetimeChanged(lifetime_s=86_400),
            "Ann lets new messages disappear after 1 day",
            "Ann включает удаление новых сообщений через 1 день",
        ),
        (LifetimeChanged(lifetime_s=0), "Ann lets messages stay", "Ann выключает удаление сообщений"),
        (AddressChanged(address="walks"), "Ann made the chat public: @walks", "Ann открывает чат для всех: @walks"),
        (AddressChanged(), "Ann made the chat private", "Ann делает чат закрытым"),
    ],
)
def test_what_happened_to_a_chat(service: AnyService, english: str, russian: str) -> None:
    here = replica(chat("Walks"), member(ANN, "Ann"), member("bob", "Bob"))
    assert preview(EN, here, message(service=service)) == english
    assert preview(RU, here, message(service=service)) == russian


def test_how_a_message_begins() -> None:
    here = replica(chat(), member(ANN, "Ann"))
    assert preview(EN, here, message(text="one\n\ttwo \x1b[2J")) == "one two \ufffd[2J"
    assert preview(RU, here, message(deleted=True, service=MemberJoined())) == "Сообщение удалено"
    poll = Poll(options=(PollOption(text="a"), PollOption(text="b")))
    assert preview(RU, here, message(text="Когда?", poll=poll)) == "Опрос: Когда?"


def test_a_contact_goes_by_the_name_of_ones_own_choice() -> None:
    contact = Contact(user_id=ANN, rev=1, username="ann", name="Ann", saved=True, own_name="Анечка")
    here = replica(member(ANN, "Ann"), member("gone", ""), contact)
    assert shown_name(EN, here, CHAT, ANN) == "Анечка"
    assert shown_name(RU, here, CHAT, "gone") == "Удалённый аккаунт"
    assert shown_name(RU, here, CHAT, "stranger") == "кто-то"
    assert shown_name(RU, here, "elsewhere", ANN) == "Анечка"


def test_what_chats_are_called() -> None:
    two: list[AnyRow] = [chat(kind=ChatKind.DIRECT, chat_id="two"), member(ME, "Me", "two"), member(ANN, "Ann", "two")]
    thread = chat(kind=ChatKind.THREAD, chat_id="thread", root=Root(chat_id=CHAT, seq=7))
    here = replica(chat("Walks"), chat("", chat_id="general"), chat(kind=ChatKind.SAVED, chat_id="own"), thread, *two)
    assert chat_name(EN, here, CHAT) == "Walks"
    assert chat_name(RU, here, "general") == "Общий чат"
    assert chat_name(RU, here, "own") == "Избранное"
    assert chat_name(RU, here, "two") == "Ann"
    assert chat_name(EN, here, "thread") == "Walks › #7"
    assert chat_name(EN, here, "nowhere") == "somebody"


def test_how_far_a_message_has_come() -> None:
    marks = [
        Mark(chat_id=CHAT, user_id=ME, rev=1, read_seq=9, delivered_seq=9),
        Mark(chat_id=CHAT, user_id=ANN, rev=2, read_seq=1, delivered_seq=2),
    ]
    here = replica(chat(), *marks)
    assert [tick_of(here, message(seq)) for seq in (1, 2, 3)] == [Tick.READ, Tick.DELIVERED, Tick.SENT]
    assert tick_of(Replica(), message()) is Tick.SENT
