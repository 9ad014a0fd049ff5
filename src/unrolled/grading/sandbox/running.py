"""Run checks in a sandbox, several at a time, and see each of them end."""

import contextlib
import json
import socket
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import wait
from typing import Any

from unrolled.grading.sandbox import wire
from unrolled.grading.sandbox.box import Sandbox, command

NUMBERS = count()  # of checks
LARGEST = 1 << 18  # bytes of a report that are read before it is too much


@dataclass(frozen=True)
class Request:
    """A check to run, and the key under which its outcome is told."""

    key: Any
    cells: tuple[str, ...]
    answer: str
    hidden: str
    seeds: tuple[int, ...] = (0,)
    forbidden: tuple[str, ...] = ()
    timeout: float = 10.0
    record: bool = False

    @property
    def stage(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what the process that answers has done before."""
        return self.cells, self.forbidden


@dataclass(frozen=True)
class Outcome:
    """How a check ended; `report` is the student's process's word, to be distrusted."""

    key: Any
    status: str  # "done", "error", "timeout", "output" or "died"
    report: dict[str, Any]


class Check:
    """A jailed process that runs."""

    def __init__(self, box: Sandbox, request: Request) -> None:
        self.request, self.server = request, box.stage(*request.stage)
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.number = next(NUMBERS)
            command(self.server, b"C", self.number, theirs)
        self.deadline, self.data = time.monotonic() + request.timeout, b""
        self._send()

    def fileno(self) -> int:
        return self.channel.fileno()

    def _send(self) -> None:
        names = ("answer", "hidden", "seeds", "timeout", "record")
        with contextlib.suppress(OSError):  # it has died; reading says so
            wire.send(self.fileno(), {n: getattr(self.request, n) for n in names})
        self.channel.setblocking(False)

    def read(self) -> Outcome | None:
        """Take what has come; end the process once its fate is known."""
        try:
            part = self.channel.recv(1 << 16)
        except BlockingIOError:
            part = None
        except OSError:
            part = b""
        self.data += part or b""
        if self.data.endswith(b"\n"):
            return self._end(*_parsed(self.data))
        if len(self.data) > LARGEST:
            return self._end("output", {})
        if part == b"":
            return self._end("died", {})
        if time.monotonic() >= self.deadline:
            return self._end("timeout", {})
        return None

    def _end(self, status: str, report: dict[str, Any]) -> Outcome:
        self.channel.close()
        command(self.server, b"K", self.number)
        return Outcome(self.request.key, status, report)


def run_all(box: Sandbox, requests: Iterable[Request], jobs: int) -> Iterator[Outcome]:
    """Run checks, some at a time; yield how each ended, in any order."""
    box.ready()
    waiting, running = iter(requests), set()
    while True:
        while len(running) < jobs and (request := next(waiting, None)):
            running.add(Check(box, request))
        if not running:
            return
        left = min(check.deadline for check in running) - time.monotonic()
        wait(running, max(left, 0))
        for check in list(running):
            if outcome := check.read():
                running.remove(check)
                yield outcome


def _parsed(data: bytes) -> tuple[str, dict[str, Any]]:
    """Read a report; what is malformed counts as if the process had died."""
    try:
        report = json.loads(data)
    except (ValueError, RecursionError):
        return "died", {}
    if not isinstance(report, dict):
        return "died", {}
    return ("error" if "error" in report else "done"), report
