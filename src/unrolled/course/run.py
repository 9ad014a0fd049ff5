"""Run one notebook in a clean kernel and store it in normal form."""

import logging
import os
import re
import subprocess
import tempfile
from pathlib import Path

from nbformat import NotebookNode
from tqdm import tqdm

from unrolled.course import CourseError, setup_cell, source_cells
from unrolled.course.normalise import normalised
from unrolled.course.notebook import kind, read, text, where, write_text

SILENT = logging.getLogger("unrolled.kernel")  # errors are told once, by us
SILENT.setLevel(logging.CRITICAL)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def run(path: Path, root: Path, timeout: int = 300) -> None:
    """Execute a notebook top to bottom, normalise it and replace it on disk.

    Args:
        path: A notebook in book/ or solutions/; its folder is the working directory.
        root: The project's root.
        timeout: Seconds that one cell may take.

    Raises:
        CourseError: A cell failed or took too long; the file is as it was.
    """
    which = kind(path, root)
    if which == "lab":
        raise CourseError(
            f"expected a notebook of book/ or solutions/, got {path}: labs are not "
            "stored with outputs; run the solution"
        )
    notebook = read(path)
    setup_cell.refresh(notebook, path, which, root)
    source_cells.fill(notebook, path)
    execute(notebook, path, timeout)
    write_text(path, text(normalised(notebook, path, root)))


def execute(notebook: NotebookNode, path: Path, timeout: int) -> None:
    """Run all cells in a new kernel, in place, with a progress bar on stderr.

    Raises:
        CourseError: A cell failed, took too long, or there is no kernel.
    """
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import exceptions

    _forget(notebook)
    progress = _Progress(len(notebook.cells))
    with progress.bar, tempfile.TemporaryDirectory() as folder:
        quiet = {"OMP_NUM_THREADS": "1", "IPYTHONDIR": folder}
        try:
            client = _client(notebook, path, timeout, progress, folder)
            client.execute(env={**os.environ, **quiet}, stderr=subprocess.DEVNULL)
        except exceptions.CellTimeoutError:
            reason = f": expected at most {timeout} s: speed it up or raise --timeout"
        except exceptions.DeadKernelError:
            reason = ": the kernel died: does the cell need too much memory?"
        except exceptions.CellExecutionError as error:
            reason = _failure(notebook.cells[progress.position].source, error)
        except (NoSuchKernel, RuntimeError) as error:  # the kernel did not start
            raise CourseError(
                f"expected the Jupyter kernel python3, got: {error}; install ipykernel"
            ) from None
        else:
            return
    place = where(path, progress.position, notebook.cells[progress.position])
    raise CourseError(place + reason)


class _Progress:
    """Shows which cell runs, and remembers it."""

    def __init__(self, total: int) -> None:
        self.position = 0
        self.bar = tqdm(total=total, unit="cell", leave=False, disable=None)

    def __call__(self, cell: NotebookNode, cell_index: int) -> None:
        self.position = cell_index
        self.bar.update(cell_index - self.bar.n)


def _client(
    notebook: NotebookNode, path: Path, timeout: int, progress: _Progress, folder: str
):
    """Make a client whose kernel keeps its sockets in `folder`, not on ports."""
    from nbclient import NotebookClient
    from traitlets.config import Config

    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = f"{folder}/kernel"
    return NotebookClient(
        notebook,
        timeout=timeout,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.resolve().parent)}},
        store_widget_state=False,
        on_cell_start=progress,
        config=config,
        log=SILENT,
    )


def _forget(notebook: NotebookNode) -> None:
    """Drop old outputs, so that a cell that does not run stores none."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def _failure(source: str, error: Exception) -> str:
    """Say which line of a cell failed, and how."""
    traceback = ANSI.sub("", str(error))
    number = re.search(r"(?:Cell In\[\d+\], line |-+> )(\d+)", traceback)
    lines = source.splitlines()
    line = int(number[1]) if number else 0
    known = 0 < line <= len(lines)
    shown = f", line {line} ({lines[line - 1].strip()})" if known else ""
    message = ANSI.sub("", f"{error.ename}: {error.evalue}").splitlines()[0]
    return f"{shown}: {message}"
