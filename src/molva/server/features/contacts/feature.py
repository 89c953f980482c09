"""The slice as one value: what it adds to the server."""

from molva.protocol.commands import BlockPerson, ListContacts, RemoveContact, SaveContact, UnblockPerson
from molva.protocol.errors import InvalidName, Oneself, TooManyContacts, UserNotFound
from molva.protocol.rows import Contact
from molva.server.features.accounts import AccountDeleted, ProfileChanged
from molva.server.features.contacts import commands
from molva.server.features.contacts.store import contacts_after
from molva.server.kernel.feature import Feature, RowKind, read, write


def contacts_feature() -> Feature:
    """Describe the slice."""
    of_person = (UserNotFound, Oneself)
    contact, block = "/contacts/{user_id}", "/blocks/{user_id}"
    return Feature(
        name="contacts",
        endpoints=(
            write(SaveContact, commands.save_contact, f"PUT {contact}", *of_person, InvalidName, TooManyContacts),
            write(RemoveContact, commands.remove_contact, f"DELETE {contact}", *of_person),
            write(BlockPerson, commands.block_person, f"PUT {block}", *of_person, TooManyContacts),
            write(UnblockPerson, commands.unblock_person, f"DELETE {block}", *of_person),
            read(ListContacts, commands.list_contacts, "GET /contacts"),
        ),
        rows=(RowKind(Contact, "account", contacts_after),),
        on_change=((ProfileChanged, commands.follow_profile), (AccountDeleted, commands.forget_person)),
    )
