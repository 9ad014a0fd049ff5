r"""Typeset maths while the site is built, so that pages need no script for it.

One node process reads a formula a line from its standard input and answers with a line
of HTML. It ends by itself when the build does, however that ends.
"""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from unrolled.course.site.glue import glue

KATEX = Path("node_modules/katex/dist")
PROGRAM = """
const katex = require(process.argv[1]);
const answer = ({ tex, display }) => {
  try { return { html: katex.renderToString(tex, { displayMode: display }) }; }
  catch (error) { return { error: error.message }; }
};
require("readline").createInterface({ input: process.stdin }).on("line", (line) =>
  console.log(JSON.stringify(answer(JSON.parse(line)))));
"""
logger = logging.getLogger(__name__)


def check_tools(app: Sphinx) -> None:
    """Say at once what is missing, not at the first formula."""
    script = Path(app.srcdir, KATEX, "katex.min.js")
    if not script.is_file():
        raise ExtensionError(
            f"expected KaTeX at {script}: run `make book` (or `npm ci`)"
        )
    if not shutil.which("node"):
        raise ExtensionError("expected node on PATH to typeset maths: run `make book`")


@cache
def typesetter(script: str, pid: int) -> subprocess.Popen:
    """Start node once a building process (``pid``: no two may share a pipe)."""
    pipe = subprocess.PIPE
    command = ["node", "-e", PROGRAM, script]
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, text=True, encoding="utf8"
    )


def typeset(script: Path, tex: str, display: bool) -> str:
    r"""Turn a formula into HTML with MathML beside it.

    Args:
        script: KaTeX's ``katex.min.js``.
        tex: the formula without dollars.
        display: whether it stands in a row of its own.

    Raises:
        ValueError: if KaTeX cannot read the formula.
    """
    node = typesetter(str(script.resolve()), os.getpid())
    node.stdin.write(json.dumps({"tex": tex, "display": display}) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline())
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer["html"]


def render(writer: HTML5Translator, node: nodes.Element, display: bool) -> str:
    """Typeset a node; what KaTeX cannot read becomes a warning and stays as source."""
    script = Path(writer.builder.app.srcdir, KATEX, "katex.min.js")
    try:
        return typeset(script, node.astext(), display)
    except ValueError as error:
        logger.warning("maths that KaTeX cannot read: %s", error, location=node)
        return f"<code>{writer.encode(node.astext())}</code>"


def visit_inline(writer: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    tag = writer.starttag(node, "span", "", CLASS="math")
    before, after = (writer.encode(node.get(side, "")) for side in ("before", "after"))
    html = glue(before, render(writer, node, display=False), after)
    writer.body.append(f"{tag}{html}</span>")
    raise nodes.SkipNode


def visit_display(writer: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a row of its own, with its number if it has one."""
    writer.body.append(writer.starttag(node, "div", CLASS="math"))
    writer.body.append(render(writer, node, display=True))
    if node["number"]:
        number = get_node_equation_number(writer, node)
        writer.body.append(f'<span class="eqno">({number})')
        writer.add_permalink_ref(node, "Link to this equation")
        writer.body.append("</span>")
    writer.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer; ``html_math_renderer: katex`` chooses it."""
    app.connect("builder-inited", check_tools)
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_display, None))
