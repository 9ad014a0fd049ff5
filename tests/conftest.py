"""An empty project, for the tests of commands and notebooks."""

import signal

import pytest

# A shell ignores Ctrl-C for what it starts in the background; commands under test must
# not inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

CONFIG = """\
title: Small # kept
repository:
  url: https://github.com/someone/course # the address
  branch: main
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, which is also the working directory; no data is cached."""
    for folder in ("book", "labs", "solutions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "_config.yml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "cache"))
    return tmp_path
