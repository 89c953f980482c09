"""The one name space of usernames and of chats' addresses: of names that look alike one is somebody's."""

from sqlalchemy import Connection, delete, exists, select

from molva.server.features.accounts.store.removal import reserved
from molva.server.features.accounts.store.server import registration_policy
from molva.server.features.accounts.tables import addresses, users
from molva.server.features.accounts.usernames import skeleton
from molva.server.storage.insert import put_row


def is_name_taken(connection: Connection, key: str, *, but_of: str | None = None) -> bool:
    """Tell whether a person or a chat has this name or one that looks like it.

    Args:
        key: the name's skeleton.
        but_of: a chat whose own address does not count.
    """
    mine = addresses.c.address_key == key
    theirs = mine if but_of is None else mine & (addresses.c.chat_id != but_of)
    # Nor can anybody have the name of an account that was deleted.
    named = users.c.username_key.in_([key, reserved(key)])
    taken = exists().where(named) | exists().where(theirs)
    return bool(connection.execute(select(taken)).scalar())


def take_address(connection: Connection, chat_id: str, address: str) -> bool:
    """Give a chat an address instead of the one that it had; False if the name is taken.

    Whoever registers or takes an address holds the lock of the server's row, so that of two who come at once one wins.
    """
    registration_policy(connection, lock=True)
    if is_name_taken(connection, skeleton(address), but_of=chat_id):
        return False
    put_row(connection, addresses, {"chat_id": chat_id, "address": address, "address_key": skeleton(address)})
    return True


def free_address(connection: Connection, chat_id: str) -> None:
    """Take a chat's address from it."""
    connection.execute(delete(addresses).where(addresses.c.chat_id == chat_id))


def chat_of_address(connection: Connection, address: str) -> str | None:
    """Find the chat that has exactly this address."""
    found: str | None = connection.execute(select(addresses.c.chat_id).where(addresses.c.address == address)).scalar()
    return found
