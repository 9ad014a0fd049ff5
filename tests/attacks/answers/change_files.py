# Links, moves, empties and removes what there is.
import contextlib
import os

for change in (
    lambda: os.symlink("/", "FOLDER/TOKEN"),
    lambda: os.mkdir("FOLDER/TOKEN"),
    lambda: os.rename("SECRET", "FOLDER/TOKEN"),
    lambda: os.truncate("SECRET", 0),
    lambda: os.chmod("SECRET", 0),
    lambda: os.unlink("SECRET"),
    lambda: os.link("SECRET", "FOLDER/TOKEN"),
    lambda: os.utime("SECRET", (0, 0)),
):
    with contextlib.suppress(OSError):
        change()


def double(x):
    return x
