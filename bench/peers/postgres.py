"""A PostgreSQL of its own for a server; both run on the server's core, and both are counted."""

import os
import pwd
import shlex
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from molva.cli.bench.server_process import ServerProcess, free_port

BOTH = """
{database} & database=$!
until {ready}; do sleep 0.05; done
{prepare}
{server} & server=$!
trap 'kill $server; wait $server; kill -INT $database; wait $database; exit' TERM
wait $server
"""


class WithPostgres(ServerProcess, ABC):
    """Mixed into a server; one shell runs both, so that one process tree holds both."""

    DATABASE = "chat"

    def __init__(self) -> None:
        super().__init__()
        self.database_port = free_port()

    @abstractmethod
    def schema(self) -> Path | None:
        """SQL to run once, if the server does not make its tables itself."""

    def prepare(self) -> None:
        self.folder.chmod(0o755)
        data, owner = self.folder / "postgres", pwd.getpwnam("postgres")
        data.mkdir()
        os.chown(data, owner.pw_uid, owner.pw_gid)
        command = self.tool("initdb", "-D", str(data), "-A", "trust", "-E", "UTF8", "--locale=C")
        subprocess.run(command, check=True, capture_output=True)
        super().prepare()

    @abstractmethod
    def server_command(self) -> Sequence[str]:
        """The command of the server itself."""

    def command(self) -> Sequence[str]:
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        data, port = str(self.folder / "postgres"), str(self.database_port)
        schema = self.schema()
        prepare = [self.on_database("createdb", self.DATABASE)]
        if schema:
            prepare.append(self.on_database("psql", "-q", "-f", str(schema), self.DATABASE))
        script = self.folder / "both.sh"
        script.write_text(
            BOTH.format(
                database=shlex.join(self.tool("postgres", "-D", data, "-p", port, *settings)),
                ready=shlex.join(self.on_database("pg_isready", "-q")),
                prepare=" && ".join(map(shlex.join, prepare)),
                server=shlex.join(self.server_command()),
            )
        )
        return ["sh", str(script)]

    def tool(self, program: str, *arguments: str) -> list[str]:
        """A command of PostgreSQL, which refuses to run as root."""
        path = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))[0]
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", str(path), *arguments]

    def on_database(self, program: str, *arguments: str) -> list[str]:
        """A command of PostgreSQL that speaks to the running server."""
        return self.tool(program, "-h", "127.0.0.1", "-p", str(self.database_port), *arguments)

    def query(self, sql: str) -> int:
        """The one number that the query gives."""
        command = self.on_database("psql", "-At", "-c", sql, self.DATABASE)
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
