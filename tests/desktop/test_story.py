"""Two people at their programs: they sign in, write, lose the server and get it back, quit and come again."""

from __future__ import annotations

from tests.desktop.desk import Desk, Desks
from tests.fixtures.site import RunningSite


def test_what_was_written_offline_is_sent_once_and_survives_quitting(
    desks: Desks, site: RunningSite, pair: tuple[Desk, Desk]
) -> None:
    ann, bob = pair
    ann.write("hello Bob")
    bob.until(lambda: bob.names[:1] == ["ann"])
    bob.main.open(bob.main.list.entries[0].chat_id)
    bob.until(lambda: bob.texts == ["hello Bob"])
    bob.write("hello Ann")
    ann.until(lambda: ann.texts == ["hello Bob", "hello Ann"])
    site.stop()
    ann.until(lambda: ann.main.banner.winfo_ismapped() == 1)
    assert "No connection" in ann.main.banner.cget("text")
    ann.write("written offline")
    ann.until(lambda: ann.texts[-1:] == ["written offline"])
    ann.quit()
    again = desks.start("ann")
    assert [each.text for each in again.session.client.unanswered() if hasattr(each, "text")] == ["written offline"]
    site.start()
    bob.until(lambda: bob.texts == ["hello Bob", "hello Ann", "written offline"])
    again.until(lambda: again.online and not again.session.client.waiting)
    again.main.open(again.main.list.entries[0].chat_id)
    again.until(lambda: again.texts == ["hello Bob", "hello Ann", "written offline"])
    bob.until(lambda: bob.online and not bob.main.banner.winfo_ismapped())
    assert bob.texts == ["hello Bob", "hello Ann", "written offline"]
