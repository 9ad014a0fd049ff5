"""The sandbox as an ordinary user; run as root, this file becomes one first."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from unrolled.grading.sandbox import Request, Sandbox, run_all, verify

SOMEBODY = 12345
QUESTION = "import os\nraise ValueError(os.getuid(), os.geteuid())"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")


@pytest.mark.parametrize("level", ["namespaces", "landlock"])
def test_the_level_holds_for_an_ordinary_user(level):
    command = [sys.executable, __file__, level]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode == 77:
        pytest.skip(done.stderr)
    inside = {"namespaces": 65534, "landlock": os.getuid() or SOMEBODY}[level]
    assert done.stdout == f"({inside}, {inside})\n", done.stderr


def main() -> None:
    """Become somebody, test the level, and print who one is inside."""
    if os.getuid() == 0:
        try:
            open_up(sys.base_prefix, sys.prefix, str(Path(__file__).parents[2]))
        except OSError as error:
            print(f"root cannot let others read this Python: {error}", file=sys.stderr)
            sys.exit(77)
        os.setgroups([])
        os.setresgid(SOMEBODY, SOMEBODY, SOMEBODY)
        os.setresuid(SOMEBODY, SOMEBODY, SOMEBODY)
    tempfile.tempdir = "/tmp"
    with Sandbox(sys.argv[1]) as box:
        verify(box)
        print(next(run_all(box, [Request(0, (), QUESTION, "")], jobs=1)).report["text"])


def open_up(*folders: str) -> None:
    """Let others reach folders that lie in a closed one, in this process's own view."""
    from unrolled.grading.sandbox import linux

    linux.unshare(linux.NEWNS)
    linux.mount("none", "/", "", linux.RECURSIVE | linux.PRIVATE)
    opened = {folder: os.open(folder, os.O_PATH) for folder in folders}
    for folder, number in opened.items():
        if closed := first_closed(Path(folder)):
            linux.mount("none", str(closed), "tmpfs", 0, "mode=755")
            os.makedirs(folder)
            bind = linux.BIND | linux.RECURSIVE
            linux.mount(f"/proc/self/fd/{number}", folder, "", bind)


def first_closed(folder: Path) -> Path | None:
    """Return the outermost folder on the way that others may not pass."""
    way = [*reversed(folder.parents), folder]
    return next((place for place in way if not place.stat().st_mode & 1), None)


if __name__ == "__main__":
    main()
