r"""The site's Sphinx extension: maths and widgets without a kernel or a third party.

Nothing here imports torch, anywidget or ipywidgets: the site is built without them.
"""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.application import Sphinx
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

from unrolled.course.site import maths
from unrolled.course.site.widget import WidgetDirective
from unrolled.widgets import compose

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


def copy_katex(source: Path, target: Path) -> None:
    """Copy KaTeX's style and its woff2 fonts, which every browser of today reads."""
    (target / "fonts").mkdir(parents=True, exist_ok=True)
    for font in source.glob("fonts/*.woff2"):
        shutil.copy(font, target / "fonts")
    css = (source / "katex.min.css").read_text("utf8")
    woff2_only = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)', "", css)
    (target / "katex.min.css").write_text(woff2_only, "utf8")


def write_assets(app: Sphinx) -> None:
    """Write what every page loads beside the theme: styles, maths fonts, widgets.

    Sphinx copies static files only when a page has changed; here a new style alone
    is enough.
    """
    if app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    for folder in app.config.html_static_path:
        if (source := Path(app.srcdir, folder)).is_dir():
            shutil.copytree(source, static, dirs_exist_ok=True)
    copy_katex(Path(app.srcdir, maths.KATEX), static / "katex")
    (static / "unrolled-widgets.js").write_text(compose.site_bundle(), "utf8")
    (static / "unrolled-widgets.css").write_text(compose.site_css(), "utf8")
    app.add_css_file("katex/katex.min.css")
    app.add_css_file("unrolled-widgets.css")
    app.add_js_file("unrolled-widgets.js", loading_method="defer")


def launch_labs_only(app: Sphinx, pagename: str, template, context: dict, doctree):
    """Chapters get no launch link: Colab shows their directives as raw text."""
    groups = context.get("header_buttons", []) if pagename.startswith("labs/") else []
    launch = [g for g in groups if g.get("label") == "launch-buttons"]
    context["launch_links"] = [link for group in launch for link in group["buttons"]]


def mend_markup(app: Sphinx, pagename: str, template, context: dict, doctree):
    """Write the body of a page with its markup mended."""
    for wrong, right in MENDED.items():
        context["body"] = context.get("body", "").replace(wrong, right)


def setup(app: Sphinx) -> dict:
    """Register the extension with Sphinx."""
    maths.setup(app)
    styles = "sphinxcontrib.bibtex.style.referencing"
    register_plugin(styles, "author_year_round", RoundBrackets)
    app.add_directive("unrolled-widget", WidgetDirective)
    app.connect("builder-inited", write_assets)
    app.connect("html-page-context", launch_labs_only, priority=900)
    app.connect("html-page-context", mend_markup)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
