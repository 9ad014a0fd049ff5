"""Run a lab as Colab would: `make colab-check`.

A clean environment gets the versions that Colab has preinstalled. One lab, alone in an
empty folder, installs the package by its own set-up cell (from this folder instead of
the repository's address) and runs twice: untouched and solved. Colab has Python 3.13
and another torch; every other version is Colab's.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import (
    PINS,
    changed_versions,
    environment,
    frozen,
    is_installed,
    preinstalled,
)
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from unrolled import widgets
from unrolled.course.exercises import exercises
from unrolled.course.notebook import notebooks, read
from unrolled.course.tags import Tags, parse_all

ROOT = Path(__file__).parents[2]
VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET = """\
from unrolled.widgets import Unroll

zeros = {name: torch.zeros(*shape) for name, shape in {
    "weight_ih": (2, 2), "weight_hh": (2, 2), "bias_ih": (2,),
    "bias_hh": (2,), "weight_hy": (1, 2), "bias_y": (1,),
}.items()}
Unroll(vocab=["a", "b"], weights=zeros, tokens=["a", "b"], targets=[0, 1])"""


def execute(notebook: NotebookNode, python: Path, folder: Path) -> NotebookNode:
    """Run all cells in a new kernel of the environment; errors become outputs."""
    spec = folder.parent / "share" / "kernels" / "colab"
    spec.mkdir(parents=True, exist_ok=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel = {"argv": argv, "display_name": "Colab", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel))
    os.environ["JUPYTER_PATH"] = str(folder.parent / "share")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    client = NotebookClient(
        notebook,
        kernel_name="colab",
        timeout=300,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    env = {**kept, "UNROLLED_SOURCE": str(ROOT)}
    return client.execute(env=env, stderr=subprocess.DEVNULL)


def errors(notebook: NotebookNode, path: Path) -> list[tuple[Tags, str]]:
    """Return tags and error ("" where there is none) of each code cell."""
    found = []
    for cell, tag in zip(notebook.cells, parse_all(notebook, path), strict=True):
        if cell.cell_type == "code":
            failed = [o for o in cell.outputs if o.output_type == "error"]
            told = [f"{output.ename}: {output.evalue}" for output in failed]
            found.append((tag, "".join(told[:1])))
    return found


def solved(lab: Path) -> NotebookNode:
    """Return the lab with the answers of its solution."""
    notebook, solution = read(lab), read(ROOT / "solutions" / lab.name)
    answers = exercises(solution, solution)
    for name, exercise in exercises(notebook, lab).items():
        answer = solution.cells[answers[name].answer]
        notebook.cells[exercise.answer].source = answer.source
    return notebook


def unsolved(notebook: NotebookNode, lab: Path) -> list[str]:
    """Say which checks of an untouched lab pass, and which other cells fail."""
    problems = []
    for tag, error in errors(notebook, lab):
        allowed = tag.role in ("answer", "check") or "uses-answers" in tag.plain
        if tag.role == "check" and not error:
            problems.append(f"check:{tag.name} passes without an answer")
        if error and not allowed:
            problems.append(error)
        if tag.role == "answer" and error and "NotImplementedError" not in error:
            problems.append(f"answer:{tag.name}: {error}")
    stubs = [e for t, e in errors(notebook, lab) if t.role == "check"]
    if not any("NotWrittenError" in error for error in stubs):
        problems.append("no check says that an answer is not written yet")
    return problems


def shown_widgets(notebook: NotebookNode) -> list[dict]:
    """Return what is stored for the widgets of the package."""
    names = tuple(f"{name}(" for name in widgets.__all__)
    data = [o.get("data", {}) for c in notebook.cells for o in c.get("outputs", [])]
    return [d for d in data if d.get("text/plain", "").startswith(names)]


def widget_problems(notebook: NotebookNode, least: int = 1) -> list[str]:
    """Say which parts of the shown widgets are not among their stored outputs."""
    shown = shown_widgets(notebook)
    problems = [] if len(shown) >= least else ["no widget was shown"]
    for data in shown:
        parts = {"HTML": "unrolled-widget" in data.get("text/html", "")}
        parts |= {"picture": "image/png" in data, "live view": VIEW in data}
        problems += [
            f"its {part} is not stored" for part, ok in parts.items() if not ok
        ]
    return problems


def tiny_notebook(lab: Path) -> NotebookNode:
    """Return a notebook that shows one widget, after the lab's own set-up."""
    setup = next(cell for cell in read(lab).cells if cell.cell_type == "code")
    return new_notebook(cells=[new_code_cell(setup.source), new_code_cell(WIDGET)])


def report(title: str, problems: list[str]) -> bool:
    """Print one line for a part of the check, and one for each problem."""
    print(f"{'FAIL' if problems else 'PASS'}  {title}", flush=True)
    for problem in problems:
        print(f"      {problem}")
    return not problems


def printed(notebook: NotebookNode) -> str:
    """Return what the set-up cell printed."""
    cell = next(c for c in notebook.cells if c.cell_type == "code")
    return "".join(o.get("text", "") for o in cell.outputs)


def main(lab: Path) -> int:
    """Check one lab; return the exit code."""
    python = environment()
    before = preinstalled(python)
    with tempfile.TemporaryDirectory() as name:
        alone = Path(name) / "content"
        alone.mkdir()
        shutil.copy(lab, alone)
        untouched = execute(read(alone / lab.name), python, alone)
        after = frozen(python)
        right = execute(solved(lab), python, alone)
        tiny = execute(tiny_notebook(lab), python, alone)
    wrong = [pin for pin in PINS if not is_installed(pin, after)]
    installed = printed(untouched).startswith("Installing the course package")
    failed = [error for _, error in errors(right, lab) if error]
    failed += ["the set-up cell prints though all is installed"] * bool(printed(right))
    fine = [
        report("the environment has Colab's versions", wrong),
        report("the set-up cell installs the package", [] if installed else ["no"]),
        report("nothing preinstalled changed", changed_versions(before, after)),
        report("untouched: the checks fail, the rest runs", unsolved(untouched, lab)),
        report("solved: every cell runs", failed),
        report("a widget is stored with its HTML", widget_problems(tiny)),
        report("so are the lab's widgets", widget_problems(right, least=0)),
    ]
    print(f"{sum(fine)} passed, {len(fine) - sum(fine)} failed")
    return 0 if all(fine) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if sys.argv[1:] else notebooks(ROOT, "labs")[0]))
