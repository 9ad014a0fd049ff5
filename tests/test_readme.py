"""Every command that README prints works, in a copy of the project."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.S)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
SPECIAL = {"make test", "make serve"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy without what was built; the installed environments are shared."""
    up_to_date = ["make", ".venv/full.stamp", "node_modules/.stamp"]
    subprocess.run(up_to_date, cwd=ROOT, check=True)  # the copy must install nothing
    copy = tmp_path_factory.mktemp("readme") / "unrolled"
    shared = {".venv", "node_modules"}
    skip = shutil.ignore_patterns(*shared, ".git", "_build", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=skip)
    for name in shared:
        (copy / name).symlink_to(ROOT / name)
    (copy / "submissions").mkdir()  # what the reader brings along
    solved = copy / "solutions/lab1_recurrent_cell.ipynb"
    shutil.copy(solved, copy / "submissions/ada.ipynb")
    return copy


def run(command: str, project: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        command, shell=True, cwd=project, capture_output=True, text=True
    )


def test_readme_shows_the_two_commands_first():
    assert COMMANDS[:2] == ["make book", "make test"]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in SPECIAL])
def test_command_works(command, project):
    result = run(command, project)
    assert result.returncode == 0, result.stdout + result.stderr


def test_make_book_says_how_to_open_the_site(project):
    output = run("make book", project).stdout
    assert "_build/html/index.html" in output
    assert (project / "_build/html/index.html").is_file()


def test_make_test_covers_tests_book_and_solutions(project):
    """This test is part of `make test`, so it looks at what would be run."""
    plan = run("make --dry-run test", project).stdout
    for part in ("ruff check", "normalise --check", "--nbval-lax", "npm test"):
        assert part in plan
    assert re.search(r"tests book solutions$", plan, re.M)


def test_make_serve_shows_the_site(project):
    process = subprocess.Popen(
        ["make", "serve"],
        cwd=project,
        env={**os.environ, "PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        url = next(
            match[0]
            for line in process.stdout
            if (match := re.search(r"http://127\.0\.0\.1:\d+/", line))
        )
        with urllib.request.urlopen(url + "book/index.html", timeout=10) as page:
            assert b"Unrolled" in page.read()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=10)
        process.stdout.close()
