"""What a server spends between two moments: wall time, CPU, memory."""

import time
from typing import Any

from molva.cli.bench import processes
from molva.cli.bench.meter import Meter

Figures = dict[str, Any]
"""Names and values of one run's JSON line."""


class Span:
    """Begins when it is made."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.cpu = processes.cpu_seconds(pid)
        self.own_cpu = time.process_time()
        self.start_ns = time.perf_counter_ns()

    def deliveries(self, meter: Meter[Any]) -> Figures:
        """Figures up to the last delivery; the server's CPU is read apart, when it has settled."""
        seconds = max(meter.last_at - self.start_ns, 1) / 1e9
        return {
            "delivered": meter.delivered,
            "lost": meter.lost,
            "strays": meter.strays,
            "seconds": round(seconds, 3),
            "deliveries_per_s": round(meter.delivered / seconds),
            **meter.percentiles_ms(),
            "load_cpu_share": round((time.process_time() - self.own_cpu) / seconds, 2),
        }

    def spent(self, figures: Figures) -> Figures:
        """The server's CPU for each delivery, its share of a core, and its memory now."""
        cpu = processes.cpu_seconds(self.pid) - self.cpu
        return {
            **figures,
            "cpu_us_per_delivery": round(cpu / max(figures["delivered"], 1) * 1e6, 2),
            "cpu_share": round(cpu / figures["seconds"], 2),
            "memory_mib": round(processes.memory_mib(self.pid), 1),
        }
