"""The workloads W1 to W5 and what measures them; any messenger can be put under them."""

from enum import StrEnum

__all__ = ["WorkloadName"]


class WorkloadName(StrEnum):
    """The workloads of docs/performance.md."""

    W1 = "W1"
    W2 = "W2"
    W3 = "W3"
    W4 = "W4"
    W5 = "W5"
