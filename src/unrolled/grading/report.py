"""Write the reports of a run into its folder."""

import contextlib
import json
import os
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from unrolled.grading import GradingError, exports
from unrolled.grading.results import Graded

if TYPE_CHECKING:
    from unrolled.grading.grade import Request
    from unrolled.grading.gradebook import Gradebook

STATUS = {
    "passed": "right",
    "wrong": "wrong",
    "error": "error",
    "timeout": "too slow",
    "output": "too much output",
    "died": "died",
    "forbidden": "forbidden",
    "missing": "no answer",
}
BINS = 6  # of the histogram of points

pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
pages.globals["STATUS"] = STATUS


def write_report(
    results: dict[str, Any],
    graded: list[Graded],
    request: "Request",
    gradebook: "Gradebook | None",
) -> None:
    """Write everything that was asked for; files of the same name are replaced.

    Raises:
        GradingError: The folder or the disk does not let us write.
    """
    files: dict[str, bytes] = {}
    if gradebook:
        filled = gradebook.fill(results)
        files[f"{filled.kind}.csv"] = filled.data
        roster = asdict(filled)
        del roster["data"]
        results["roster"] = roster
    text = {"grades.csv": exports.grades_csv(results)}
    text["results.json"] = json.dumps(results, indent=1, ensure_ascii=False) + "\n"
    text["index.html"] = overview(results)
    for submission, item in zip(results["submissions"], graded, strict=True):
        name = submission["id"]
        text[f"feedback/{name}.html"] = feedback(results, submission, item)
        if request.gradescope:
            result = exports.gradescope(submission, results["max_points"])
            text[f"gradescope/{name}.json"] = result
        if request.classroom:
            result = exports.classroom(submission, results["max_points"])
            text[f"classroom/{name}.txt"] = result
    files |= {name: data.encode(errors="replace") for name, data in text.items()}
    _write(request.out, files)
    _forget(request.out, files)


def _write(out: Path, files: dict[str, bytes]) -> None:
    """Replace files, each in one step."""
    for name, content in files.items():
        path = out / name
        temporary = path.with_name(path.name + ".tmp")
        try:
            path.parent.mkdir(exist_ok=True)
            temporary.write_bytes(content)
            os.replace(temporary, path)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise GradingError(
                f"cannot write {path}: {error.strerror}; mend it and add --resume"
            ) from None


def _forget(out: Path, files: dict[str, bytes]) -> None:
    """Remove pages of students who were there when an earlier run ended."""
    for folder in ("feedback", "gradescope", "classroom"):
        for path in (out / folder).glob("*"):
            if path.relative_to(out).as_posix() not in files:
                path.unlink()


def overview(results: dict[str, Any]) -> str:
    """Return the page about the class."""
    graded = [s for s in results["submissions"] if s["status"] == "graded"]
    points = sorted(s["points"] for s in graded)
    middle = len(points) // 2
    median = (points[middle] + points[~middle]) / 2 if points else 0
    by_exercise = {}
    for name in results["exercises"]:
        counts = Counter(s["exercises"][name]["status"] for s in graded)
        by_exercise[name] = [(STATUS[k], counts[k]) for k in STATUS if counts[k]]
    return pages.get_template("overview.html").render(
        **results,
        graded=graded,
        mean=sum(points) / len(points) if points else 0,
        median=median,
        by_exercise=by_exercise,
        histogram=list(_histogram(points, results["max_points"]).items()),
        not_graded=[s for s in results["submissions"] if s["status"] != "graded"],
    )


def _histogram(points: list[int], highest: int) -> dict[str, int]:
    """Count points in ranges such as "4 to 6"; nothing is its own range."""
    width = max(1, -(-highest // BINS))
    ranges = {(0, 0): 0}
    ranges |= {(low, low + width - 1): 0 for low in range(1, highest + 1, width)}
    for low, high in ranges:
        ranges[low, high] = sum(low <= number <= high for number in points)
    return {
        f"{low}" if low == high else f"{low} to {min(high, highest)}": count
        for (low, high), count in ranges.items()
    }


def feedback(results: dict[str, Any], submission: dict[str, Any], item: Graded) -> str:
    """Return the page for one student; the only code on it is their own."""
    lines = {
        name: _line(item, name, exercise["line"])
        for name, exercise in submission["exercises"].items()
    }
    return pages.get_template("feedback.html").render(
        title=results["title"], date=results["date"], submission=submission, lines=lines
    )


def _line(item: Graded, exercise: str, number: int | None) -> str:
    """Return a line of a student's answer, where the exception came from."""
    lines = item.examined.answers[exercise].source.splitlines()
    return lines[number - 1].strip()[:200] if number and number <= len(lines) else ""
