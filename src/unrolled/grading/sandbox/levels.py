"""The levels of the jail: how checks are forked, locked in and ended."""

import contextlib
import os
import signal
import sys

from unrolled.grading.sandbox import limits
from unrolled.grading.sandbox.paths import readable, without_package

CHANNEL = 3  # of a check: its request comes in here, its report goes out
NOBODY = 65534
if sys.platform == "linux":
    from unrolled.grading.sandbox import landlock, linux, namespaces, seccomp


class Rlimits:
    """The level "rlimits", for answers that are trusted not to do harm on purpose."""

    def prepare(self, data: list[str]) -> None:
        """Make the zygote's process ready.

        Args:
            data: Files and folders that the lab's cells read.

        Raises:
            OSError: The system does not allow this level.
        """
        self.settle()

    def settle(self) -> None:
        """Make the zygote or a stage end with its parent, and adopt orphans."""
        if sys.platform == "linux":
            linux.die_with_parent()
            linux.call("prctl", linux.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def fork(self) -> int:
        return os.fork()

    def lock(self, fd: int) -> int:
        """Lock this process in; return the one channel that it keeps."""
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)  # an own one: its flags are shared
        for standard in range(3):
            os.dup2(null, standard)
        os.dup2(fd, CHANNEL)
        limits.set_limits()
        self.confine()
        limits.limit_tasks()
        if sys.platform == "linux":
            linux.die_with_parent()
        os.closerange(CHANNEL + 1, 1 << 16)
        self.seal()
        return CHANNEL

    def confine(self) -> None:
        """Take files and rights away."""
        os.chdir("/")
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

    def seal(self) -> None:
        """Take away what confining needed."""

    def kill(self, pid: int, others: set[int]) -> None:
        """End a check and all that it started; `others` are our children, too."""
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                end(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        while orphans := set(_children()) - others:
            for orphan in orphans:
                os.kill(orphan, signal.SIGKILL)
                os.waitpid(orphan, 0)


class Landlock(Rlimits):
    """The level "landlock": no files but Python's, and few system calls."""

    def prepare(self, data: list[str]) -> None:
        _need_linux()
        if not landlock.version() or not seccomp.library():
            raise OSError("expected Landlock and libseccomp, found at most one of them")
        super().prepare(data)
        self.filter = seccomp.Filter(threads=False)
        paths = [*readable(), *data]
        self.readable = [kept for path in paths for kept in without_package(path)]

    def confine(self) -> None:
        os.chdir("/")
        linux.drop_capabilities()
        landlock.lock(self.readable)

    def seal(self) -> None:
        self.filter.load()


class Namespaces(Rlimits):
    """The level "namespaces": Python's files, read-only, and nothing else at all."""

    def prepare(self, data: list[str]) -> None:
        _need_linux()
        namespaces.enter(data)
        super().prepare(data)
        self.filter = seccomp.Filter(threads=True)

    def fork(self) -> int:
        return namespaces.fork()

    def confine(self) -> None:
        namespaces.lock()
        linux.drop_capabilities()

    def seal(self) -> None:
        self.filter.load()

    def kill(self, pid: int, others: set[int]) -> None:
        os.kill(pid, signal.SIGKILL)  # the first process of its namespace: all end
        os.waitpid(pid, 0)


LEVELS = {"namespaces": Namespaces, "landlock": Landlock, "rlimits": Rlimits}


def _need_linux() -> None:
    if sys.platform != "linux":
        raise OSError(f"expected Linux, got {sys.platform}")


def _children() -> list[int]:
    """Return the processes whose parent is this one, where Linux tells."""
    try:
        with open("/proc/thread-self/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []
