"""Limits of one check, whatever else holds it."""

import math
import resource
import sys

MEMORY = 2 << 30  # bytes beyond what the stage holds already
TASKS, FILES = 64, 64


def set_limits() -> None:
    """Limit memory and files of this process for good."""
    for name, value in (
        ("AS", _address_space() + MEMORY),
        ("CORE", 0),
        ("FSIZE", 1 << 20),
        ("MEMLOCK", 0),
        ("NOFILE", FILES),
    ):
        _lower(name, value)


def limit_tasks() -> None:
    """Limit processes and threads; in a user namespace of its own, a check's own."""
    _lower("NPROC", TASKS)


def limit_time(seconds: float) -> None:
    """Limit the processor's time, a second above what the clock allows."""
    _lower("CPU", math.ceil(seconds) + 1)


def _lower(name: str, value: int) -> None:
    """Set a limit, but never above the one that already holds."""
    limit = getattr(resource, f"RLIMIT_{name}", None)
    if limit is not None:
        hard = resource.getrlimit(limit)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError):
            if sys.platform == "linux":  # macOS knows some limits by name only
                raise


def _address_space() -> int:
    """Bytes that this process has mapped; a rough guess where there is no /proc."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 4 << 30
