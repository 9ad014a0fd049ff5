"""The grader's side of the process in which nbval compares."""

import subprocess
import sys
import tempfile
from multiprocessing.connection import wait

from unrolled.grading import GradingError
from unrolled.grading.sandbox import wire
from unrolled.grading.sandbox.box import ENVIRONMENT


class Nbval:
    """A process that compares; a context manager that ends it and its files.

    It starts at once, and needs about a second until it compares.
    """

    def __init__(self) -> None:
        temporary = {"TMPDIR": tempfile.gettempdir()}
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "unrolled.grading.judge_worker"],
            env={**ENVIRONMENT, **temporary, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.busy = False

    def __enter__(self) -> "Nbval":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.stdin.close()  # at which it removes its files and ends
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def send(self, pairs: list[tuple[str, str]]) -> None:
        """Start to compare (shown, expected) pairs."""
        self.busy = True
        try:
            wire.send(self.process.stdin.fileno(), pairs)
        except OSError:
            raise self._gone() from None

    def ready(self) -> bool:
        """Tell whether the verdicts are there."""
        return self.busy and bool(wait([self.process.stdout], timeout=0))

    def receive(self) -> list[bool]:
        """Wait for the verdicts on the pairs that were sent last."""
        self.busy = False
        verdicts = wire.receive(self.process.stdout.fileno())
        if verdicts is None:
            raise self._gone()
        return verdicts

    @staticmethod
    def _gone() -> GradingError:
        return GradingError(
            "expected nbval to compare, its process has died: are the packages of the "
            "extra [grade] installed?"
        )
