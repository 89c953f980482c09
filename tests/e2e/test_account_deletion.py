"""Deleting one's account: asked for with the password, gone from the device, and no name is left with the others."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.person import PASSWORD
from tests.e2e.words import EN, RU


def test_whoever_deletes_their_account_is_nobody_to_the_others(arrive: Arrive, pictures: Path | None) -> None:
    keeper, pavel, gena = arrive(EN), arrive(RU), arrive(EN, phone=True)
    # The first account owns the server, and stays.
    keeper.join("keeper", "Keeper")
    pavel.join("pavel", "Павел")
    gena.join("gena", "Gena")
    gena.find("Павел")
    gena.say("so long")
    pavel.open("Gena")
    pavel.expect_texts(["so long"])

    keeper.page.goto(f"{keeper.url}/settings/profile")
    keeper.button("Delete the account").click()
    asked = keeper.page.get_by_role("dialog")
    asked.get_by_text("Delete them for everybody").click()
    asked.get_by_label("Current password").fill(PASSWORD)
    asked.get_by_role("button", name="Delete the account", exact=True).click()
    expect(asked.get_by_text("molva user owner")).to_be_visible()

    gena.page.goto(f"{gena.url}/settings/profile")
    gena.button("Delete the account").click()
    dialog = gena.page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name="Delete the account", exact=True)
    gena.picture(pictures, "delete-account-phone")
    confirm.click()
    expect(dialog.get_by_text("Fill this in")).to_be_visible()
    dialog.get_by_label("Current password").fill("not this one")
    confirm.click()
    expect(dialog.get_by_text("The present password is wrong.")).to_be_visible()
    dialog.get_by_label("Current password").fill(PASSWORD)
    confirm.click()
    expect(gena.button(EN.sign_in)).to_be_visible()
    expect(gena.page.get_by_text("Your account is deleted")).to_be_visible()
    gena.picture(pictures, "account-deleted-phone")

    expect(pavel.page.get_by_role("heading", name="Удалённый аккаунт")).to_be_visible()
    expect(pavel.row("Удалённый аккаунт")).to_be_visible()
    expect(pavel.row("Gena")).to_have_count(0)
    pavel.expect_texts(["so long"])
    expect(pavel.page.get_by_text("Здесь можно только читать")).to_be_visible()
    pavel.picture(pictures, "deleted-account")
    pavel.page.reload()
    expect(pavel.page.get_by_role("heading", name="Удалённый аккаунт")).to_be_visible()

    gena.page.get_by_label(EN.login, exact=True).fill("gena")
    gena.page.get_by_label(EN.password, exact=True).fill(PASSWORD)
    gena.button(EN.sign_in).click()
    expect(gena.page.get_by_role("alert")).to_be_visible()
