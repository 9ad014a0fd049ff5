"""A process in which nbval compares what checks showed with what they should.

nbval collects, runs and compares a notebook as ever; only its kernel is another: one
that relays what a jailed process has shown already. So nbval needs neither a Jupyter
kernel nor a port, and text from a student reaches it as the text of one stream, never
as messages, markers or code.
"""

import gc
import json
import os
import tempfile
import xml.etree.ElementTree as ET
from itertools import count
from pathlib import Path
from typing import Any

import nbval.plugin
import pytest

from unrolled.grading.sandbox import wire

OPTIONS = "--nbval --noconftest --capture=no --color=no --assert=plain -q".split()
PLUGINS = "-p nbval.plugin -p no:cacheprovider -p no:faulthandler".split()
JUNIT = "-o junit_family=xunit1 --junitxml=junit.xml".split()


class Relay:
    """Stands in for nbval's kernel: cell number n "prints" the n-th text."""

    def __init__(self, *_: Any, **__: Any) -> None:
        self.shown = json.loads(Path("shown.json").read_text("utf8"))
        self.numbers = count()
        self.messages: list[dict[str, Any]] = []

    def execute_cell_input(self, source: str, **_: Any) -> str:
        identity = str(next(self.numbers))
        text = self.shown[int(source)]
        stream = [("stream", {"name": "stdout", "text": text})] if text else []
        for kind, content in [*stream, ("status", {"execution_state": "idle"})]:
            parent = {"msg_id": identity}
            message = {"msg_type": kind, "parent_header": parent, "content": content}
            self.messages.append(message)
        return identity

    def get_message(self, *_: Any, **__: Any) -> dict[str, Any]:
        return self.messages.pop(0)

    def await_reply(self, *_: Any, **__: Any) -> None:
        """Everything has been said already."""

    def is_alive(self) -> bool:
        return True

    def stop(self) -> None:
        self.messages.clear()


def compare(pairs: list[tuple[str, str]]) -> list[bool]:
    """Let nbval compare (shown, expected) pairs; True only for a clean pass."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "execution_count": 1,  # nbval compares no cell that has none
            "source": str(number),
            "outputs": [{"output_type": "stream", "name": "stdout", "text": expected}],
        }
        for number, (_, expected) in enumerate(pairs)
    ]
    # nbformat would validate each cell when it makes it; nbval validates all at once.
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    shown = [_plain(text, expected) for text, expected in pairs]
    Path("shown.json").write_text(json.dumps(shown), "utf8")
    Path("pytest.ini").write_text("[pytest]\n")
    Path("class.ipynb").write_text(json.dumps(notebook), "utf8")
    Path("junit.xml").unlink(missing_ok=True)
    pytest.main(["class.ipynb", "-c", "pytest.ini", *OPTIONS, *PLUGINS, *JUNIT])
    return _passed(len(pairs))


def _plain(shown: str, expected: str) -> str:
    """Return the text without what nbval would interpret, and not longer than needed.

    nbval drops what stands before a carriage return, and takes minutes to explain the
    difference between long texts.
    """
    return shown.replace("\r", "\\r")[: len(expected) + 1]


def _passed(number: int) -> list[bool]:
    """Read the report: a cell has passed if its test case is there, once, and empty."""
    try:
        cases = ET.parse("junit.xml").getroot().iter("testcase")
    except (OSError, ET.ParseError):
        return [False] * number
    found: dict[str, list[bool]] = {}
    for case in cases:
        found.setdefault(case.get("name", ""), []).append(len(case) == 0)
    return [found.get(f"Cell {n}") == [True] for n in range(number)]


def main() -> None:
    """Answer each list of pairs that comes in with a list of verdicts."""
    gc.freeze()  # pytest collects garbage five times a run
    replies, null = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    nbval.plugin.RunningKernel = Relay
    with tempfile.TemporaryDirectory(prefix="unrolled-judge-") as folder:
        os.chdir(folder)
        while (pairs := wire.receive(0)) is not None:
            wire.send(replies, compare(pairs))


if __name__ == "__main__":
    main()
