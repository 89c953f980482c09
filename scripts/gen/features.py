"""The page of features: what the server is made of, slice by slice."""

from collections.abc import Sequence

from molva.cli.overview import overview

HEAD = """# Features

Written by `make gen` from the features that a server is put together from; `molva doctor --features` prints them.
Each is a folder under `src/molva/server/features`, and uses only those below it. What the commands mean stands in
[the protocol](protocol.md).

| Feature | What it is | Commands | Rows | Signals | At their moment |
| --- | --- | --- | --- | --- | --- |
"""


def features() -> str:
    """Write the page, as Markdown."""
    lines = [
        f"| `{each.name}` | {each.about} | {_links(each.commands)} | {_links(each.rows)} "
        f"| {_links(each.signals)} | {', '.join(f'`{job}`' for job in each.jobs)} |"
        for each in overview()
    ]
    return HEAD + "\n".join(lines) + "\n"


def _links(names: Sequence[str]) -> str:
    return ", ".join(f"[{name}](protocol.md#{name})" for name in names)
