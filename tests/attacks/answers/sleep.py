# Waits longer than anybody wants to.
import time


def double(x):
    time.sleep(60)
