"""A process with bounded memory and time, to read what students sent."""

import contextlib
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe
from typing import Any

MEMORY = 3 * 2**30  # bytes of address space; a notebook of 256 MB needs about 1 GB
SECONDS = 60.0


class ConfinedError(Exception):
    """The call took too long, too much memory, or ended its process."""


class Confined:
    """Runs calls one after the other; one that breaks its process breaks only itself.

    It confines what odd files do to our own code; it is no sandbox: students' code is
    read here and never run.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._start()

    def __enter__(self) -> "Confined":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def call(self, function: Callable, *args: Any) -> Any:
        """Return `function(*args)`.

        Raises:
            ConfinedError: It did not return.
        """
        with contextlib.suppress(EOFError, OSError):
            self._pipe.send((function, args))
            if self._pipe.poll(self.seconds):
                done, result = self._pipe.recv()
                if done:
                    return result
                raise ConfinedError(result)
        self._stop()
        self._start()
        raise ConfinedError("reading it took too long or too much memory")

    def _start(self) -> None:
        self._pipe, theirs = Pipe()
        with theirs:
            # multiprocessing would import the whole command line first.
            module, end = "unrolled.grading.confined", theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, str(end)],
                stdin=subprocess.DEVNULL,
                pass_fds=[end],
            )

    def _stop(self) -> None:
        self._process.kill()
        self._process.wait()
        self._pipe.close()


def _serve(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, args = pipe.recv()
            try:
                answer = True, function(*args)
            except MemoryError:
                answer = False, "reading it took too much memory"
            except Exception as error:
                answer = False, f"reading it failed ({type(error).__name__})"
            pipe.send(answer)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
