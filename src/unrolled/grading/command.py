"""The command `unrolled grade`, without its options."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from unrolled.grading.machine import sandboxed


def grade_class(lab: str, jobs: int, unsafe: bool, **options: Any) -> Iterator[str]:
    """Grade the submissions to a lab of this project; yield what to tell the teacher.

    Args:
        lab: Name of its notebook.
        jobs: Answers that run at a time; 0 stands for one a processor.
        unsafe: Go on where there is no sandbox.
        options: Of `Request`.

    Raises:
        CourseError, GradingError: Bad input.
        StoppedError: Ctrl-C.
    """
    with closing(sandboxed(jobs or os.cpu_count() or 1, unsafe=unsafe)) as machine:
        # The sandbox imports PyTorch, which takes longest: all else is imported and
        # read meanwhile.
        from unrolled.course.notebook import project_root
        from unrolled.grading.grade import Request, grade
        from unrolled.grading.lab import load_lab

        path = project_root() / "solutions" / Path(f"{Path(lab).stem}.ipynb")
        request = Request(lab=load_lab(path), **options)
        results = grade(request, machine)
    submissions = results["submissions"]
    marked = [s for s in submissions if s["status"] == "graded"]
    yield f"graded {len(marked)} of {len(submissions)} submissions"
    yield from (
        f"not graded: {s['id']}: {s['problem']}" for s in submissions if s not in marked
    )
    for note in results.get("roster", {}).get("notes", []):
        yield f"gradebook: {note}"
    yield f"sandbox: {results['sandbox']}"
    yield f"open {request.out / 'index.html'}"
