"""Grade a class: from submissions to reports."""

import hashlib
import json
import secrets
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from unrolled.grading import StoppedError
from unrolled.grading.collect import Found, collect
from unrolled.grading.confined import Confined, ConfinedError
from unrolled.grading.examine import Examined, examine
from unrolled.grading.exercise import Lab
from unrolled.grading.gradebook import Gradebook
from unrolled.grading.journal import Journal, Verdicts
from unrolled.grading.machine import Machine
from unrolled.grading.report import write_report
from unrolled.grading.results import Graded, results
from unrolled.grading.seeds import safe_seed
from unrolled.grading.work import Stage, Verdict, Work


@dataclass(frozen=True)
class Request:
    """What the teacher asks for; see the command `unrolled grade`."""

    submissions: Path
    lab: Lab
    out: Path
    seed: int | None = None
    timeout: float = 10.0
    resume: bool = False
    roster: Path | None = None
    column: str = ""
    gradescope: bool = False
    classroom: bool = False


def grade(request: Request, machine: Machine) -> dict[str, Any]:
    """Grade all submissions and write the reports; return the results.

    Raises:
        GradingError: Bad input; nothing was graded.
        StoppedError: Ctrl-C; what is done is in the journal.
    """
    lab = request.lab
    gradebook = None
    if request.roster:
        gradebook = Gradebook(request.roster, lab.name, lab.title, request.column)
    found = collect(request.submissions, lab.name)
    journal = Journal(request.out, request.resume)
    seed = request.seed
    if seed is None:
        seed = journal.run.get("seed", secrets.randbelow(10**9))
    run = {"seed": seed, "sandbox": machine.sandbox, "timeout": request.timeout}
    journal.begin({"lab": lab.digest, **run})
    try:
        examined = _examined(found, lab)
        verdicts = _verdicts(request, machine, examined, seed, journal)
    except KeyboardInterrupt:
        raise StoppedError(
            f"stopped; what is done is kept in {request.out}: "
            "run the same command with --resume to go on"
        ) from None
    date = datetime.now().astimezone().isoformat(timespec="seconds")
    graded = [
        Graded(f, examined[f.id], _ordered(verdicts.get(f.id, {}), lab)) for f in found
    ]
    outcome = results(lab, {"date": date, **run}, graded)
    write_report(outcome, graded, request, gradebook)
    journal.close()
    return outcome


def _ordered(verdicts: Verdicts, lab: Lab) -> Verdicts:
    """Bring verdicts, which come as they are done, into the lab's order."""
    return {name: verdicts[name] for name in lab.exercises if name in verdicts}


def _examined(found: list[Found], lab: Lab) -> dict[str, Examined]:
    """Read all submissions; each in bounds, so that none stops the others."""
    examined = {}
    with Confined() as confined:
        for item in tqdm(found, desc="reading", unit="file", disable=None):
            if item.problem:
                examined[item.id] = Examined()
                continue
            try:
                examined[item.id] = confined.call(examine, item.entry, lab)
            except ConfinedError as error:
                examined[item.id] = Examined(problem=str(error))
    return examined


def _verdicts(
    request: Request,
    machine: Machine,
    examined: dict[str, Examined],
    seed: int,
    journal: Journal,
) -> dict[str, Verdicts]:
    """Return the verdicts by submission, those of an earlier run among them."""
    tally = Tally(journal, len(request.lab.exercises))
    fresh = {i: e for i, e in examined.items() if e.answers and not tally.recall(i, e)}
    to_run = []
    for identity, item in fresh.items():
        for name, answer in item.answers.items():
            if answer.status:
                static = (answer.status, answer.name, answer.line)
                tally.add(Verdict(identity, name, *static))
            else:
                to_run.append((identity, name, answer.source))
    if to_run:
        stages = _stages(request.lab, {name for _, name, _ in to_run}, seed, machine)
        works = [
            Work(identity, stages[name][0], answer, stages[name][1], request.timeout)
            for identity, name, answer in to_run
        ]
        with (
            tqdm(total=len(works), desc="grading", unit="check", disable=None) as bar,
            closing(machine.judge(works)) as verdicts,
        ):
            for verdict in verdicts:
                tally.add(verdict)
                bar.update()
    return tally.verdicts


class Tally:
    """Verdicts by submission; a complete one goes to the journal at once."""

    def __init__(self, journal: Journal, total: int) -> None:
        self.verdicts: dict[str, Verdicts] = {}
        self._journal, self._total = journal, total
        self._digests: dict[str, str] = {}

    def recall(self, identity: str, item: Examined) -> bool:
        """Take over what an earlier run found for the same answers, if it did."""
        sources = [(name, answer.source) for name, answer in item.answers.items()]
        digest = hashlib.sha256(json.dumps(sources).encode()).hexdigest()
        old = self._journal.done(identity, digest)
        self._digests[identity] = digest
        self.verdicts[identity] = old or {}
        return old is not None

    def add(self, verdict: Verdict) -> None:
        """Note a verdict."""
        mine = self.verdicts[verdict.submission]
        mine[verdict.exercise] = verdict
        if len(mine) == self._total:
            digest = self._digests[verdict.submission]
            self._journal.add(verdict.submission, digest, mine.values())


def _stages(
    lab: Lab, names: set[str], seed: int, machine: Machine
) -> dict[str, tuple[Stage, str]]:
    """Return each exercise's stage with a safe seed, and what is expected of it."""
    exercises = [lab.exercises[name] for name in lab.exercises if name in names]
    stages = [e.stage(safe_seed(seed, e, machine.statistics)) for e in exercises]
    pairs = [(s, e.answer) for s, e in zip(stages, exercises, strict=True)]
    expected = machine.reference(pairs)
    return {
        stage.exercise: (stage, text)
        for stage, text in zip(stages, expected, strict=True)
    }
