"""Results for spreadsheets and for other people's programs."""

import base64
import csv
import io
import json
from typing import Any

from unrolled.grading.delimited import harmless


def grades_csv(results: dict[str, Any]) -> str:
    """Return one row a submission; no field is a formula."""
    names = list(results["exercises"])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    columns = ["id", "name", "file", "status", "points", "max_points"]
    writer.writerow([*columns, *names, "flags"])
    for submission in results["submissions"]:
        exercises = submission["exercises"]
        points = [exercises[name]["points"] for name in names] if exercises else []
        row = [submission[column] for column in columns]
        if not exercises:  # no mark is not the same as none of the points
            row[columns.index("points")] = ""
        row += points or [""] * len(names)
        row.append("; ".join([submission["problem"], *submission["flags"]]).strip("; "))
        writer.writerow([harmless(value) for value in row])
    return text.getvalue()


def gradescope(submission: dict[str, Any], max_points: int) -> str:
    """Return what Gradescope expects in /autograder/results/results.json."""
    tests = [
        {
            "name": name,
            "score": exercise["points"],
            "max_score": exercise["max_points"],
            "status": "passed" if exercise["status"] == "passed" else "failed",
            "output": exercise["hint"],
            "output_format": "text",
        }
        for name, exercise in submission["exercises"].items()
    ]
    result = {
        "score": submission["points"],
        "output": _summary(submission, max_points),
        "output_format": "text",
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    return json.dumps(result, indent=1, ensure_ascii=False) + "\n"


def classroom(submission: dict[str, Any], max_points: int) -> str:
    """Return what GitHub Classroom's reporter expects of a step, in base64."""
    tests = [
        {
            "name": name,
            "status": "pass" if exercise["status"] == "passed" else "fail",
            "score": exercise["points"],
            "max_score": exercise["max_points"],
            "message": exercise["hint"],
        }
        for name, exercise in submission["exercises"].items()
    ]
    full = submission["points"] == max_points
    status = "pass" if full else "fail"
    if submission["status"] != "graded":
        status = "error"
    result = {"version": 1, "status": status, "max_score": max_points, "tests": tests}
    return base64.b64encode(json.dumps(result).encode()).decode() + "\n"


def _summary(submission: dict[str, Any], max_points: int) -> str:
    if submission["problem"]:
        return f"Not graded: {submission['problem']}."
    return f"{submission['points']} of {max_points} points"
