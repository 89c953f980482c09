"""Drafts: what is written on one device waits on the other, and for nobody else."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.conftest import Arrive
from tests.e2e.test_sessions import sign_in
from tests.e2e.words import EN, RU

PLAN = "meet me at the old mill"


def test_a_draft_follows_its_writer_and_nobody_else(arrive: Arrive) -> None:
    desk, phone, ivo = arrive(EN), arrive(RU, phone=True, lossy=True), arrive(EN)
    ivo.complain_about("old mill")
    desk.join("dora", "Dora")
    ivo.join("ivo", "Ivo")
    phone.page.goto(phone.url)
    sign_in(phone, "dora")
    phone.list_shown()
    desk.find("Ivo")
    desk.say("hello")
    ivo.open("Dora")

    # Begun at the desk, it stands in the phone's list and in its field.
    desk.field.press_sequentially(PLAN)
    expect(phone.row("Ivo")).to_contain_text(re.compile(f"Черновик:\\s{PLAN}"))
    phone.open("Ivo")
    expect(phone.field).to_have_value(PLAN)

    # Changed on the phone and left there, it is what the desk has when it is opened anew.
    phone.field.fill(f"{PLAN}, at noon")
    phone.to_list()
    desk.page.goto(desk.url)
    expect(desk.row("Ivo")).to_contain_text(f"Draft: {PLAN}, at noon")
    desk.open("Ivo")
    expect(desk.field).to_have_value(f"{PLAN}, at noon")
    phone.open("Ivo")

    # Sent from one, it is gone from the other; not a word of it stays on the server.
    desk.field.fill("never mind")
    desk.field.press("Enter")
    expect(phone.field).to_have_value("")
    phone.expect_texts(["hello", "never mind"])
    phone.to_list()
    expect(phone.row("Ivo")).to_contain_text("never mind")
    expect(phone.row("Ivo")).not_to_contain_text("Черновик")
    ivo.expect_texts(["hello", "never mind"])
    account = desk.ask("GET", "/account")["user_id"]
    assert "mill" not in str(desk.ask("GET", f"/changes?scope=account:{account}&after=0"))

    # Written without a network, it comes when there is one again.
    phone.open("Ivo")
    phone.lose_network()
    phone.field.fill("from the old mill")
    phone.to_list()
    phone.find_network()
    expect(desk.field).to_have_value("from the old mill")
    expect(ivo.status).not_to_contain_text("old mill")
