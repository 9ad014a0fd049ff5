# Sends a report that does not end.
import contextlib
import os

while True:
    for channel in range(64):
        with contextlib.suppress(OSError):
            os.write(channel, b'"' * 100_000)
