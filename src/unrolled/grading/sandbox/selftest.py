"""Choose the best level that holds: try from inside what an answer must not do."""

import os
import socket
import sys
import tempfile
from pathlib import Path

from unrolled.grading import GradingError
from unrolled.grading.sandbox.box import Sandbox
from unrolled.grading.sandbox.running import Request, run_all

PROBE = Path(__file__).with_name("probe.py")
SECRET = "the answers"
TEXTS = {
    "namespaces": "an answer sees no file but Python's own and writes none; it has no "
    "network and sees no other process",
    "landlock": "an answer reads no file but Python's own and writes none; it has no "
    "network and can neither start nor signal a process",
    "rlimits": "limits on time and memory only; an answer could read, change and send "
    "files of this computer",
}


def best_level(unsafe: bool = False) -> str:
    """Return the best level that passes its self-test here.

    Args:
        unsafe: Whether limits alone will do if nothing better holds.

    Raises:
        GradingError: Nothing holds, and `unsafe` is False.
    """
    reasons = []
    for level in ("namespaces", "landlock"):
        try:
            with Sandbox(level, torch=False) as box:
                verify(box)
            return level
        except GradingError as error:
            reasons.append(str(error))
    if unsafe:
        return "rlimits"
    raise GradingError(
        "expected a sandbox that holds, found none: grade on Linux with user "
        "namespaces or Landlock, or use --unsafe if you trust every answer "
        f"({'; '.join(reasons)})"
    )


def describe(level: str) -> str:
    """Return a sentence for reports: what the level keeps answers from."""
    text = TEXTS[level]
    if level == "namespaces" and sys.platform == "linux":
        from unrolled.grading.sandbox import seccomp

        text += "; system calls filtered" if seccomp.library() else ""
    return text + "."


def verify(box: Sandbox) -> None:
    """Run the probe in a sandbox.

    Raises:
        GradingError: It reached something that an answer must not reach.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        os.chmod(folder, 0o777)
        secret = Path(folder, "answers")
        secret.write_text(SECRET)
        request = Request("probe", (), _probe(secret, server), "", timeout=10.0)
        outcome = next(run_all(box, [request], jobs=1))
        left = set(os.listdir(folder)) - {secret.name}
    reached = outcome.report.get("text", outcome.status)
    if outcome.report.get("error") != "RuntimeError" or reached or left:
        raise GradingError(
            f"the level {box.level!r} does not hold: from inside, the self-test "
            f"{reached or 'writes'}"
        )


def _probe(secret: Path, server: socket.socket) -> str:
    given = {
        "SECRETS": [str(secret), str(PROBE)],
        "FOLDERS": [
            str(secret.parent),
            "/tmp",
            "/var/tmp",
            "/dev/shm",
            str(Path.home()),
        ],
        "PORT": server.getsockname()[1],
        "PARENT": os.getpid(),
    }
    lines = [f"{name} = {value!r}" for name, value in given.items()]
    return "\n".join(lines) + "\n" + PROBE.read_text()
