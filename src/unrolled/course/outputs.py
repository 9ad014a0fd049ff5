"""The normal form of stored outputs."""

import re

from nbformat import NotebookNode

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# What only one machine or one run has. Inside base64 a slash follows a letter.
TRACES = re.compile(
    r"(?<![\w+/])/(?:home|Users|root|tmp|mnt|content|private/var|var/folders)/[\w.-]+"
    r"|\b[A-Z]:\\+Users\\+\w+|\bsite-packages\b|\bipykernel_\d+|\b0x[0-9a-f]{8,}"
)


def normalise_outputs(outputs: list[NotebookNode], count: int) -> list[NotebookNode]:
    """Drop what only a live kernel understands, merge streams, set the count."""
    kept: list[NotebookNode] = []
    for output in outputs:
        output.pop("transient", None)
        if output.output_type == "stream":
            _add_stream(kept, output)
            continue
        if output.output_type in ("display_data", "execute_result"):
            output.data.pop(WIDGET_VIEW, None)
            if not output.data:
                continue
        if output.output_type == "execute_result":
            output.execution_count = count
        kept.append(output)
    for output in kept:
        if output.output_type == "stream":
            output.text = collapse(output.text)
    return [o for o in kept if o.output_type != "stream" or o.text]


def _add_stream(kept: list[NotebookNode], new: NotebookNode) -> None:
    """Append to the stream of that name since the last figure, or start one."""
    for output in reversed(kept):
        if output.output_type != "stream":
            break
        if output.name == new.name:
            output.text += new.text
            return
    kept.append(new)


def collapse(text: str) -> str:
    r"""Keep of every line what a terminal shows after its last carriage return."""
    lines = []
    for line in re.split(r"(?<=\n)", text):
        if "\r" not in line:
            lines.append(line)
            continue
        final = line.rstrip("\r\n").rsplit("\r", 1)[-1].rstrip()
        if final:  # a bar that cleared itself leaves nothing
            lines.append(final + "\n" * line.endswith("\n"))
    return "".join(lines)


def traces(outputs: list[NotebookNode], root: str) -> list[str]:
    """Return the lines of stored outputs that hold a machine path or an address."""
    return [
        line.strip()[:80]
        for output in outputs
        for text in _texts(output)
        for line in text.splitlines()
        if root in line or TRACES.search(line)
    ]


def _texts(output: NotebookNode) -> list[str]:
    """Return the readable texts of an output, not its images."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue, *output.traceback]
    return [
        value if isinstance(value, str) else str(value)
        for mime, value in output.data.items()
        if not mime.startswith("image/") or mime == "image/svg+xml"
    ]
