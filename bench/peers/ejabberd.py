"""ejabberd with its archive in SQLite, PostgreSQL or Mnesia, or without one."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.peers import archive
from bench.peers.postgres import WithPostgres
from molva.cli.bench.server_process import ServerProcess

SCHEMAS = Path("/usr/share/ejabberd/sql")
CONFIGURATION = """
hosts: [localhost]
loglevel: warning
listen:
  - {{port: {port}, ip: "127.0.0.1", module: ejabberd_c2s, backlog: 1024}}
auth_method: internal
auth_password_format: plain
registration_timeout: infinity
{database}
modules:
  mod_adhoc: {{}}
  mod_blocking: {{}}
  mod_caps: {{}}
  mod_carboncopy: {{}}
  mod_client_state: {{}}
  mod_disco: {{}}
  mod_last: {{}}
  mod_mam: {{{archive}}}
  mod_muc:
    max_users: 1000
    default_room_options: {{mam: true, persistent: true, max_users: 1000}}
  mod_offline: {{}}
  mod_ping: {{}}
  mod_privacy: {{}}
  mod_private: {{}}
  mod_pubsub: {{plugins: [flat, pep]}}
  mod_register: {{ip_access: all, access: all}}
  mod_roster: {{versioning: true}}
  mod_stream_mgmt: {{}}
  mod_vcard: {{}}
  mod_version: {{}}
"""


class Ejabberd(ServerProcess):
    """With SQLite."""

    archive = "db_type: sql, default: always"

    def database(self) -> str:
        """Make the store and say in the configuration where it is."""
        with closing(sqlite3.connect(self.folder / "archive.db")) as connection:
            connection.executescript((SCHEMAS / "lite.sql").read_text())
        return f'sql_type: sqlite\nsql_database: "{self.folder / "archive.db"}"'

    def prepare(self) -> None:
        text = CONFIGURATION.format(port=self.port, database=self.database(), archive=self.archive)
        (self.folder / "ejabberd.yml").write_text(text)

    def command(self) -> Sequence[str]:
        mnesia = f'"{self.folder / "mnesia"}"'
        return ["erl", "-noinput", "+S", "1", "+K", "true", "+P", "250000", "-mnesia", "dir", mnesia, "-s", "ejabberd"]

    def environment(self) -> dict[str, str]:
        libraries = sorted(Path("/usr/lib").glob("*/ejabberd-*"))[0].parent
        return {
            "ERL_LIBS": str(libraries),
            "EJABBERD_CONFIG_PATH": str(self.folder / "ejabberd.yml"),
            "EJABBERD_LOG_PATH": str(self.folder / "ejabberd.log"),
            "HOME": str(self.folder),
        }

    def stored(self) -> int | None:
        return archive.count(self.folder / "archive.db", "SELECT count(*) FROM archive")


class EjabberdMnesia(Ejabberd):
    """With Mnesia, which does not wait for the disk."""

    archive = "db_type: mnesia, default: always"

    def stored(self) -> int | None:
        return None


class EjabberdNothingStored(Ejabberd):
    """Without an archive."""

    archive = "db_type: sql, default: never"


class EjabberdPostgres(WithPostgres, Ejabberd):
    """With PostgreSQL."""

    def database(self) -> str:
        return f"""
sql_type: pgsql
sql_server: "127.0.0.1"
sql_port: {self.database_port}
sql_username: postgres
sql_password: ""
sql_database: {self.DATABASE}"""

    def server_command(self) -> Sequence[str]:
        return Ejabberd.command(self)

    def schema(self) -> Path | None:
        return SCHEMAS / "pg.sql"

    def stored(self) -> int | None:
        return self.query("SELECT count(*) FROM archive")
