"""Labs and their exercises, as plain data; `lab` reads them from a notebook.

Processes that only use them need not import what reads notebooks.
"""

from dataclasses import dataclass

from unrolled.grading.work import Stage

# The right answers to many exercises; no lab lets its students call them.
ALWAYS_FORBIDDEN = ("unrolled.models",)


@dataclass(frozen=True)
class Exercise:
    """One exercise of a lab.

    Attributes:
        name: As in its tags.
        points: What a right answer earns.
        hint: A sentence for students whose answer fails.
        forbidden: Dotted names that the answer may not use.
        answer: The reference answer.
        stub: The answer cell as students get it.
        check: The visible check.
        hidden: The hidden check.
        cells: The code before the answer, earlier reference answers among it.
    """

    name: str
    points: int
    hint: str
    forbidden: tuple[str, ...]
    answer: str
    stub: str
    check: str
    hidden: str
    cells: tuple[str, ...]

    def stage(self, seed: int) -> Stage:
        """Return the code that is the same for the whole class."""
        return Stage(
            self.name, self.cells, self.hidden, seed, self.forbidden, self._data()
        )

    def _data(self) -> tuple[str, ...]:
        """Return the folders outside of the package that the code may read."""
        if not any("unrolled.data" in source for source in self.cells):
            return ()
        from unrolled.data.wheels import cache_folder

        return (str(cache_folder()),)


@dataclass(frozen=True)
class Lab:
    """A lab: its file's name, its title, its exercises in order, a hash of its text."""

    name: str
    title: str
    exercises: dict[str, Exercise]
    digest: str

    @property
    def max_points(self) -> int:
        """Return the points of a perfect submission."""
        return sum(exercise.points for exercise in self.exercises.values())
