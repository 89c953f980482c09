"""Rights: a channel that one writes and the other reads, a group that is slow or written by admins, and whose it is."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import Person
from tests.e2e.test_blocks_and_reports import bar, item
from tests.e2e.test_groups import confirm, create_group, details
from tests.e2e.words import EN, RU


def right(person: Person, name: str) -> Locator:
    """A line of the card of rights in the details."""
    return person.page.get_by_role("region", name="Права").get_by_role("button", name=name)


def choose(person: Person, name: str, value: str) -> None:
    """Choose a right or a pace, and wait until it holds."""
    right(person, name).click()
    person.page.get_by_role("menuitemcheckbox", name=value, exact=True).click()
    expect(right(person, name)).to_contain_text(value)


def test_a_channel_is_written_by_one_and_read_by_the_other(arrive: Arrive, pictures: Path | None) -> None:
    owner, reader = arrive(RU), arrive(EN, phone=True)
    owner.join("olya", "Оля")
    reader.join("gus", "Gus")

    owner.button(RU.new_chat).click()
    owner.picture(pictures, "channel-new")
    item(owner, "Новый канал").click()
    owner.page.get_by_role("dialog").get_by_role("button", name="Gus").click()
    item(owner, RU.next).click()
    owner.page.get_by_role("dialog").get_by_label("Название канала", exact=True).fill("Новости двора")
    owner.picture(pictures, "channel-name")
    item(owner, RU.create).click()
    owner.say("Воду отключат в четверг")

    reader.row("Новости двора").click()
    reader.expect_texts(["Воду отключат в четверг"])
    expect(bar(reader, "Only admins write here.")).to_be_visible()
    expect(reader.field).to_have_count(0)
    reader.picture(pictures, "channel-reader-phone")
    reader.button("Mute").click()
    expect(reader.button("Unmute")).to_be_visible()

    # Who reads is for those who lead it to see.
    details(reader)
    expect(reader.page.get_by_text("Leave the channel")).to_be_visible()
    expect(reader.page.get_by_role("region", name="Members")).to_have_count(0)
    reader.picture(pictures, "channel-details-phone")
    details(owner)
    expect(owner.page.get_by_role("region", name="Участники")).to_contain_text("Gus")
    owner.picture(pictures, "channel-details")

    # Whoever becomes an admin writes.
    owner.page.get_by_role("button", name="Gus").click()
    owner.page.get_by_role("menuitem", name="Сделать админом", exact=True).click()
    reader.button("Close").click()
    expect(reader.field).to_be_visible()
    reader.say("And on Friday it is back")
    owner.expect_texts(["Воду отключат в четверг", "And on Friday it is back"])


def test_a_group_is_slow_written_by_admins_and_handed_over(arrive: Arrive, pictures: Path | None) -> None:
    owner, guest = arrive(RU), arrive(EN, phone=True, lossy=True)
    owner.join("masha", "Маша")
    guest.join("hans", "Hans")
    create_group(owner, "Дача", "Hans")
    owner.say("Кто едет?")
    details(owner)
    owner.picture(pictures, "rights")
    guest.open("Дача")

    # In a slow group the field counts down and keeps what is written.
    choose(owner, "Медленный режим", "10 секунд")
    guest.say("Me!")
    expect(guest.page.get_by_role("timer", name="Slow mode: the next message in")).to_be_visible()
    guest.field.fill("And the dog")
    guest.picture(pictures, "slow-phone")
    guest.button(EN.send).click()
    expect(guest.field).to_have_value("And the dog")
    expect(guest.page.get_by_role("timer")).to_have_count(0, timeout=15_000)
    guest.button(EN.send).click()
    expect(owner.message("And the dog")).to_be_visible()

    # What was written without a network waits its turn, and all of it arrives.
    owner.ask("PATCH", f"/chats/{owner.chat_id}/rights", slow_s=2)
    expect(guest.page.get_by_role("timer")).to_have_count(0, timeout=15_000)
    guest.lose_network()
    guest.say("And the cat", "And the bird")
    guest.find_network()
    owner.expect_texts(["Кто едет?", "Me!", "And the dog", "And the cat", "And the bird"])

    # Where only admins write, the others see that instead of the field.
    choose(owner, "Кто пишет", "Админы")
    expect(bar(guest, "Only admins write here.")).to_be_visible()
    expect(guest.field).to_have_count(0)
    choose(owner, "Кто пишет", "Все")
    expect(guest.field).to_be_visible()

    # The group is handed over, and everybody is told.
    owner.page.get_by_role("button", name="Hans").click()
    owner.page.get_by_role("menuitem", name="Передать…", exact=True).click()
    owner.picture(pictures, "hand-over")
    confirm(owner, "Передать")
    expect(owner.page.get_by_role("region", name="Сегодня").get_by_text("Hans теперь владелец")).to_be_visible()
    expect(guest.page.get_by_role("region", name="Today").get_by_text("Hans is now owner")).to_be_visible()
    details(guest)
    expect(guest.page.get_by_role("region", name="Rights")).to_be_visible()
    guest.picture(pictures, "rights-phone")
