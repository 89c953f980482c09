"""The handlers of contacts: what is written, which rows changed."""

from collections.abc import Callable

from msgspec.structs import replace

from molva.protocol.commands import (
    BlockPerson,
    ContactPage,
    Done,
    ListContacts,
    RemoveContact,
    SaveContact,
    UnblockPerson,
)
from molva.protocol.commands.contacts import MAX_CONTACTS
from molva.protocol.errors import Oneself, TooManyContacts, UserNotFound
from molva.protocol.rows import Contact, account_scope
from molva.server.features.accounts import AccountDeleted, ProfileChanged
from molva.server.features.contacts import store
from molva.server.features.contacts.events import BlockChanged
from molva.server.kernel.context import Context, View
from molva.server.kernel.effects import SightChanged
from molva.server.kernel.text import clean_name


def save_contact(ctx: Context, command: SaveContact) -> Contact:
    """Handle `SaveContact`; a name that is the person's own is not kept, so that theirs may change."""
    own_name = clean_name(command.own_name) if command.own_name.strip() else ""

    def save(row: Contact) -> Contact:
        return replace(row, saved=True, own_name="" if own_name == row.name else own_name)

    return _change(ctx, command.user_id, save)


def remove_contact(ctx: Context, command: RemoveContact) -> Done:
    """Handle `RemoveContact`."""
    _change(ctx, command.user_id, lambda row: replace(row, saved=False, own_name=""))
    return Done()


def block_person(ctx: Context, command: BlockPerson) -> Contact:
    """Handle `BlockPerson`."""
    return _change(ctx, command.user_id, lambda row: replace(row, blocked=True))


def unblock_person(ctx: Context, command: UnblockPerson) -> Done:
    """Handle `UnblockPerson`."""
    _change(ctx, command.user_id, lambda row: replace(row, blocked=False))
    return Done()


def list_contacts(view: View, command: ListContacts) -> ContactPage:
    """Handle `ListContacts`."""
    found = store.page_contacts(view.connection, view.user_id, after=command.after, limit=command.limit + 1)
    page = found[: command.limit]
    return ContactPage(contacts=page, next=page[-1].user_id if len(found) > len(page) else None)


def follow_profile(ctx: Context, event: ProfileChanged) -> None:
    """Act on a changed name: show it to everybody who has saved or blocked the person."""
    for user_id in store.keepers_of(ctx.connection, event.user_id):
        rev = ctx.next_rev(account_scope(user_id))
        store.restamp_contact(ctx.connection, user_id, event.user_id, rev)
        ctx.changed(account_scope(user_id), _find(ctx, user_id, event.user_id))


def forget_person(ctx: Context, event: AccountDeleted) -> None:
    """Act on a deleted account: nobody keeps anything of the person, not even what they called them."""
    for user_id in store.keepers_of(ctx.connection, event.user_id):
        rev = ctx.next_rev(account_scope(user_id))
        tombstone = Contact(user_id=event.user_id, rev=rev, username="", name="")
        store.put_contact(ctx.connection, user_id, tombstone)
        ctx.changed(account_scope(user_id), tombstone)
    store.forget_contacts_of(ctx.connection, event.user_id)


def _change(ctx: Context, other_id: str, change: Callable[[Contact], Contact]) -> Contact:
    """Change what the user has made of somebody; the same again changes nothing."""
    if other_id == ctx.user_id:
        raise Oneself
    before = _find(ctx, ctx.user_id, other_id)
    if change(before) == before:
        return before
    rev = ctx.next_rev(account_scope(ctx.user_id))
    # Another device takes the same revision: from here on the row is what it is.
    before = _find(ctx, ctx.user_id, other_id)
    row = replace(change(before), rev=rev)
    if not (before.saved or before.blocked) and store.count_contacts(ctx.connection, ctx.user_id) >= MAX_CONTACTS:
        raise TooManyContacts(limit=MAX_CONTACTS)
    store.put_contact(ctx.connection, ctx.user_id, row)
    ctx.changed(account_scope(ctx.user_id), row)
    if row.blocked != before.blocked:
        ctx.note(BlockChanged(ctx.user_id, other_id))
    if (row.saved, row.blocked) != (before.saved, before.blocked):
        ctx.after_commit(SightChanged(ctx.user_id))
    return row


def _find(ctx: Context, user_id: str, other_id: str) -> Contact:
    found = store.find_contact(ctx.connection, user_id, other_id)
    if found is None:
        raise UserNotFound
    return found
