"""Links: which messages wait for a preview of the page that they name, or show one."""

from molva.server.features.links.feature import links_feature
from molva.server.features.links.following import JOB, await_previews, follow_edit
from molva.server.features.links.store import find_shown, find_waiting, forget_links, forget_waiting, note_shown

__all__ = [
    "JOB",
    "await_previews",
    "find_shown",
    "find_waiting",
    "follow_edit",
    "forget_links",
    "forget_waiting",
    "links_feature",
    "note_shown",
]
