"""`molva serve`: from flags and environment to a running server, and one calm line where it cannot start."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from molva.cli.console import Console, Problem
from molva.server.app import serve as run_server
from molva.server.settings import SettingRefused, Settings
from molva.server.storage.folder import DATABASE_NAME, UnsafeFile
from molva.server.storage.lock import FolderLocked
from molva.server.storage.schema import NEWEST, SchemaTooNew
from molva.server.storage.sqlite import SqliteTooOld


def read_settings(
    environment: Mapping[str, str],
    *,
    host: str | None = None,
    port: int | None = None,
    data: Path | None = None,
    trust_dialects: bool = False,
) -> Settings:
    """The settings of the environment, with what the flags say before it.

    Raises:
        Problem: a setting that cannot be used.
    """
    flags: dict[str, object] = {"MOLVA_HOST": host, "MOLVA_PORT": port, "MOLVA_DATA": data}
    flags |= {"MOLVA_TRUST_DIALECTS": "on"} if trust_dialects else {}
    chosen = {name: str(value) for name, value in flags.items() if value is not None}
    try:
        return Settings.from_environment({**environment, **chosen})
    except SettingRefused as refused:
        raise Problem(str(refused)) from None


def serve(console: Console, settings: Settings) -> None:
    """Run the server until it is interrupted; say its address once it answers.

    Raises:
        Problem: it cannot start.
    """
    words = console.words
    first = not settings.database and not (settings.data / DATABASE_NAME).exists()
    sentence = words.serving_first if first else words.serving
    with startable(console, settings):
        run_server(settings, ready=lambda url: console.out(sentence.format(url=url)))


@contextmanager
def startable(console: Console, settings: Settings) -> Iterator[None]:
    """Say in the person's words why a server cannot start."""
    words = console.words
    try:
        yield
    except FolderLocked as locked:
        raise Problem(words.folder_taken.format(pid=locked, path=settings.data)) from None
    except UnsafeFile as unsafe:
        raise Problem(str(unsafe)) from None
    except SchemaTooNew as newer:
        raise Problem(words.schema_newer.format(version=newer, newest=NEWEST)) from None
    except SettingRefused as refused:
        raise Problem(str(refused)) from None
    except SqliteTooOld as older:
        raise Problem(words.sqlite_old.format(version=older)) from None
    except OSError as error:
        if error.filename is not None:
            raise
        text = words.address_taken.format(host=settings.host, port=settings.port, reason=error.strerror)
        raise Problem(text) from None
