"""Moving a member's marks: read and delivered, stored beside the member."""

from sqlalchemy import Connection, update

from molva.server.features.chats.store.access import Place
from molva.server.features.chats.tables import members


def move_marks(
    connection: Connection,
    place: Place,
    *,
    read_seq: int,
    delivered_seq: int,
    mark_rev: int | None,
    account_rev: int | None,
) -> int:
    """Store a member's marks; a revision of None means that the row of that scope stays as it is.

    Returns:
        The first message that the member may see now; another transaction may have moved it since `place` was read.
    """
    revs = {"mark_rev": mark_rev, "account_rev": account_rev}
    from_seq: int = connection.execute(
        update(members)
        .where(members.c.chat_id == place.chat_id, members.c.user_id == place.user_id)
        .values(
            read_seq=read_seq,
            delivered_seq=delivered_seq,
            **{name: rev for name, rev in revs.items() if rev is not None},
        )
        .returning(members.c.from_seq)
    ).scalar_one()
    return from_seq
