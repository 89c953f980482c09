"""Somebody is found among the members of a large group, who stands on none of the pages that are here."""

from __future__ import annotations

import signal
from pathlib import Path

from playwright.sync_api import expect
from sqlalchemy import select, update

from bench.crowd import write_group, write_people
from molva.server.features.accounts.tables import users
from molva.server.storage.sqlite import sqlite_engine
from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.served import Served
from tests.e2e.words import EN, RU

MANY = 450


def write_crowd(served: Served, owner: str, other: str) -> None:
    """Write a large group of two people and a crowd while the server is stopped; the last of the crowd has a name."""
    served.end(signal.SIGTERM)
    engine = sqlite_engine(served.folder / "data" / "molva.db")
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        known = {row.username: row.id for row in connection.execute(select(users.c.id, users.c.username))}
        crowd = write_people(connection, MANY)
        named = update(users).where(users.c.id == crowd[-1])
        connection.execute(named.values(name="Анна-Мария Ёлкина", name_key="анна-мария елкина"))
        write_group(connection, "Forest", known[owner], [known[other], *crowd], ["hello"])
        connection.exec_driver_sql("COMMIT")
    engine.dispose()
    served.start()


def settle(*people: Person) -> None:
    """Wait until nothing is being fetched: what is cut off in the middle, a browser complains of."""
    for person in people:
        person.page.wait_for_load_state("networkidle")


def test_who_is_on_no_page_yet_is_found(arrive: Arrive, served: Served, pictures: Path | None) -> None:
    olya, gus = arrive(RU), arrive(EN, phone=True, dark=True)
    olya.join("olya", "Оля")
    gus.join("gus", "Gus")
    settle(olya, gus)
    write_crowd(served, "olya", "gus")
    for person, label, query in ((olya, "Найти участника", "ЕЛК"), (gus, "Find a member", "мария ан")):
        person.open("Forest")
        person.page.locator("header .who").click()
        region = person.page.get_by_role("region", name=person.words.members)
        expect(region.get_by_role("listitem")).not_to_have_count(0)
        expect(region.get_by_text("Анна-Мария Ёлкина")).to_have_count(0)
        region.get_by_role("textbox", name=label).fill(query)
        expect(region.get_by_role("listitem")).to_have_count(1)
        region.get_by_text("Анна-Мария Ёлкина").scroll_into_view_if_needed()
        person.picture(pictures, f"members-found-{person.words.locale}")

    region = olya.page.get_by_role("region", name=RU.members)
    region.get_by_role("textbox").fill("щщщ")
    expect(region.get_by_text("Никого не\u00a0нашлось")).to_be_visible()

    # Without a connection those who are on the device are found, and a sentence says so.
    settle(olya, gus)
    olya.page.context.set_offline(True)
    served.end(signal.SIGTERM)
    region.get_by_role("textbox").fill("елкина")
    region.get_by_text("Без\u00a0связи находятся только те").scroll_into_view_if_needed()
    expect(region.get_by_text("Анна-Мария Ёлкина")).to_have_count(0)
    olya.picture(pictures, "members-found-offline")
    served.start()
    olya.page.context.set_offline(False)
    expect(region.get_by_text("Анна-Мария Ёлкина")).to_be_visible()
