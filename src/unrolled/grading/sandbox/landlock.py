"""The level "landlock": no file but those named can be read, none written."""

import ctypes
import os
from collections.abc import Iterable

from unrolled.grading.sandbox import linux

CREATE, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_FOLDER = 4, 8
# Rights by version of Landlock; a right that is handled and not granted is denied.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
NETWORK, SCOPES = 0b11, 0b11  # TCP bind and connect; abstract sockets and signals


class _Rule(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """Return the kernel's version of Landlock, or 0 where there is none."""
    try:
        return linux.call("syscall", CREATE, None, 0, 1)
    except OSError:
        return 0


def lock(readable: Iterable[str]) -> None:
    """Deny this process all files but those below the given paths, to read.

    Raises:
        OSError: The kernel has no Landlock.
    """
    newest = version()
    rights = (
        1 << max((n for v, n in FILE_RIGHTS.items() if v <= newest), default=0)
    ) - 1
    handled = (rights, NETWORK if newest >= 4 else 0, SCOPES if newest >= 6 else 0)
    size = 8 if newest < 4 else 16 if newest < 6 else 24
    rules = linux.call(
        "syscall", CREATE, bytes((ctypes.c_uint64 * 3)(*handled)), size, 0
    )
    for path in readable:
        _allow(rules, path)
    linux.call("prctl", linux.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    linux.call("syscall", RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(rules: int, path: str) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = READ_FILE | (READ_FOLDER if os.path.isdir(path) else 0)
    linux.call("syscall", ADD_RULE, rules, 1, bytes(_Rule(rights, folder)), 0)
    os.close(folder)
