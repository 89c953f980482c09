"""The server's one row: made at the first start, locked while somebody registers."""

import uuid
from typing import Literal, cast

from sqlalchemy import Connection, select, update

from molva.server.features.accounts.tables import server
from molva.server.storage.insert import insert_over

Registration = Literal["open", "invite", "closed"]


def prepare_server(connection: Connection, now: int) -> str:
    """Write the server's row if there is none yet, and tell the database's epoch, which it keeps for life."""
    row = {"id": 1, "epoch": str(uuid.uuid4()), "name": "Molva", "registration": "open", "created_at": now}
    connection.execute(insert_over(connection, server).values(row).on_conflict_do_nothing())
    epoch: str = connection.execute(select(server.c.epoch)).scalar_one()
    return epoch


def server_name(connection: Connection) -> str:
    """Read what the server is called."""
    name: str = connection.execute(select(server.c.name)).scalar_one()
    return name


def registration_policy(connection: Connection, *, lock: bool = False) -> Registration:
    """Read who may register; with `lock` nobody else registers until the transaction ends."""
    policy = select(server.c.registration)
    return cast(Registration, connection.execute(policy.with_for_update() if lock else policy).scalar_one())


def write_server(connection: Connection, changes: dict[str, str]) -> None:
    """Write the columns that change."""
    connection.execute(update(server).values(changes))
