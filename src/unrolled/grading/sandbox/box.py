"""The grader's side of the sandbox: start it, ask for stages, end it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterable

from unrolled.grading import GradingError
from unrolled.grading.sandbox import wire

# What a program finds set; nothing of the teacher's environment gets in.
ENVIRONMENT = {
    # Memory in few large pages, which a fork copies faster.
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",
    "PYTHONMALLOC": "malloc",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/usr/bin:/bin",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}


Names = tuple[str, ...]


class Sandbox:
    """A zygote and its stages; a context manager that ends them all.

    The zygote starts at once; entering the context, or `ready`, waits for it.

    Args:
        level: "namespaces", "landlock" or "rlimits".
        data: Files and folders that may be read, besides Python's own.
        torch: Whether to import it; the self-test does without.

    Raises:
        GradingError: This is Windows.
    """

    def __init__(
        self, level: str, data: Iterable[str] = (), torch: bool = True
    ) -> None:
        if not hasattr(os, "fork"):
            raise GradingError(
                "expected Linux or macOS to grade on, got Windows: use WSL2, in which "
                "everything works"
            )
        self.level = level
        ours, theirs = socket.socketpair()
        with theirs:
            module = "unrolled.grading.sandbox.zygote"
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        # By the cells that they have run and the names that they forbid.
        self.servers: dict[tuple[Names, Names], socket.socket] = {((), ()): ours}
        plan = {"level": level, "data": list(data), "torch": torch}
        wire.send(ours.fileno(), plan)
        self._ready = False

    def ready(self) -> None:
        """Wait until the zygote is ready.

        Raises:
            GradingError: The level does not work here.
        """
        if self._ready:
            return
        try:
            _confirmed(
                self.servers[(), ()], f"the level {self.level!r} does not work here"
            )
        except GradingError:
            self.__exit__()
            raise
        self._ready = True

    def __enter__(self) -> "Sandbox":
        self.ready()
        return self

    def stop(self) -> None:
        """Let all processes end, the last stage first."""
        for server in reversed(self.servers.values()):
            server.close()

    def __exit__(self, *_: object) -> None:
        """End all processes and wait until they are gone."""
        self.stop()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stage(self, cells: Names, forbidden: Names = ()) -> socket.socket:
        """Return the server that has run these cells and forbids these names.

        A new one starts from the stage that has run most of the cells already. To
        forbid takes as long as a check, so no check does it for itself.

        Raises:
            GradingError: A cell raised, or there is no such name.
        """
        if (cells, forbidden) not in self.servers:
            if forbidden:
                self.stage(cells)
            begun = (c for c, names in self.servers if not names)
            nearest = max((c for c in begun if cells[: len(c)] == c), key=len)
            ours, theirs = socket.socketpair()
            with theirs:
                command(self.servers[nearest, ()], b"S", end=theirs)
            self.servers[cells, forbidden] = ours
            plan = {"cells": cells[len(nearest) :], "forbidden": forbidden}
            wire.send(ours.fileno(), plan)
            _confirmed(ours, "the solution does not run")
        return self.servers[cells, forbidden]


def _confirmed(server: socket.socket, complaint: str) -> None:
    """Wait for a new server to say that it is ready."""
    try:
        answer = wire.receive(server.fileno()) or {"error": "its process died"}
    except OSError as error:
        answer = {"error": str(error)}
    if "error" in answer:
        raise GradingError(f"{complaint}: {answer['error']}")


def command(
    server: socket.socket,
    letter: bytes,
    number: int = 0,
    end: socket.socket | None = None,
) -> None:
    """Tell a server what to do, with a socket for the process that it is to fork.

    Raises:
        GradingError: The server is no more.
    """
    message, fds = wire.COMMAND.pack(letter, number), [end.fileno()] if end else []
    try:
        socket.send_fds(server, [message], fds)
    except OSError:
        raise GradingError(
            "expected the sandbox to run on, its process has died: is there enough "
            "memory? Use fewer --jobs, and go on with --resume"
        ) from None
