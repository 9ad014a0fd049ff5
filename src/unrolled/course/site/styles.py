r"""One style sheet for the whole site: what others ship is reduced to what pages use.

The theme and the extensions bring half a megabyte of rules, of which the pages use a
tenth. PurgeCSS drops the rules whose names occur on no page; our own sheets stay whole.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from unrolled.course.site.maths import KATEX

PURGECSS = Path("node_modules/purgecss/lib/purgecss.js")
# What the theme links by hand, before the sheets that Sphinx knows of.
THEME = ["basic.css", "styles/bootstrap.css", "styles/pydata-sphinx-theme.css"]
# What the theme brings for its own frame, which is not ours: icons, scripts.
UNUSED = ["vendor", "scripts", "locales"]
PROGRAM = r"""
const { PurgeCSS } = require(process.argv[1]);
const { sheet, own, pages } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const legal = (comment) => (/licen[cs]e/i.test(comment) ? comment : "");
new PurgeCSS().purge({
  content: [...pages, { raw: own, extension: "js" }],
  css: [{ raw: sheet }],
  defaultExtractor: (text) => text.match(/[^\s"'`<>=(){};,]+/g) ?? [],
  blocklist: ["ratio"],  // a word of our text, a class of Bootstrap
  safelist: { variables: own.match(/--[\w-]+/g) ?? [] },
  dynamicAttributes: ["data-theme", "data-mode", "open", "aria-current", "tabindex"],
  keyframes: true, variables: true,
}).then(([{ css }]) => process.stdout.write(css.replace(/\/\*[^]*?\*\//g, legal)));
"""


def check_tools(app: Sphinx) -> None:
    """Say at once what is missing, not when all pages are written."""
    script = Path(app.srcdir, PURGECSS)
    if not script.is_file():
        raise ExtensionError(
            f"expected PurgeCSS at {script}: run `make book` (or `npm ci`)"
        )


def copy_fonts(source: Path, target: Path) -> None:
    """Copy KaTeX's fonts as woff2, which every browser of today reads."""
    target.mkdir(parents=True, exist_ok=True)
    for font in source.glob("*.woff2"):
        shutil.copy(font, target)


def katex_css(source: Path) -> str:
    """Return KaTeX's style, with its fonts as woff2 from the folder ``katex``."""
    css = (source / "katex.min.css").read_text("utf8")
    css = re.sub(r',url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)', "", css)
    return css.replace("url(fonts/", "url(katex/")


def sheets(app: Sphinx) -> tuple[list[str], list[str]]:
    """Name the sheets of others and our own, in the order in which they apply."""
    own = [name for name, _ in app.config.html_css_files] + ["unrolled-widgets.css"]
    known = sorted(app.builder._css_files, key=lambda sheet: sheet.priority)
    names = [str(sheet.filename).removeprefix("_static/") for sheet in known]
    others = [name for name in dict.fromkeys(THEME + names) if name not in own]
    return others, own


def read(static: Path, names: list[str]) -> str:
    """Join the sheets that there are; what they import is joined already."""
    paths = [static / name for name in names]
    texts = [path.read_text("utf8") for path in paths if path.is_file()]
    return re.sub(r"@(?:import|charset) [^;]+;|/\*# sourceMapp.*", "", "\n".join(texts))


def purge(app: Sphinx, sheet: str, own: str) -> str:
    """Drop the rules whose names occur neither on a page nor in our own files."""
    out = Path(app.outdir)
    pages = [str(path) for path in out.rglob("*.html") if "_static" not in path.parts]
    own += "".join(path.read_text("utf8") for path in out.glob("_static/*.js"))
    job = json.dumps({"sheet": sheet, "own": own, "pages": pages})
    script = Path(app.srcdir, PURGECSS).resolve()
    command = ["node", "-e", PROGRAM, script]
    result = subprocess.run(command, input=job, capture_output=True, text=True)
    if result.returncode:
        raise ExtensionError(f"expected PurgeCSS to run: {result.stderr.strip()}")
    return result.stdout


def write_site_css(app: Sphinx, exception: Exception | None) -> None:
    """Write ``site.css``, the one sheet that pages load, once all pages are written."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    others, own = (read(static, names) for names in sheets(app))
    others = f"{others}\n{katex_css(Path(app.srcdir, KATEX))}"
    (static / "site.css").write_text(f"{purge(app, others, own)}\n{own}", "utf8")
    for folder in UNUSED:
        shutil.rmtree(static / folder, ignore_errors=True)


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("builder-inited", check_tools)
    # The theme writes its colours of code when the build has finished, and so do we.
    app.connect("build-finished", write_site_css, priority=900)
