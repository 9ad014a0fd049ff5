"""What touches a formula stays on its line: no comma begins a line of text.

KaTeX sets a formula as a row of boxes, and browsers may break a line between a box and
the comma behind it, or the bracket before it. So these go into one span with the box.
"""

import re

from docutils import nodes
from sphinx.application import Sphinx

BOX = '<span class="base">'
OPEN = '<span class="katex"><span class="katex-html" aria-hidden="true">'
CLOSE = "</span></span>"


def take(node: nodes.math, side: int, pattern: str) -> str:
    """Cut what matches from the text before (-1) or behind (1) a formula."""
    place = node.parent.index(node) + side
    beside = node.parent[place] if 0 <= place < len(node.parent) else None
    found = isinstance(beside, nodes.Text) and re.search(pattern, beside.astext())
    if not found:
        return ""
    rest = beside.astext()[: found.start()] + beside.astext()[found.end() :]
    node.parent[place] = nodes.Text(rest)
    return found.group()


def collect(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Hand each formula of a page the characters that touch it."""
    if app.builder.format == "html":
        for node in doctree.findall(nodes.math):
            node["before"] = take(node, -1, r"\S+$")
            node["after"] = take(node, 1, r"^\S+")


def glue(before: str, html: str, after: str) -> str:
    """Put HTML before and behind a formula of KaTeX; lines break between boxes only."""
    head, *boxes = html.split(BOX)
    if not before + after or not boxes:
        return before + html + after
    parts = [OPEN + BOX + box + CLOSE for box in boxes[:-1]]
    parts = [*parts, OPEN + BOX + boxes[-1]]
    parts[0] = before + head + parts[0].removeprefix(OPEN)
    parts[-1] += after
    return "".join(f'<span class="glued">{part}</span>' for part in parts)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("doctree-resolved", collect)
