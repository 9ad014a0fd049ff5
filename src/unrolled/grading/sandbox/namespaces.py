"""The level "namespaces": a file system, process tree and network of one's own.

`enter` moves the zygote onto an empty root with read-only binds of what Python needs;
`lock` gives each check namespaces of its own, where `unrolled` is not to be seen.
"""

import os
from collections.abc import Iterable

from unrolled.grading.sandbox import linux
from unrolled.grading.sandbox.paths import PACKAGE, outermost, readable

OWN = linux.NEWUSER | linux.NEWNET | linux.NEWIPC | linux.NEWUTS
# Trusted code reads these; a check does not.
HIDDEN = ("/proc", "/sys", PACKAGE)


def enter(data: Iterable[str]) -> None:
    """Move this process into namespaces; return in their first process only.

    Root builds the file system and then becomes nobody; others use the rights that
    their user namespace gives them.

    Raises:
        OSError: The system does not allow it, or lacks a part.
    """
    if os.getuid() == 0:
        linux.unshare(linux.NEWNS)
        _build_root(data)
        _become_nobody()
        linux.unshare(OWN | linux.NEWPID)
    else:
        linux.unshare(OWN | linux.NEWPID | linux.NEWNS)
        _build_root(data)
    linux.die_with_parent()
    if first := os.fork():
        os._exit(os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) & 255)
    linux.die_with_parent()


def fork() -> int:
    """Fork; the child is the first process of a new process namespace."""
    own = os.pidfd_open(os.getpid())
    linux.unshare(linux.NEWPID)
    pid = os.fork()
    if pid:
        linux.call("setns", own, linux.NEWPID)
    os.close(own)
    return pid


def lock() -> None:
    """Give up the zygote's namespaces and rights; nothing can be written any more."""
    linux.unshare(OWN | linux.NEWNS)
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    for folder in HIDDEN:
        linux.mount("none", folder, "tmpfs", 0, "size=4k,nr_inodes=1")
    linux.restrict("/", linux.READ_ONLY | linux.NO_SUID)
    os.chdir("/")


def _become_nobody() -> None:
    os.setgroups([])
    os.setresgid(linux.NOBODY, linux.NOBODY, linux.NOBODY)
    os.setresuid(linux.NOBODY, linux.NOBODY, linux.NOBODY)
    linux.call("prctl", linux.PR_SET_DUMPABLE, 1, 0, 0, 0)  # or /proc/self is root's


def _build_root(data: Iterable[str]) -> None:
    """Change the root to an empty one, with binds of what is needed."""
    wanted = [*readable(), *data, PACKAGE]
    wanted += [os.path.realpath(path) for path in wanted]  # where links lead
    sources = {path: os.path.realpath(path) for path in outermost(wanted)}
    linux.mount("none", "/", "", linux.RECURSIVE | linux.PRIVATE)
    linux.mount("none", "/tmp", "tmpfs", linux.NO_SUID, "size=64m,mode=755")
    os.mkdir("/tmp/.old")
    linux.pivot_root("/tmp", "/tmp/.old")
    os.chdir("/")
    for target, source in (*sources.items(), ("/sys", "/sys")):
        _bind("/.old" + source, target, linux.READ_ONLY | linux.NO_SUID)
    _bind("/.old/proc", "/proc", linux.NO_SUID)
    os.makedirs("/tmp", exist_ok=True)
    os.chmod("/tmp", 0o777)
    linux.call("umount2", b"/.old", linux.DETACH)
    os.rmdir("/.old")


def _bind(source: str, target: str, flags: int) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        open(target, "a").close()
    linux.mount(source, target, "", linux.BIND | linux.RECURSIVE)
    linux.restrict(target, flags)
