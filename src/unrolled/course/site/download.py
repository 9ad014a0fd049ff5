r"""What readers download: chapters as notebooks that Jupyter and Colab show as meant.

The sources hold MyST's roles and directives, which a notebook shows raw. Here they
become plain Markdown: a citation its authors, a reference its number and the address
of the page, an exercise a quotation, a solution something to unfold.
"""

import posixpath
import re
from pathlib import Path

import nbformat
from docutils.nodes import make_id
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from unrolled.course.normalise import FOLDED

ROLE = re.compile(r"\{(doc|ref|numref|eq|cite:t|cite:p)\}`([^`]+)`")
TITLED = re.compile(r"(.*) <(.*)>", re.S)
SPAN = re.compile(r"\[([^\]]+)\]\{[.#][^}]*\}")
LINK = re.compile(r"\]\(([\w./-]+)\.ipynb\)")
EQUATION = re.compile(r"\$\$((?:(?!\$\$).)+?)(\s*)\$\$(?: \(([\w-]+)\))?", re.S)
TARGET = re.compile(r"^\([\w-]+\)=\n", re.M)
BLOCK = re.compile(r"^(`{3,})\{([\w-]+)\} ?(.*)\n((?:.*\n)*?)\1$", re.M)
OPTION = re.compile(r"^:([\w-]+): *(.*)\n", re.M)


class Plain:
    """Markdown of one page without MyST."""

    def __init__(self, app: Sphinx, name: str):
        self.name, self.env, self.builder = name, app.env, app.builder
        self.base = app.config.html_baseurl
        self.exercises: dict[str, str] = {}

    def cell(self, source: str) -> str:
        """Return a cell's text as plain Markdown."""
        source = EQUATION.sub(self._equation, TARGET.sub("", source))
        source = ROLE.sub(self._role, SPAN.sub(r"\1", source))
        source = LINK.sub(lambda m: f"]({self._address(m[1])})", source)
        source = BLOCK.sub(self._block, source)
        if start := BLOCK.search(source):  # of a solution: it goes on to the end
            title = f"Solution: {self.exercises[start[3]]}"
            source = source[: start.start()] + unfold(title, source[start.end() :])
        return source.strip()

    def _block(self, match: re.Match) -> str:
        kind, title, body = match.group(2, 3, 4)
        options = dict(OPTION.findall(body))
        body = OPTION.sub("", body).strip()
        if kind == "solution-start":
            return match.group()
        if kind == "solution-end":
            return ""
        if kind == "exercise":
            self.exercises[options["label"]] = title
            title = f"Exercise: {title}"
        if "dropdown" in options.get("class", ""):
            return unfold(title, body)
        lines = [f"**{title or kind.capitalize()}**", "", *body.split("\n")]
        return "\n".join(f"> {line}".rstrip() for line in lines)

    def _equation(self, match: re.Match) -> str:
        tex, space, label = match.groups()
        tag = f" \\tag{{{self._equation_number(label)}}}" if label else ""
        return f"$${tex}{tag}{space}$$"

    def _equation_number(self, label: str) -> str:
        name, _ = self.env.get_domain("math").equations[label]
        return self._number(name, "displaymath", make_id(f"equation-{label}"))

    def _number(self, name: str, kind: str, place: str) -> str:
        return ".".join(map(str, self.env.toc_fignumbers[name][kind][place]))

    def _role(self, match: re.Match) -> str:
        kind, text = match.groups()
        titled = TITLED.fullmatch(text)
        title, target = titled.groups() if titled else (None, text)
        try:
            return self._reference(kind, target, title)
        except KeyError:  # the build has warned of what is not there
            return match.group()

    def _reference(self, kind: str, target: str, title: str | None) -> str:
        if kind.startswith("cite"):
            return cite(self.env, target.split(","), textual=kind == "cite:t")
        if kind == "doc":
            return self._link(title or self._title(target), self._address(target))
        if kind == "eq":
            return f"({self._equation_number(target)})"
        standard = self.env.get_domain("std")
        name, place = standard.anonlabels[target]
        if kind == "numref":
            number = self._number(name, "figure", place)
            title = self.env.config.numfig_format["figure"] % number
        title = title or standard.labels[target][2]
        return self._link(title, f"{self._uri(name)}#{place}")

    def _page(self, target: str) -> str:
        """Return the name of the page that is called ``target`` on this one."""
        return posixpath.normpath(posixpath.join(self.name, "..", target))

    def _title(self, target: str) -> str:
        return self.env.titles[self._page(target)].astext()

    def _address(self, target: str) -> str:
        return self._uri(self._page(target))

    def _uri(self, name: str) -> str:
        return self.base + self.builder.get_target_uri(name)

    def _link(self, title: str, address: str) -> str:
        return f"[{title}]({address})" if self.base else title


def unfold(title: str, text: str) -> str:
    """Fold a text under its title, as Jupyter and Colab can."""
    head = f"<details><summary><b>{title}</b></summary>"
    return f"{head}\n\n{text.strip()}\n\n</details>" if text.strip() else f"**{title}**"


def cite(env: BuildEnvironment, keys: list[str], textual: bool) -> str:
    """Return "Elman (1990)", or in brackets "(Elman, 1990)", linked to the works."""
    entries = env.get_domain("cite").bibdata.data.entries
    found = [entries[key.strip()] for key in keys]
    if textual:
        return ", ".join(link(f"{authors(e)} ({e.fields['year']})", e) for e in found)
    works = [link(f"{authors(e)}, {e.fields['year']}", e) for e in found]
    return f"({'; '.join(works)})"


def authors(entry: Entry) -> str:
    """Return the last names of one or two authors, or that of the first."""
    names = [p.rich_prelast_names + p.rich_last_names for p in entry.persons["author"]]
    last = [" ".join(map(str, parts)) for parts in names]
    return f"{last[0]} *et al.*" if len(last) > 2 else " and ".join(last)


def link(title: str, entry: Entry) -> str:
    """Link a title to where the work can be found, if that is known."""
    doi = entry.fields.get("doi")
    address = f"https://doi.org/{doi}" if doi else entry.fields.get("url")
    return f"[{title}]({address})" if address else title


def plain(app: Sphinx, name: str) -> nbformat.NotebookNode:
    """Return the notebook of a page in plain Markdown, its answers folded."""
    notebook, page = nbformat.read(app.env.doc2path(name), 4), Plain(app, name)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown":
            cell.source = page.cell(cell.source)
        elif any(tag == "hide-input" or tag.startswith("answer:") for tag in tags):
            cell.metadata |= nbformat.from_dict(FOLDED)
    notebook.cells = [cell for cell in notebook.cells if cell.source]
    return notebook


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the notebooks of all chapters over Sphinx's copies of their sources."""
    if exception or app.builder.format != "html":
        return
    for name in sorted(app.env.found_docs):
        path = Path(app.outdir, "_sources", f"{name}.ipynb")
        if path.is_file() and not name.startswith("labs/"):
            nbformat.write(plain(app, name), path)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("build-finished", write)
