"""The few calls into Linux that Python 3.11 lacks, by ctypes."""

import ctypes
import os
import platform

NEWNS, NEWUTS, NEWIPC = 0x20000, 0x4000000, 0x8000000
NEWUSER, NEWPID, NEWNET = 0x10000000, 0x20000000, 0x40000000
BIND, RECURSIVE, PRIVATE, DETACH = 0x1000, 0x4000, 1 << 18, 2
READ_ONLY, NO_SUID, NO_DEVICES = 1, 2, 4

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 36, 38, 47
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}.get(platform.machine(), -1)
CAPSET = {"x86_64": 126, "aarch64": 91}.get(platform.machine(), -1)
MOUNT_SETATTR = 442
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
NOBODY = 65534

libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int | bytes | None) -> int:
    """Call a function of libc.

    Raises:
        OSError: It returned less than 0.
    """
    typed = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = getattr(libc, name)(*typed)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """Enter new namespaces; in a new user namespace this process is nobody."""
    uid, gid = os.getuid(), os.getgid()  # as they are outside
    call("unshare", flags)
    if flags & NEWUSER:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{NOBODY} {uid} 1")
        _write("/proc/self/gid_map", f"{NOBODY} {gid} 1")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    call(
        "mount",
        *(os.fsencode(s) for s in (source, target, kind)),
        flags,
        os.fsencode(options),
    )


def restrict(path: str, flags: int) -> None:
    """Set flags of the mount at a path and of all below it."""
    attributes = bytes((ctypes.c_uint64 * 4)(flags))
    where = (AT_FDCWD, os.fsencode(path), AT_RECURSIVE)
    call("syscall", MOUNT_SETATTR, *where, attributes, len(attributes))


def pivot_root(new: str, old: str) -> None:
    call("syscall", PIVOT_ROOT, os.fsencode(new), os.fsencode(old))


def die_with_parent() -> None:
    call("prctl", PR_SET_PDEATHSIG, 9)


def drop_capabilities() -> None:
    """Give up all privileges for good, those that a program could bring too."""
    for number in range(64):
        if libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0) and ctypes.get_errno() == 22:
            break
    libc.prctl(PR_CAP_AMBIENT, 4, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    call("syscall", CAPSET, bytes(header), bytes(nothing))
    call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
