"""`molva doctor`: every check in a row, and one line that sums them up."""

from pathlib import Path

from rich.console import Console as Terminal
from rich.table import Table

from molva.cli.checks import (
    Verdict,
    check_folder,
    check_lock,
    check_port,
    check_python,
    check_schema,
    check_sqlite,
    check_sync,
)
from molva.cli.console import FAILED, Console
from molva.cli.overview import overview

MARKS = {
    Verdict.FINE: ("✓", "green"),
    Verdict.WARNING: ("!", "yellow"),
    Verdict.WRONG: ("✗", "red"),
}


def tell_features() -> None:
    """Print what the server is made of, one feature a line with its commands."""
    table = Table.grid(padding=(0, 2))
    for each in overview():
        table.add_row(f"[bold]{each.name}[/]", ", ".join(each.commands))
    Terminal(highlight=False).print(table)


async def examine(console: Console, folder: Path, host: str, port: int) -> None:
    """Print what each check finds.

    Raises:
        SystemExit: with FAILED, if anything is wrong; warnings are none.
    """
    words = console.words
    findings = [
        check_python(words),
        check_sqlite(words),
        check_folder(words, folder),
        check_lock(words, folder),
        check_schema(words, folder),
        check_sync(words, folder),
        await check_port(words, host, port),
    ]
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        mark, colour = MARKS[finding.verdict]
        table.add_row(f"[{colour}]{mark}[/]", finding.check, finding.text)
    Terminal(highlight=False).print(table)
    wrong = any(finding.verdict is Verdict.WRONG for finding in findings)
    attention = any(finding.verdict is not Verdict.FINE for finding in findings)
    console.out(words.some_wrong if attention else words.all_well)
    if wrong:
        raise SystemExit(FAILED)
