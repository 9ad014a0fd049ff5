# Lets other programs do the work.
import contextlib
import ctypes
import os
import subprocess

COMMAND = "touch FOLDER/TOKEN; sleep 60 &"
os.system(COMMAND)
ctypes.CDLL(None).system(COMMAND.encode())
with contextlib.suppress(OSError):
    subprocess.run(["/bin/sh", "-c", COMMAND])
with contextlib.suppress(OSError):
    os.posix_spawn("/bin/sh", ["sh", "-c", COMMAND], {})
with contextlib.suppress(OSError):
    os.execv("/bin/sh", ["sh", "-c", COMMAND])


def double(x):
    return x
