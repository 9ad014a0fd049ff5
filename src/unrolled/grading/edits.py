r"""Wrong and right answers written as changes to a right one, one a line.

For `tests/mutants/`. A line is `title | old → new | … | words`: each `old` is replaced
by its `new`, with `⏎` for a line's end; `words` are in the visible check's message, or
`-` where it cannot know. Lines of variants have no words.
"""


def edited(source: str, change: str) -> str:
    """Make one change, `old → new`, everywhere in an answer.

    Raises:
        ValueError: The answer does not hold the old text.
    """
    old, new = change.replace("⏎", "\n").split(" →")
    if old not in source:
        raise ValueError(f"expected {old!r} in the answer, found it nowhere")
    return source.replace(old, new.removeprefix(" "))


def mutants(source: str, table: str) -> list[tuple[str, str, str | None]]:
    """Return title, source and words of each wrong answer in the table."""
    found = []
    for line in table.strip().splitlines():
        title, *changes, words = line.strip().split(" | ")
        answer = source
        for change in changes:
            answer = edited(answer, change)
        found.append((title, answer, None if words == "-" else words))
    return found


def variants(source: str, table: str) -> list[tuple[str, str]]:
    """Return title and source of each right answer in the table."""
    lines = (f"{line} | -" for line in table.strip().splitlines())
    return [(title, answer) for title, answer, _ in mutants(source, "\n".join(lines))]
