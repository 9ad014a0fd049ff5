r"""The directive ``{unrolled-widget}``: a notebook's widget on a page without code."""

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective


def stored_widget(notebook: Path, name: str) -> str:
    r"""Find the static HTML of widget ``name`` among a notebook's stored outputs.

    Args:
        notebook: path of an ``.ipynb`` with outputs.
        name: the widget's module, as in ``data-module="unroll"``.

    Returns:
        The first stored ``text/html`` that holds the widget.

    Raises:
        ValueError: if there is no such notebook or no such output in it.
    """
    if not notebook.is_file():
        raise ValueError(f"expected a notebook at {notebook}: there is none")
    for cell in json.loads(notebook.read_text("utf8"))["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if f'data-module="{name}"' in html:
                return html
    raise ValueError(
        f"expected a stored output of widget {name!r} in {notebook.name}, found none: "
        f"show the widget there and run the notebook (make run NB=...)"
    )


class WidgetDirective(SphinxDirective):
    r"""``{unrolled-widget} NAME`` with ``:notebook: PATH``, relative to the page."""

    required_arguments = 1
    option_spec = {"notebook": directives.unchanged_required}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Put the notebook's stored widget on this page."""
        if "notebook" not in self.options:
            raise self.error(
                "unrolled-widget: expected the option :notebook: PATH.ipynb"
            )
        relative, path = self.env.relfn2path(self.options["notebook"])
        self.env.note_dependency(relative)
        try:
            html = stored_widget(Path(path), self.arguments[0])
        except ValueError as problem:
            raise self.error(f"unrolled-widget: {problem}") from problem
        return [nodes.raw("", html, format="html")]
