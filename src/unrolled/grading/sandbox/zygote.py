"""Processes that stand ready: torch is imported once, each check is a fork.

The zygote imports torch. A stage is forked from it, or from an earlier stage, and runs
the trusted cells before an exercise; a fork of it takes away what the exercise forbids.
A check is forked from that and locks itself in before it sees an answer. Answers come
over a socket of the check's own, so that no process that lives on ever holds one.

A command to such a server is a letter and a number, and a socket for the new process:
`S` forks a stage, `C` the check of that number, `K` ends it. None is answered, so that
the grader need not wait; what becomes of a process shows on its own socket.
"""

import gc
import os
import signal
import socket
import sys
from types import ModuleType
from typing import Any, NoReturn

from unrolled.grading.sandbox import check, limits, wire
from unrolled.grading.sandbox.forbidden import forbid
from unrolled.grading.sandbox.levels import LEVELS, Rlimits

# What torch sets up at its first use is then there for all.
WARM_UP = """
from unrolled.checks import draw, show
show(torch.where(draw(2, 2) > 0, torch.tanh(draw(2, 3) @ draw(3, 2)), torch.ones(2, 2)))
"""


class Server:
    """The zygote or a stage: trusted, single-threaded, one command at a time."""

    def __init__(self, control: socket.socket, jail: Rlimits, names: dict) -> None:
        self.control, self.jail, self.names = control, jail, names
        self.stages: list[int] = []
        self.checks: dict[int, int] = {}

    def serve(self) -> NoReturn:
        """Do what comes; end with everything below once nobody is there any more."""
        gc.freeze()  # children leave the pages of these objects shared
        commands = {b"S": self._stage, b"C": self._check, b"K": self._kill}
        while True:
            data, fds, *_ = socket.recv_fds(self.control, wire.COMMAND.size, 1)
            if len(data) < wire.COMMAND.size:
                self._end()
            command, number = wire.COMMAND.unpack(data)
            commands[command](number, *fds)

    def _stage(self, _: int, fd: int) -> None:
        pid = os.fork()
        if pid:
            self.stages.append(pid)
            os.close(fd)
            return
        self.jail.settle()
        self.control.close()
        self.control = socket.socket(fileno=fd)
        self.stages, self.checks = [], {}
        ready = prepare(wire.receive(fd), self.names)
        gc.freeze()
        wire.send(fd, ready)

    def _check(self, number: int, fd: int) -> None:
        pid = self.jail.fork()
        if not pid:
            try:
                channel = self.jail.lock(fd)
                request = wire.receive(channel)
                limits.limit_time(request["timeout"])
                gc.enable()
                wire.send(channel, check.run(request, self.names))
            finally:
                os._exit(0)
        os.close(fd)
        self.checks[number] = pid

    def _kill(self, number: int) -> None:
        pid = self.checks.pop(number)
        self.jail.kill(pid, {*self.stages, *self.checks.values()})

    def _end(self) -> NoReturn:
        for number in list(self.checks):
            self._kill(number)
        for pid in self.stages:  # their ends are closed, too
            os.waitpid(pid, 0)
        os._exit(0)


def prepare(plan: dict[str, list[str]], names: dict[str, Any]) -> dict[str, Any]:
    """Run a stage's cells, forbid names; say whether that went well."""
    done = ""
    try:
        for cell in plan["cells"]:
            done = f" (cell {cell.strip().split(chr(10), 1)[0]!r})"
            exec(compile(cell, "<cell>", "exec"), names)
        for name in plan["forbidden"]:
            forbid(name)
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}{done}"}
    return {"ready": True}


def main() -> None:
    """Serve on the socket whose number is the argument; its first message says how."""
    # Imports leave few cycles behind; to look for them takes a third of their time.
    gc.disable()
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    plan = wire.receive(control.fileno())
    try:
        jail = LEVELS[plan["level"]]()
        jail.prepare(plan["data"])
        names = vars(_main_module())
        if plan["torch"]:
            _import_torch(names)
    except Exception as error:
        wire.send(control.fileno(), {"error": f"{type(error).__name__}: {error}"})
        return
    wire.send(control.fileno(), {"ready": True})
    Server(control, jail, names).serve()


def _main_module() -> ModuleType:
    """Put an empty module where classes of the notebook look for theirs."""
    module = sys.modules["__main__"] = ModuleType("__main__")
    module.display = print  # type: ignore[attr-defined]
    return module


def _import_torch(names: dict[str, Any]) -> None:
    import numpy.random  # noqa: F401
    import torch

    import unrolled.checks  # noqa: F401

    torch.set_num_threads(1)
    names["torch"] = torch
    warm_up = {"answer": WARM_UP, "hidden": "", "seeds": [0]}
    check.run({**warm_up, "record": False}, {**names})


if __name__ == "__main__":
    main()
