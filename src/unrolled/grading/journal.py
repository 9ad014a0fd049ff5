"""What a run has done so far, so that it can stop and go on."""

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from unrolled.grading import GradingError
from unrolled.grading.work import Verdict

NAME = "journal.jsonl"
Verdicts = dict[str, Verdict]


class Journal:
    """A file with a line about the run and a line a finished submission."""

    def __init__(self, out: Path, resume: bool) -> None:
        """Open the journal of a new run, or of the one to be resumed.

        Raises:
            GradingError: The folder holds something else, or cannot be written.
        """
        self._path = out / NAME
        self._lines: dict[str, dict[str, Any]] = {}
        self.run: dict[str, Any] = {}
        try:
            out.mkdir(parents=True, exist_ok=True)
            filled = any(out.iterdir())
        except OSError as error:
            raise GradingError(f"cannot write to {out}: {error.strerror}") from None
        if filled and not (resume and self._path.is_file()):
            advice = "give an empty folder" if resume else "or add --resume"
            raise GradingError(
                f"expected a new or empty folder for the report, got {out}: "
                f"name another one, {advice}"
            )
        if filled:
            self._load()

    def _load(self) -> None:
        text = self._path.read_text(encoding="utf-8")
        for line in text.splitlines():
            with contextlib.suppress(ValueError):  # the last one may be cut
                entry = json.loads(line)
                if "run" in entry:
                    self.run = entry["run"]
                else:
                    self._lines[entry["id"]] = entry

    def begin(self, run: Mapping[str, Any]) -> None:
        """Start to write, or to go on.

        Raises:
            GradingError: The run to be resumed was another one.
        """
        for key, value in self.run.items():
            if value != run[key]:
                raise GradingError(
                    f"expected the same {key} as in the run to be resumed ({value}), "
                    f"got {run[key]}: grade into another folder"
                )
        self.run = dict(run)
        self.close()

    def done(self, identity: str, digest: str) -> Verdicts | None:
        """Return the verdicts on a submission that has not changed since."""
        entry = self._lines.get(identity)
        if entry is None or entry["digest"] != digest:
            return None
        return {v["exercise"]: Verdict(**v) for v in entry["verdicts"]}

    def add(self, identity: str, digest: str, verdicts: Iterable[Verdict]) -> None:
        """Append a finished submission."""
        ordered = sorted(verdicts, key=lambda verdict: verdict.exercise)
        listed = [asdict(verdict) for verdict in ordered]
        entry = {"id": identity, "digest": digest, "verdicts": listed}
        self._lines[identity] = entry
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry) + "\n")

    def close(self) -> None:
        """Write all lines anew, in an order that does not depend on speed."""
        entries = [{"run": self.run}, *(self._lines[i] for i in sorted(self._lines))]
        text = "".join(json.dumps(entry) + "\n" for entry in entries)
        temporary = self._path.with_suffix(".tmp")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(self._path)
