# Processes that start processes, 2,000 at most.
import contextlib
import os
import time

for _ in range(2000):
    with contextlib.suppress(OSError):
        if not os.fork():
            time.sleep(60)
            os._exit(0)


def double(x):
    return x
