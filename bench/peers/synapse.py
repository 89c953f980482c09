"""Synapse, from an environment of its own that bench/setup_peers.sh makes."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.peers import archive
from molva.cli.bench.server_process import ServerProcess

PYTHON = Path(os.environ.get("PEERS_HOME", Path.home() / ".cache/molva-peers")) / "synapse/bin/python"
NO_LIMIT = "{per_second: 100000, burst_count: 100000}"
CONFIGURATION = """
server_name: localhost
pid_file: '{folder}/synapse.pid'
report_stats: false
suppress_key_server_warning: true
trusted_key_servers: []
signing_key_path: '{folder}/signing.key'
media_store_path: '{folder}/media'
log_config: '{folder}/log.yaml'
macaroon_secret_key: for-measuring-only
enable_registration: true
enable_registration_without_verification: true
bcrypt_rounds: 4
presence: {{enabled: true}}
listeners:
  - port: {port}
    type: http
    bind_addresses: ['127.0.0.1']
    resources: [{{names: [client]}}]
database: {{name: sqlite3, args: {{database: '{folder}/homeserver.db'}}}}
rc_message: {no_limit}
rc_registration: {no_limit}
rc_login: {{address: {no_limit}, account: {no_limit}, failed_attempts: {no_limit}}}
rc_joins: {{local: {no_limit}, remote: {no_limit}}}
rc_joins_per_room: {no_limit}
rc_invites: {{per_room: {no_limit}, per_user: {no_limit}, per_issuer: {no_limit}}}
rc_room_creation: {no_limit}
"""
LOGGING = """
version: 1
handlers:
  file: {{class: logging.FileHandler, filename: '{folder}/synapse.log'}}
root: {{level: WARNING, handlers: [file]}}
disable_existing_loggers: false
"""


class Synapse(ServerProcess):
    """One home server on SQLite."""

    def prepare(self) -> None:
        text = CONFIGURATION.format(folder=self.folder, port=self.port, no_limit=NO_LIMIT)
        (self.folder / "homeserver.yaml").write_text(text)
        (self.folder / "log.yaml").write_text(LOGGING.format(folder=self.folder))
        subprocess.run([*self.command(), "--generate-keys"], check=True, capture_output=True)

    def command(self) -> Sequence[str]:
        return [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]

    def stored(self) -> int | None:
        query = "SELECT count(*) FROM events WHERE type = 'm.room.message'"
        return archive.count(self.folder / "homeserver.db", query)
