# Threads, 2,000 at most, that all wait.
import contextlib
import threading
import time

threading.stack_size(1 << 16)
for _ in range(2000):
    with contextlib.suppress(RuntimeError):
        threading.Thread(target=time.sleep, args=(60,)).start()


def double(x):
    return x
