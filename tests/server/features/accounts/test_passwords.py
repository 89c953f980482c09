"""Passwords: which are refused, and what the threads and the queue before them promise."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from molva.protocol.errors import InvalidField, Overloaded, WeakPassword
from molva.server.features.accounts.passwords import LONGEST, QUEUE, THREADS, Passwords, new_password, typed_password
from molva.server.settings import Settings
from tests.server.features.accounts.conftest import CHEAP, PASSWORD


@pytest.mark.parametrize(
    "text", ["", "short-7", "x" * (LONGEST + 1), "password", "йцукенгшщ", "Anna.Berg", "ANNA@example.org"]
)
def test_a_weak_password_is_refused(text: str) -> None:
    with pytest.raises(WeakPassword):
        new_password(text, "anna.berg", "anna@example.org")


@pytest.mark.parametrize("text", ["corn-\0flower-9-boat", "corn-\ud800flower-9-boat", "corn-\nflower-9-boat"])
def test_what_nobody_types_is_refused_with_the_name_of_the_field(text: str) -> None:
    with pytest.raises(InvalidField) as refused:
        new_password(text, field="new_password")
    assert "`$.new_password`" in str(refused.value.params["reason"])


def test_s4_a_huge_password_is_refused_before_any_work() -> None:
    with pytest.raises(WeakPassword):
        new_password("x1" * 500_000)
    with pytest.raises(InvalidField):
        typed_password("x1" * 500_000)


async def test_s4_every_character_of_a_long_password_counts() -> None:
    passwords = Passwords(CHEAP)
    long = "ы" * (LONGEST - 1)
    stored = await passwords.hash(long + "1")
    assert await passwords.matches(stored, long + "1")
    assert not await passwords.matches(stored, long + "2")
    assert not await passwords.matches(stored, long)


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    assert new_password("\u0438\u0306од-и-\u0435\u0308ж-42") == typed_password("\u0439од-и-\u0451ж-42")
    assert new_password("corn\u00a0flower\u30009") == typed_password("corn flower 9")


async def test_the_stand_in_for_unknown_users_matches_nothing() -> None:
    passwords = Passwords(CHEAP)
    assert not await passwords.matches(None, PASSWORD)


async def test_the_hash_is_argon2id_at_the_cost_of_the_settings() -> None:
    stored = await Passwords(Settings()).hash(PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_a_hash_of_another_cost_is_outdated() -> None:
    stored = await Passwords(CHEAP).hash(PASSWORD)
    assert not Passwords(CHEAP).is_outdated(stored)
    assert Passwords(Settings(password_passes=2, password_memory_kib=16)).is_outdated(stored)


async def test_a_full_queue_refuses_at_once_and_empties_again() -> None:
    passwords, gate = Passwords(CHEAP), Event()
    taken = [asyncio.ensure_future(passwords._run(gate.wait)) for _ in range(THREADS + QUEUE)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        passwords.check_room()
    with pytest.raises(Overloaded):
        await passwords.matches(None, PASSWORD)
    gate.set()
    await asyncio.gather(*taken)
    assert await passwords.matches(await passwords.hash(PASSWORD), PASSWORD)


async def test_a_caller_who_leaves_frees_no_place_while_the_thread_works() -> None:
    passwords, gate = Passwords(CHEAP), Event()
    taken = [asyncio.ensure_future(passwords._run(gate.wait)) for _ in range(THREADS + QUEUE)]
    await asyncio.sleep(0)
    for task in taken:
        task.cancel()
    await asyncio.gather(*taken, return_exceptions=True)
    with pytest.raises(Overloaded):
        passwords.check_room()
    gate.set()


async def test_when_nobody_signs_in_any_more_the_memory_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    gone_back = asyncio.Event()
    loop = asyncio.get_running_loop()
    monkeypatch.setattr("molva.server.features.accounts.passwords.IDLE_S", 0)
    monkeypatch.setattr(
        "molva.server.features.accounts.passwords.give_back", lambda: loop.call_soon_threadsafe(gone_back.set)
    )
    await Passwords(CHEAP).hash(PASSWORD)
    async with asyncio.timeout(10):
        await gone_back.wait()
