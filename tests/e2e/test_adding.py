"""Whoever wants to be asked before they are added is asked, sees who invites them where, and answers."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.test_groups import create_group
from tests.e2e.words import EN, RU


def test_who_wants_to_be_asked_is_asked(arrive: Arrive, pictures: Path | None) -> None:
    olya, max_ = arrive(RU), arrive(EN, phone=True, dark=True)
    olya.join("olya", "Оля")
    max_.join("max", "Max")
    max_.page.goto(f"{max_.page.url.split('/c/')[0].rstrip('/')}/settings/privacy")
    max_.page.get_by_role("switch", name="Ask me before I am added").click()
    expect(max_.page.get_by_role("switch", name="Ask me before I am added")).to_be_checked()
    max_.picture(pictures, "adding-rule-phone")

    for name in ("Дача", "Хор"):
        create_group(olya, name, "Max")
        expect(olya.page.get_by_text("Нужно согласие: Max").first).to_be_visible()
        olya.say("Секрет")
    olya.picture(pictures, "adding-asked")

    max_.page.goto(f"{max_.page.url.split('/settings')[0]}/people")
    invited = max_.page.get_by_role("region", name="You are invited")
    expect(invited.get_by_role("listitem")).to_have_count(2)
    expect(invited.get_by_text("Invited by Оля · 1 member")).to_have_count(2)
    max_.picture(pictures, "adding-invited-phone")
    invited.get_by_role("button", name="Decline: Хор").click()
    expect(invited.get_by_role("listitem")).to_have_count(1)
    invited.get_by_role("button", name="Accept: Дача").click()
    expect(invited).to_have_count(0)

    max_.page.goto(max_.page.url.split("/people")[0])
    max_.open("Дача")
    max_.expect_texts(["Секрет"])
    max_.to_list()
    expect(max_.row("Хор")).to_have_count(0)
