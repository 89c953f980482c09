"""From the figures of runs to the tables of docs/performance.md."""

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from molva.cli.bench import WorkloadName
from molva.cli.bench.span import Figures

Results: TypeAlias = dict[tuple[WorkloadName, str], Figures]

BEGIN, END = "<!-- tables: written by make bench -->", "<!-- end of tables -->"

PACE = {"p50_ms": "p50 ms", "p95_ms": "p95 ms", "p99_ms": "p99 ms", "memory_mib": "MiB"}
COLUMNS: dict[WorkloadName, dict[str, str]] = {
    WorkloadName.W1: {"cpu_us_per_message": "CPU µs/message", "deliveries_per_s": "messages/s", **PACE},
    WorkloadName.W2: {
        "one_in_flight.cpu_us_per_delivery": "CPU µs/delivery, one in flight",
        "bursts.cpu_us_per_delivery": "in bursts",
        "one_in_flight.deliveries_per_s": "deliveries/s, one in flight",
        "bursts.deliveries_per_s": "in bursts",
        "times_bare_broadcast.one_in_flight": "times the bare broadcast, one in flight",
        "times_bare_broadcast.bursts": "in bursts",
    },
    WorkloadName.W3: {
        "kib_per_connection": "KiB/connection",
        "connects_per_s": "returns/s",
        "cpu_ms_per_connect": "CPU ms/return",
        "password_sign_ins_per_s": "sign-ins by password/s",
        "connections": "connections",
    },
    WorkloadName.W4: {"new_folder_s": "new folder, s", "again_s": "again, s", "memory_mib": "idle MiB"},
    WorkloadName.W5: {"cpu_us_per_message": "CPU µs/message", **PACE},
}
TITLES = {
    WorkloadName.W1: "W1: direct messages, 100 pairs, 8 in flight each",
    WorkloadName.W2: "W2: one room of 500",
    WorkloadName.W3: "W3: devices come back, and idle connections",
    WorkloadName.W4: "W4: from the command to the first sign-in",
    WorkloadName.W5: "W5: 500 messages a second",
}


def median(runs: Sequence[Figures]) -> Figures:
    """The median of each figure, those of nested runs included; words are taken from the first run."""
    first = runs[0]
    return {
        name: median([run[name] for run in runs])
        if isinstance(value, dict)
        else statistics.median(run[name] for run in runs)
        if isinstance(value, int | float)
        else value
        for name, value in first.items()
    }


def write_tables(results: Results, report: Path) -> None:
    """Put the tables between the report's markers; workloads that were not run keep theirs."""
    text = report.read_text()
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    parts = {title: part for part in old.split("\n### ") if (title := part.split("\n", 1)[0])}
    for workload, title in TITLES.items():
        rows = {peer: figures for (measured, peer), figures in results.items() if measured is workload}
        if rows:
            parts[title] = f"{title}\n\n{table(rows, COLUMNS[workload])}\n"
    tables = "".join(f"\n### {parts[title].strip()}\n" for title in TITLES.values() if title in parts)
    report.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}")


def table(rows: dict[str, Figures], columns: dict[str, str]) -> str:
    """One table: a messenger a row, a figure a column."""
    lines = [f"| | {' | '.join(columns.values())} |", "| --- |" + " ---: |" * len(columns)]
    lines += [f"| {peer} | {' | '.join(shown(figures, name) for name in columns)} |" for peer, figures in rows.items()]
    return "\n".join(lines)


def shown(figures: Figures, name: str) -> str:
    """One figure, whose name may lead through nested runs by dots."""
    value: object = figures
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    match value:
        case None:
            return "–"
        case float() if value < 100:
            return f"{value:.4g}"
        case _:
            return f"{value:,.0f}"
