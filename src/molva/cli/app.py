"""The commands of `molva`: those of whoever runs a server are here, everybody else's in `person_commands`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from molva.cli.bench import WorkloadName
from molva.cli.console import Console
from molva.cli.person_commands import add_person_commands
from molva.cli.populate_commands import add_populate_commands
from molva.cli.start import start_server
from molva.cli.words import Words


def build(words: Words, environment: Mapping[str, str]) -> typer.Typer:
    """Put the commands together in one language.

    Args:
        environment: where settings, the home folder and a session of a script come from.
    """
    console = Console(words)
    app = typer.Typer(help=words.about, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    _add_server_commands(app, console, environment)
    add_populate_commands(app, console, environment)
    add_person_commands(app, console, environment)
    return app


def _add_server_commands(app: typer.Typer, console: Console, environment: Mapping[str, str]) -> None:
    """Commands that load the server's code, each when it is called: the others need not wait for it."""
    words = console.words
    data_option = typer.Option(help=words.data_help)
    host_option = typer.Option(help=words.host_help)
    port_option = typer.Option(help=words.port_help, min=0, max=65535)

    @app.command(help=words.serve_help)
    def serve(
        host: Annotated[str | None, host_option] = None,
        port: Annotated[int | None, port_option] = None,
        data: Annotated[Path | None, data_option] = None,
        trust: Annotated[bool, typer.Option("--trust-dialects", help=words.trust_dialects_help)] = False,
    ) -> None:
        start_server(console, environment, host=host, port=port, data=data, trust_dialects=trust)

    @app.command(help=words.demo_help)
    def demo(
        host: Annotated[str | None, host_option] = None,
        port: Annotated[int | None, port_option] = None,
        data: Annotated[Path | None, data_option] = None,
    ) -> None:
        from molva.cli.demo.show import show

        with console.calm():
            # A demo has people and data of its own; what `.env` says of a real server is not meant for it.
            show(console, environment, host=host, port=port, data=data)

    @app.command(help=words.bench_help)
    def bench(workload: Annotated[WorkloadName, typer.Argument(help=words.workload_help)]) -> None:
        # Only this command needs the load, and the server to be loaded.
        from molva.cli.bench.run import run_workload

        with console.calm():
            console.out(json.dumps(run_workload(workload)))

    @app.command(help=words.doctor_help)
    def doctor(
        host: Annotated[str | None, host_option] = None,
        port: Annotated[int | None, port_option] = None,
        data: Annotated[Path | None, data_option] = None,
        features: Annotated[bool, typer.Option("--features", help=words.features_help)] = False,
    ) -> None:
        from molva.cli.doctor import examine, tell_features
        from molva.cli.env_file import with_env_file
        from molva.cli.serve import read_settings

        if features:
            tell_features()
            return
        with console.calm():
            settings = read_settings(with_env_file(words, environment), host=host, port=port, data=data)
        console.run(lambda: examine(console, settings.data, settings.host, settings.port))
