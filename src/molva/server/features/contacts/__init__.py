"""Contacts: what a person has made of others, and whom their rules let in."""

from molva.server.features.contacts.events import BlockChanged
from molva.server.features.contacts.feature import contacts_feature
from molva.server.features.contacts.store import strangers_of
from molva.server.features.contacts.store_rules import require_addable, require_direct, require_unblocked
from molva.server.features.contacts.tables import contacts

__all__ = [
    "BlockChanged",
    "contacts",
    "contacts_feature",
    "require_addable",
    "require_direct",
    "require_unblocked",
    "strangers_of",
]
