# Leaves a file wherever it can.
import contextlib
import os
from pathlib import Path

HERE = ("FOLDER", "/tmp", "/var/tmp", "/dev/shm", "/run", "/proc", "/sys", "/", ".")
for folder in (*HERE, os.path.expanduser("~")):
    with contextlib.suppress(OSError):
        Path(folder, "TOKEN").write_text("here")


def double(x):
    return x
