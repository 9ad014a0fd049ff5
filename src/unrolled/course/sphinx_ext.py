r"""The site's Sphinx extension: pages without a kernel, a third party, or ballast.

Nothing here imports torch, anywidget or ipywidgets: the site is built without them.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from unrolled.course.site import (
    address,
    details,
    download,
    glue,
    ledger,
    maths,
    pictures,
    styles,
)
from unrolled.course.site.widget import WidgetDirective
from unrolled.widgets import compose

WIDGETS = "unrolled-widgets.js"
ROUND = BracketStyle("(", ")")
# Markup of other packages that a screen reader stumbles over, and what it should be.
MENDED = {
    '<summary aria-label="Toggle hidden content">': "<summary>",
    'role="doc-biblioentry"': 'role="listitem"',
}


@dataclass
class RoundBrackets(AuthorYearReferenceStyle):
    """Cite as in prose: Elman (1990), and in brackets (Elman, 1990)."""

    bracket_textual: BracketStyle = field(default_factory=lambda: ROUND)
    bracket_parenthetical: BracketStyle = field(default_factory=lambda: ROUND)


def write_assets(app: Sphinx) -> None:
    """Write what pages load: our own styles and scripts, maths fonts, widgets.

    Sphinx copies static files only when a page has changed; here a new style alone
    is enough.
    """
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    for folder in app.config.html_static_path:
        if (source := Path(app.srcdir, folder)).is_dir():
            shutil.copytree(source, static, dirs_exist_ok=True)
    styles.copy_fonts(Path(app.srcdir, maths.KATEX, "fonts"), static / "katex")
    (static / WIDGETS).write_text(compose.site_bundle(), "utf8")
    (static / "unrolled-widgets.css").write_text(compose.site_css(), "utf8")
    app.add_js_file(WIDGETS, loading_method="defer")


def launch_labs_only(app: Sphinx, pagename: str, template, context: dict, doctree):
    """Chapters get no launch link: Colab shows their directives as raw text."""
    groups = context.get("header_buttons", []) if pagename.startswith("labs/") else []
    launch = [g for g in groups if g.get("label") == "launch-buttons"]
    context["launch_links"] = [link for group in launch for link in group["buttons"]]


def own_scripts_only(app: Sphinx, pagename: str, template, context: dict, doctree):
    """Leave out the scripts of the theme and its friends; ours do what they did."""
    wanted = {f"_static/{name}" for name, _ in app.config.html_js_files}
    if 'class="unrolled-widget"' in context.get("body", ""):
        wanted.add(f"_static/{WIDGETS}")
    scripts = [s for s in context["script_files"] if str(s.filename) in wanted]
    context["script_files"] = scripts


def mend_markup(app: Sphinx, pagename: str, template, context: dict, doctree):
    """Write the body of a page with its markup mended."""
    for wrong, right in MENDED.items():
        context["body"] = context.get("body", "").replace(wrong, right)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    for part in (address, details, download, glue, ledger, maths, pictures, styles):
        part.setup(app)
    kind = "sphinxcontrib.bibtex.style.referencing"
    register_plugin(kind, "author_year_round", RoundBrackets)
    app.add_directive("unrolled-widget", WidgetDirective)
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", launch_labs_only, priority=900)
    app.connect("html-page-context", own_scripts_only, priority=900)
    app.connect("html-page-context", mend_markup)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
