"""Finding people: what a search must not tell, and pages without a gap or a repeat."""

from __future__ import annotations

import pytest

from molva.protocol.commands import ChangeAccount, FindPeople
from molva.protocol.errors import InvalidField, NotSignedIn
from molva.server.features.accounts.names import MAX_KEY, folded, name_key
from molva.server.kernel.caller import Caller
from tests.server.features.accounts.conftest import VISITOR, Desk


async def found(desk: Desk, caller: Caller, query: str) -> list[str]:
    """Names that a search gives, in order."""
    return [person.name for person in (await desk.do(caller, FindPeople(query=query))).people]


async def test_a_visitor_finds_nobody(desk: Desk) -> None:
    await desk.register("anna")
    with pytest.raises(NotSignedIn):
        await desk.do(VISITOR, FindPeople())


async def test_an_address_is_neither_searched_nor_shown(desk: Desk) -> None:
    anna = await desk.register("anna", name="Anna", email="secret@example.org")
    for query in ("secret@example.org", "secret", "example", "@"):
        assert await found(desk, anna, query) == []
    (person,) = (await desk.do(anna, FindPeople())).people
    assert person.__struct_fields__ == ("user_id", "username", "name")


async def test_s55_wildcards_and_quotes_are_letters_like_any_other(desk: Desk) -> None:
    anna = await desk.register("anna", name="Anna 100%_sure'")
    for query in ("%", "_nna", "a%a", "a_na", "' OR 1=1 --", '"', "\\", "/", "an/na", "anna*", "("):
        assert await found(desk, anna, query) == [], query
    for query in ("anna 100%", "Anna 100%_", "ANNA 100%_SURE'"):
        assert await found(desk, anna, query) == ["Anna 100%_sure'"], query


async def test_what_cannot_be_searched_is_refused(desk: Desk) -> None:
    anna = await desk.register("anna")
    for query in ("a\0", "a\ud800", "\n"):
        with pytest.raises(InvalidField):
            await desk.do(anna, FindPeople(query=query))
    for after in (
        "",
        "x",
        "anna",
        anna.user_id[:-1],
        f"{anna.user_id}\0",
        f"{anna.user_id}{'x' * 129}",
        "%",
        "' OR 1=1",
    ):
        with pytest.raises(InvalidField):
            await desk.do(anna, FindPeople(after=after))


async def test_people_are_found_by_the_beginning_of_name_or_username(desk: Desk) -> None:
    anna = await desk.register("anna", name="Артём Ёлкин")
    await desk.register("boris", name="Борис Годунов")
    await desk.register("boromir", name="Ölaf")
    assert await found(desk, anna, "арт") == await found(desk, anna, "АРТЕМ ё") == ["Артём Ёлкин"]
    assert await found(desk, anna, "BOR") == ["Ölaf", "Борис Годунов"]
    assert await found(desk, anna, " бор ") == ["Борис Годунов"]
    assert await found(desk, anna, "öl") == await found(desk, anna, "O\u0308L") == ["Ölaf"]
    assert await found(desk, anna, "елкин") == []
    assert await found(desk, anna, "") == ["Ölaf", "Артём Ёлкин", "Борис Годунов"]
    await desk.do(anna, ChangeAccount(name="Яна"))
    assert await found(desk, anna, "арт") == []
    assert await found(desk, anna, "яна") == ["Яна"]


@pytest.mark.parametrize("limit", [1, 3, 7])
async def test_pages_hold_everybody_once_and_in_order(desk: Desk, limit: int) -> None:
    names = ["Яна", "anna", "Anna", "Борис", "boris", "Ёж", "еж", "Ärger", "zed", "🙂", "a", "аа", "Z", "ıvan"]
    callers = [await desk.register(f"user-{number:02}", name=name) for number, name in enumerate(names)]
    people, after = [], None
    for _ in names:
        page = await desk.do(callers[0], FindPeople(after=after, limit=limit))
        people.extend(page.people)
        after = page.next
        if after is None:
            break
        assert len(page.people) == limit
    assert after is None
    assert sorted(person.user_id for person in people) == sorted(caller.user_id for caller in callers)
    keys = [(name_key(person.name), person.user_id) for person in people]
    assert keys == sorted(keys)
    everybody = (await desk.do(callers[0], FindPeople(limit=200))).people
    assert people == everybody


async def test_a_page_goes_on_where_somebody_has_left_the_list(desk: Desk) -> None:
    callers = [await desk.register(name) for name in ("anna", "boris", "clara")]
    page = await desk.do(callers[0], FindPeople(limit=2))
    await desk.do(callers[1], ChangeAccount(name="Яна"))
    rest = await desk.do(callers[0], FindPeople(limit=2, after=page.next))
    assert [person.name for person in rest.people] == ["clara", "Яна"]


def test_the_key_of_a_name_fits_the_table() -> None:
    assert len(name_key("ﷺ" * 64)) == MAX_KEY
    assert folded("ŒUVRE ﬁ Ａ") == "œuvre fi a"
