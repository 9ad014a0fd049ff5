r"""The directive ``{unrolled-widget}``: a notebook's widget on a page without code."""

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from unrolled.widgets import compose


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


def default_widget(name: str) -> Path:
    r"""Find the file of widget ``name`` as it is without any numbers of a notebook.

    Raises:
        ValueError: if the widget shows nothing without them.
    """
    path = compose.HERE / f"{name}.html"
    if not path.is_file():
        known = ", ".join(sorted(path.stem for path in compose.HERE.glob("*.html")))
        raise ValueError(
            f"expected the option :notebook: PATH.ipynb, which only {known} can do "
            f"without; got {name!r} alone"
        )
    return path


class WidgetDirective(SphinxDirective):
    r"""``{unrolled-widget} NAME``: a widget, by default as it is without a notebook.

    With ``:notebook: PATH``, relative to the page, as that notebook shows it.
    """

    required_arguments = 1
    option_spec = {"notebook": directives.unchanged_required}  # noqa: RUF012

    def run(self) -> list[nodes.Node]:
        """Put the stored widget on this page."""
        try:
            return [nodes.raw("", self._html(self.arguments[0]), format="html")]
        except ValueError as problem:
            raise self.error(f"unrolled-widget: {problem}") from problem

    def _html(self, name: str) -> str:
        if "notebook" not in self.options:
            path = default_widget(name)
            self.env.note_dependency(str(path))
            return path.read_text("utf8")
        relative, path = self.env.relfn2path(self.options["notebook"])
        self.env.note_dependency(relative)
        return stored_widget(Path(path), name)
