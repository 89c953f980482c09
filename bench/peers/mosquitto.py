"""mosquitto: a broker in C that stores nothing for clients that are online; a yardstick, not a messenger."""

from collections.abc import Sequence

from molva.cli.bench.server_process import ServerProcess

CONFIGURATION = """
listener {port} 127.0.0.1
allow_anonymous true
user root
persistence true
persistence_location {folder}/
log_type error
log_type warning
log_dest file {folder}/mosquitto.log
set_tcp_nodelay true
"""


class Mosquitto(ServerProcess):
    """One broker."""

    def prepare(self) -> None:
        text = CONFIGURATION.format(folder=self.folder, port=self.port)
        (self.folder / "mosquitto.conf").write_text(text)

    def command(self) -> Sequence[str]:
        return ["mosquitto", "-c", str(self.folder / "mosquitto.conf")]
