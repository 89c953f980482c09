"""What a message said before: told to everybody that it is kept, read by the owner, and gone with the message."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person, in_both
from tests.e2e.served import Served
from tests.e2e.test_groups import create_group, details
from tests.e2e.words import EN, RU, Words


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the screen says of earlier versions."""

    history: str
    kept: str
    chat: str
    close: str


said: Final = in_both(
    en=Said(
        history="Edit history",
        kept="The owner and admins can read earlier versions",
        chat="Earlier versions of edited messages are kept",
        close="Close",
    ),
    ru=Said(
        history="История изменений",
        kept="Прежние версии видны владельцу и администраторам",
        chat="Прежние версии изменённых сообщений хранятся",
        close="Закрыть",
    ),
)


@pytest.fixture(scope="module")
def served(client: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that keeps what messages said before."""
    served = Served(tmp_path_factory.mktemp("served"))
    served.settings["MOLVA_EDIT_HISTORY"] = "on"
    served.start()
    yield served
    served.end(signal.SIGTERM)
    assert "Traceback" not in served.output.read_text()


def change(person: Person, before: str, after: str) -> None:
    """Put a message into other words."""
    person.choose(before, person.words.edit)
    person.field.fill(after)
    person.button(person.words.save_changes).click()
    expect(person.message(after)).to_contain_text(person.words.edited)


def item(person: Person, text: str) -> Locator:
    """The way to the earlier versions in a message's menu, which is opened."""
    person.message(text).locator(".bubble").click(button="right")
    expect(person.page.get_by_role("menu")).to_be_visible()
    return person.page.get_by_role("menuitem", name=said(person).history, exact=True)


def versions(person: Person) -> Locator:
    """What the open dialog lists."""
    return person.page.get_by_role("dialog").locator("li .text")


@pytest.mark.parametrize(("leading", "talking"), [(RU, EN), (EN, RU)], ids=["ru", "en"])
def test_the_owner_reads_what_a_message_said_and_the_others_know(
    arrive: Arrive, pictures: Path | None, leading: Words, talking: Words
) -> None:
    owner, guest = arrive(leading), arrive(talking, phone=True)
    owner.join(f"olya-{leading.locale}", f"Olya {leading.locale}")
    guest.join(f"gus-{leading.locale}", f"Gus {leading.locale}")
    create_group(owner, f"Walkers {leading.locale}", f"Gus {leading.locale}")
    guest.open(f"Walkers {leading.locale}")
    guest.say("At seven")
    change(guest, "At seven", "At eight")
    change(guest, "At eight", "At nine")

    # The owner reads all of it, the newest first.
    expect(owner.message("At nine")).to_be_visible()
    item(owner, "At nine").click()
    expect(versions(owner)).to_have_text(["At eight", "At seven"])
    owner.picture(pictures, f"edit-history-{leading.locale}")
    owner.page.get_by_role("dialog").get_by_role("button", name=said(owner).close, exact=True).click()

    # Whoever has written it does not, but learns that it is kept.
    expect(item(guest, "At nine")).to_have_count(0)
    guest.page.keyboard.press("Escape")
    guest.message("At nine").locator(".meta").click()
    expect(guest.page.get_by_role("status").filter(has_text=said(guest).kept)).to_be_visible()
    guest.picture(pictures, f"edit-history-info-{talking.locale}-phone")
    details(guest)
    expect(guest.page.get_by_text(said(guest).chat)).to_be_visible()
    guest.picture(pictures, f"edit-history-details-{talking.locale}-phone")
    guest.button(said(guest).close).click()

    # Without a network it says so, and goes on by itself when there is one again.
    owner.lose_network()
    item(owner, "At nine").click()
    dialog = owner.page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_be_visible()
    owner.picture(pictures, f"edit-history-offline-{leading.locale}")
    owner.find_network()
    expect(versions(owner)).to_have_text(["At eight", "At seven"])
    dialog.get_by_role("button", name=said(owner).close, exact=True).click()

    # With the message everything goes that it ever said.
    path = f"/chats/{owner.chat_id}/messages/2/edits"
    assert [each["text"] for each in owner.ask("GET", path)["edits"]] == ["At eight", "At seven"]
    guest.choose("At nine", talking.delete)
    guest.page.get_by_role("dialog").get_by_role("button", name=talking.delete_for_all, exact=True).click()
    owner.expect_texts([])
    assert owner.context.request.get(f"{owner.url}/api/v1{path}").status == 409


def test_where_two_people_talk_nothing_is_kept(arrive: Arrive) -> None:
    one, other = arrive(RU), arrive(EN)
    one.join("rita", "Рита")
    other.join("tom", "Tom")
    one.find("Tom")
    one.say("В семь")
    change(one, "В семь", "В восемь")
    other.open("Рита")
    for person in (one, other):
        expect(item(person, "В восемь")).to_have_count(0)
        person.page.keyboard.press("Escape")
