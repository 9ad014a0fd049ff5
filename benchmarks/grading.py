"""The grader against plain nbval with cold kernels, in one run, as ratios.

Each submission is lab 1, solved; all six exercises are graded. Plain nbval runs, for
each submission, a notebook of the lab's code, the answers and the hidden checks in a
kernel of its own, without any protection. Ours is the whole command `unrolled grade`:
reading, sandbox, nbval, reports. Where other programs keep the processors busy, the
ratio of processor seconds says more than that of the clock. With `--peers` nbgrader and
otter-grader grade the same answers, each with its own commands; both work on one
submission at a time, so ours with one worker stands beside them.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import sysconfig
import tempfile
import time
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat
from grading_peers import Nbgrader, Otter, Peer

from unrolled.course.tags import parse
from unrolled.grading.sandbox import best_level

ROOT = Path(__file__).parents[1]
LAB = "lab1_recurrent_cell"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def answers(student: int) -> dict[str, str]:
    """Return the reference answers, with a comment that tells students apart."""
    found = {}
    for cell in nbformat.read(ROOT / f"solutions/{LAB}.ipynb", 4).cells:
        tags = parse(cell)
        if tags.role == "answer":
            found[tags.name] = f"{cell.source}\n# student {student}"
    return found


def submission(student: int) -> nbformat.NotebookNode:
    """Return the lab as a student would hand it in."""
    notebook, mine = nbformat.read(ROOT / f"labs/{LAB}.ipynb", 4), answers(student)
    for cell in notebook.cells:
        tags = parse(cell)
        if tags.role == "answer":
            cell.source = mine[tags.name]
    return notebook


def plain(student: int) -> nbformat.NotebookNode:
    """Return what plain nbval would run: no visible checks, no experiments."""
    notebook, mine = nbformat.read(ROOT / f"solutions/{LAB}.ipynb", 4), answers(student)
    kept = []
    for cell in notebook.cells:
        tags = parse(cell)
        if cell.cell_type == "code" and tags.role != "check":
            if tags.role == "answer":
                cell.source = mine[tags.name]
            kept += [cell] if "uses-answers" not in tags.plain else []
    return nbformat.v4.new_notebook(cells=deepcopy(kept), metadata=notebook.metadata)


def written(folder: Path, number: int, make) -> Path:
    folder.mkdir()
    for student in range(number):
        nbformat.write(make(student), folder / f"student{student:03}.ipynb")
    return folder


@dataclass
class Cost:
    """What a command took: seconds of the clock, and of the processors."""

    clock: float
    processors: float


def cost(command: list[str], folder: Path, **variables: str) -> Cost:
    environment = ENVIRONMENT | variables
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, **QUIET)
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, used)


def nbval_cost(folder: Path, jobs: int) -> Cost:
    """Run plain nbval over a folder; a folder has no settings of the project."""
    (folder / "empty.ini").write_text("[pytest]\n")
    pytest = [sys.executable, "-m", "pytest", "-q", "--rootdir", ".", "-c", "empty.ini"]
    options = ["--nbval-lax", "--nbval-current-env", "-p", "no:cacheprovider"]
    workers = ["-n", str(jobs), "--dist", "loadfile"] if jobs > 1 else []
    return cost([*pytest, *options, *workers, "."], folder)


def our_cost(submissions: Path, jobs: int, out: Path) -> Cost:
    """Grade a folder; all must have full marks, or the time means nothing."""
    command = [sys.executable, "-m", "unrolled", "grade", str(submissions)]
    options = ["--lab", LAB, "--out", str(out), "--jobs", str(jobs), "--seed", "1"]
    result = cost([*command, *options], ROOT)
    graded = json.loads((out / "results.json").read_text())["submissions"]
    assert all(s["points"] == s["max_points"] > 0 for s in graded), "marks are missing"
    return result


def install(requirement: str) -> Path:
    """Return the programs of a peer's virtual environment; make it if there is none.

    PyTorch and the course are those of this environment, the same for all.
    """
    home = ROOT / "_build/bench" / requirement.partition("[")[0].partition("=")[0]
    done = home / "installed.txt"
    if not done.exists() or done.read_text() != requirement:
        print(f"installing {requirement} in {home.relative_to(ROOT)}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [home / "bin/python", "-m", "pip", "install", "--quiet", "--retries", "1"]
        if subprocess.run([*pip, requirement], capture_output=True).returncode:
            raise SystemExit(
                f"expected PyPI to deliver {requirement}, but pip install failed: "
                "connect to the network, or leave out --peers"
            )
        (packages,) = home.glob("lib/python*/site-packages")
        ours = sysconfig.get_path("purelib"), str(ROOT / "src")
        (packages / "unrolled.pth").write_text("\n".join(ours))
        done.write_text(requirement)
    return home / "bin"


def peer_cost(peer: Peer, number: int) -> Cost:
    """Grade a class with another program, and then, not timed, an untouched lab."""
    students = [f"student{student:03}" for student in range(number)]
    peer.prepare(plain(0).cells)
    for student, name in enumerate(students):
        peer.hand_in(name, answers(student))
    took = [cost(c, peer.course, PATH=peer.path) for c in peer.commands(students)]
    peer.hand_in("untouched", {})
    for command in peer.commands(["untouched"]):
        peer.run(*command)
    peer.check_marks(students, "untouched")
    return Cost(sum(c.clock for c in took), sum(c.processors for c in took))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--peers", action="store_true", help="measure others as well")
    arguments = parser.parse_args()
    jobs, kinds = arguments.jobs, (Nbgrader, Otter) if arguments.peers else ()
    programs = {kind: install(kind.REQUIREMENT) for kind in kinds}
    print(f"lab 1, six exercises; sandbox: {best_level()}")
    print("submissions  program   workers  seconds (processors)  ours is faster by")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = (written(folder / str(n), n, submission) for n in (20, 200))
        cold = written(folder / "plain", 20, plain)
        ours = our_cost(small, jobs, folder / "out20")
        print_row(20, "ours", jobs, ours, ours)
        for workers in (jobs, 1):
            print_row(20, "nbval", workers, nbval_cost(cold, workers), ours)
        if programs:
            print_row(20, "ours", 1, our_cost(small, 1, folder / "out1"), ours)
        for kind, path in programs.items():
            name = kind.__name__.lower()
            took = peer_cost(kind(folder / name, path), 20)
            print_row(20, name, 1, took, ours)
        print_row(200, "ours", jobs, our_cost(large, jobs, folder / "out200"), None)


def print_row(number: int, name: str, jobs: int, took: Cost, ours: Cost | None) -> None:
    row = f"{number:11}  {name:8}  {jobs:7}"
    row += f"  {took.clock:7.1f} ({took.processors:10.1f})"
    if ours:
        clock, processors = took.clock / ours.clock, took.processors / ours.processors
        row += f"  {clock:16.1f} ({processors:.1f})"
    print(row, flush=True)


if __name__ == "__main__":
    main()
