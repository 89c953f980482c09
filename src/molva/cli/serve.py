"""`molva serve`: starts the server, says where it is, and turns what keeps it from starting into one line."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from molva.cli.console import Console, Problem
from molva.server.app import serve
from molva.server.settings import SettingRefused, Settings
from molva.server.storage.folder import UnsafeFile
from molva.server.storage.lock import FolderLocked
from molva.server.storage.schema import NEWEST, SchemaTooNew
from molva.server.storage.sqlite import OLDEST_SQLITE, SqliteTooOld


def run_server(
    console: Console, environment: Mapping[str, str], *, data: Path | None, host: str | None, port: int | None
) -> None:
    """Serve until the process is asked to end.

    Args:
        data, host, port: win over the environment where they are given.

    Raises:
        Problem: the server cannot start; says what to change.
    """
    words = console.words
    given = {"data": data, "host": host, "port": port}
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        settings = dataclasses.replace(Settings.from_environment(environment), **chosen)  # type: ignore[arg-type]  # each option has its field's type
        serve(settings, ready=lambda address: console.out(words.serving.format(address=address)))
    except (SettingRefused, UnsafeFile) as error:
        raise Problem(str(error)) from error
    except FolderLocked as error:
        raise Problem(words.folder_locked.format(data=settings.data, pid=error.args[0] or "?")) from error
    except SqliteTooOld as error:
        oldest = ".".join(map(str, OLDEST_SQLITE))
        raise Problem(words.sqlite_too_old.format(found=error.args[0], oldest=oldest)) from error
    except SchemaTooNew as error:
        raise Problem(words.schema_too_new.format(found=error.args[0], newest=NEWEST)) from error
    except OSError as error:
        where = f"{settings.host}:{settings.port}, {settings.data}"
        raise Problem(words.cannot_start.format(reason=error.strerror or error, where=where)) from error
