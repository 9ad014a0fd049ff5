"""Messages between the grader and its processes: JSON, one line each."""

import json
import os
import struct
from typing import Any

COMMAND = struct.Struct("=cq")  # to a server: a letter and a number


def send(fd: int, message: Any) -> None:
    data = json.dumps(message).encode() + b"\n"
    while data:
        data = data[os.write(fd, data) :]


def receive(fd: int) -> Any:
    """Wait for a message; None at the end of the stream."""
    data = b""
    while not data.endswith(b"\n"):
        part = os.read(fd, 1 << 16)
        if not part:
            return None
        data += part
    return json.loads(data)
