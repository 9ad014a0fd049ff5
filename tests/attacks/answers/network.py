# Calls home: over TCP, UDP and a socket without a name.
import contextlib
import socket

PORT = 0  # the test puts the number of a listener here
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, kind) as channel:
        channel.settimeout(0.5)
        channel.connect(("127.0.0.1", PORT))
        channel.send(b"the inputs of the check")
with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as channel:
    channel.bind("\0TOKEN")


def double(x):
    return x
