"""Prosody with its archive in SQLite."""

from collections.abc import Sequence

from bench.peers import archive
from molva.cli.bench.server_process import ServerProcess

CONFIGURATION = """
run_as_root = true
data_path = "{folder}"
pidfile = "{folder}/prosody.pid"
log = {{ warn = "{folder}/prosody.log" }}
interfaces = {{ "127.0.0.1" }}
c2s_ports = {{ {port} }}
s2s_ports = {{ }}
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
authentication = "internal_plain"
allow_registration = true
modules_enabled = {{
  "disco", "roster", "saslauth", "blocklist", "bookmarks", "carbons", "pep",
  "private", "smacks", "vcard4", "vcard_legacy", "csi_simple", "ping",
  "register", "time", "uptime", "version", "mam",
}}
modules_disabled = {{ "s2s", "tls" }}
storage = {{ archive = "sql", muc_log = "sql" }}
sql = {{ driver = "SQLite3", database = "{folder}/archive.db" }}
default_archive_policy = true -- Prosody's name for "always"
archive_expires_after = "never"
muc_log_expires_after = "never"
VirtualHost "localhost"
Component "conference.localhost" "muc"
  modules_enabled = {{ "muc_mam" }}
  muc_room_locking = false
  muc_log_by_default = true
"""


class Prosody(ServerProcess):
    """One Prosody."""

    def prepare(self) -> None:
        text = CONFIGURATION.format(folder=self.folder, port=self.port)
        (self.folder / "prosody.cfg.lua").write_text(text)

    def command(self) -> Sequence[str]:
        return ["prosody", "--config", str(self.folder / "prosody.cfg.lua"), "-F"]

    def stored(self) -> int | None:
        return archive.count(self.folder / "archive.db", "SELECT count(*) FROM prosodyarchive")
