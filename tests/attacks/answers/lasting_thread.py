# A thread that goes on when the check is over.
import contextlib
import threading
import time


def go_on():
    time.sleep(60)


with contextlib.suppress(RuntimeError):
    threading.Thread(target=go_on).start()


def double(x):
    return x
