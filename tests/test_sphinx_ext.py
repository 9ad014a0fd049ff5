"""The site's Sphinx extension, on small sites of its own."""

import json
import re
import subprocess
import sys
import time
from base64 import b64encode
from io import StringIO
from pathlib import Path

import pytest
from PIL import Image
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from unrolled.course import sphinx_ext
from unrolled.course.site import address, pictures
from unrolled.course.site.maths import KATEX, typeset
from unrolled.course.site.widget import stored_widget

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / KATEX / "katex.min.js"
WIDGET = '<div class="unrolled-widget" data-module="unroll">h</div>'
CONFIG = {
    "extensions": ["myst_nb", "sphinxcontrib.bibtex", "unrolled.course.sphinx_ext"],
    "html_math_renderer": "katex",
    "html_sourcelink_suffix": "",
    "math_numfig": True,
    "numfig": True,
    "html_theme": "basic",
    "bibtex_bibfiles": ["refs.bib"],
    "bibtex_reference_style": "author_year_round",
    "myst_enable_extensions": ["dollarmath"],
    "myst_heading_anchors": 3,
    "nb_execution_mode": "off",
    "exclude_patterns": ["node_modules"],
}
REFERENCE = "@book{a, author={Elman, Jeffrey}, title={T}, year=1990, publisher={P}}"


def notebook(path, *outputs):
    """Write a notebook with one cell of HTML outputs."""
    data = [
        {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
        for html in outputs
    ]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# A notebook"}]
    cells += [{"cell_type": "code", "metadata": {}, "source": "", "outputs": data}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4}))
    return path


@pytest.fixture
def build(tmp_path):
    """Return a function that builds one page: its HTML, and the warnings."""

    def page(text, tools=ROOT / "node_modules"):
        index = tmp_path / "index.md"
        if not index.exists() or index.read_text("utf8") != text:
            index.write_text(text, "utf8")
        (tmp_path / "refs.bib").write_text(REFERENCE)
        if not (tmp_path / "node_modules").exists():
            (tmp_path / "node_modules").symlink_to(tools)
        out, warnings = tmp_path / "out", StringIO()
        folders = (tmp_path, None, out, tmp_path / "trees")
        app = Sphinx(*folders, "html", CONFIG, status=None, warning=warnings)
        app.build()
        return (out / "index.html").read_text("utf8"), warnings.getvalue()

    return page


def test_maths_is_typeset_in_the_page(build):
    html, warnings = build("# A\n\n$h_t$ and\n\n$$ y = W h $$ (eq-y)\n\nsee {eq}`eq-y`")
    assert html.count('<span class="katex">') == 2
    assert html.count("<math ") == 2
    assert '<span class="eqno">(1)' in html
    assert 'href="#equation-eq-y"' in html
    assert warnings == ""


@pytest.mark.parametrize(
    "text, parts",
    [
        ("say $x$, or", ["x,"]),
        ("(say $x$) or", ["x)"]),
        ("say ($x$, $y$), or", ["(x,", "y),"]),
        ("say ($x=1$) or", ["(x=", "1)"]),
        ("say $x=y=1$.", ["x=", "y=", "1."]),
        ("of $x$-<$y$ or", ["x-&lt;y"]),
        ("say **$x$**, $y$ or", []),
    ],
)
def test_what_touches_a_formula_stays_with_it(build, text, parts):
    html, _ = build(f"# A\n\n{text}")
    html = re.sub(r'<span class="katex-mathml">.*?</math></span>', "", html)
    found = re.findall(r'<span class="glued">(.*?)(?=<span class="glued">|</p>)', html)
    read = [re.sub(r"<[^>]*>|\s.*", "", part) for part in found]
    assert read == parts
    words = re.sub(r"<[^>]*>", "", html.split("<p>")[1].split("</p>")[0])
    assert words == re.sub(r"[$*]", "", text).replace("<", "&lt;")


def test_unreadable_maths_is_a_warning_with_its_place(build):
    html, warnings = build("# A\n\ngood $x$\n\nbad $\\frac{1$")
    assert "index.md:5: WARNING: maths that KaTeX cannot read: KaTeX parse" in warnings
    assert "<code>\\frac{1</code>" in html


def test_no_page_asks_for_katex_elsewhere(build, tmp_path):
    build("# A\n\n$x$")
    css = (tmp_path / "out/_static/site.css").read_text("utf8")
    fonts = {path.name for path in (tmp_path / "out/_static/katex").iterdir()}
    assert "://" not in css and ".ttf" not in css
    assert fonts == {part.split(")")[0] for part in css.split("url(katex/")[1:]}


def test_widgets_are_loaded_as_one_deferred_script_where_there_are_any(build, tmp_path):
    script = '<script defer="defer" src="_static/unrolled-widgets.js'
    assert script not in build("# A")[0]
    notebook(tmp_path / "nb.ipynb", WIDGET)
    html, _ = build("# A\n\n```{unrolled-widget} unroll\n:notebook: nb.ipynb\n```")
    assert script in html
    assert "export " not in (tmp_path / "out/_static/unrolled-widgets.js").read_text()


def test_the_one_sheet_keeps_what_pages_use(build, tmp_path):
    build("# A\n\n```python\nx = 1\n```\n\n```{note}\nb\n```")
    css = (tmp_path / "out/_static/site.css").read_text("utf8")
    assert "div.highlight pre" in css and "div.admonition" in css
    assert "div.sphinxsidebar" in css  # the basic theme has a side bar
    assert "table.docutils" not in css  # and this page no table
    assert ".unrolled-widget" in css  # our own sheets are kept whole


def test_a_dropdown_opens_without_a_script(build):
    html, warnings = build(
        "# A\n\n```{admonition} See *this*\n:class: dropdown warning\nhidden\n```\n\n"
        "```{note}\n:class: dropdown\nmore\n```\n\n```{tip}\nopen\n```"
    )
    titled, note = html.split("<details")[1:]
    assert '<summary class="admonition-title">\nSee <em>this</em></summary>' in titled
    assert 'class="dropdown warning' in titled and "<p>hidden</p>" in titled
    assert 'class="note dropdown admonition"' in note
    assert '<summary class="admonition-title">\nNote</summary>' in note
    assert "index.md" not in warnings


def test_pictures_come_late_and_keep_their_room(build, tmp_path):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'
    data = b64encode(svg.encode()).decode()
    stored = f'<img src="data:image/svg+xml;base64,{data}" alt="cell">'
    notebook(tmp_path / "nb.ipynb", WIDGET.replace("h<", f"{stored}<"))
    Image.new("RGB", (40, 10)).save(tmp_path / "loss.png")
    html, _ = build(
        "# A\n\n![Loss](loss.png)\n\n"
        "```{unrolled-widget} unroll\n:notebook: nb.ipynb\n```"
    )
    late = 'loading="lazy" decoding="async" width="{}" height="{}"'
    assert f'src="_images/loss.png" {late.format(40, 10)}' in html
    [name] = re.findall(r'src="\./_images/(\w+\.svg)"', html)
    assert f'alt="cell" {late.format(30, 20)}' in html and "data:image" not in html
    assert (tmp_path / "out/_images" / name).read_text("utf8") == svg


def test_an_image_with_a_size_keeps_it(tmp_path):
    Image.new("RGB", (40, 10)).save(tmp_path / "a.png")
    tag = pictures.attributes('<img src="a.png" style="width: 9px"', tmp_path / "a.png")
    assert tag.endswith('style="width: 9px" loading="lazy" decoding="async"')


@pytest.mark.parametrize(
    ("repository", "pages"),
    [
        ("https://github.com/Some-One/course", "https://some-one.github.io/course/"),
        ("https://github.com/a/b.git", "https://a.github.io/b/"),
        ("https://example.org/a/b", ""),
    ],
)
def test_the_pages_live_where_the_repository_says(repository, pages):
    assert address.pages_url(repository) == pages


def test_citations_stand_in_round_brackets(build):
    html, _ = build("# A\n\n{cite:t}`a` {cite:p}`a`\n\n```{bibliography}\n```")
    assert "Elman (<a" in html
    assert ">Elman, 1990</a>)" in html
    assert 'role="doc-biblioentry"' not in html


def test_missing_tools_are_named(build, tmp_path, monkeypatch):
    with pytest.raises(ExtensionError, match=r"expected KaTeX at .* run `make book`"):
        build("# A", tools=tmp_path / "nowhere")
    (tmp_path / "node_modules").unlink()
    katex_only = tmp_path / "tools"
    katex_only.mkdir()
    (katex_only / "katex").symlink_to(ROOT / "node_modules/katex")
    with pytest.raises(
        ExtensionError, match=r"expected PurgeCSS at .* run `make book`"
    ):
        build("# A", tools=katex_only)
    (tmp_path / "node_modules").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExtensionError, match="expected node on PATH"):
        build("# A")


def test_directive_shows_the_stored_widget_and_follows_it(build, tmp_path):
    text = "# A\n\n```{unrolled-widget} unroll\n:notebook: nb.ipynb\n```"
    path = notebook(tmp_path / "nb.ipynb", "<p>other</p>", WIDGET)
    assert WIDGET in build(text)[0]
    notebook(path, WIDGET.replace(">h<", ">new<"))
    assert ">new</div>" in build(text)[0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("", "expected the option :notebook: PATH.ipynb"),
        (":notebook: gone.ipynb", "there is none"),
        (
            ":notebook: nb.ipynb",
            "stored output of widget 'unroll' in nb.ipynb, found none",
        ),
    ],
)
def test_directive_says_what_is_missing(build, tmp_path, options, message):
    notebook(tmp_path / "nb.ipynb", WIDGET.replace("unroll", "other"))
    _, warnings = build(f"# A\n\n```{{unrolled-widget}} unroll\n{options}\n```")
    assert "index.md:3: ERROR: unrolled-widget: expected" in warnings
    assert message in warnings


def test_the_first_stored_widget_is_taken(tmp_path):
    path = notebook(tmp_path / "nb.ipynb", [WIDGET, "a"], WIDGET)
    assert stored_widget(path, "unroll") == f"{WIDGET}a"


@pytest.mark.parametrize(("page", "count"), [("labs/lab1", 1), ("book/02", 0)])
def test_only_labs_can_be_launched(page, count):
    launch = {"label": "launch-buttons", "buttons": [{"text": "Colab", "url": "u"}]}
    context = {"header_buttons": [launch, {"label": "download-buttons"}]}
    sphinx_ext.launch_labs_only(None, page, None, context, None)
    assert len(context["launch_links"]) == count


def test_typeset_says_what_katex_cannot_read():
    assert "<math" in typeset(SCRIPT, r"\hat y", display=False)
    with pytest.raises(ValueError, match="Undefined control sequence"):
        typeset(SCRIPT, r"\nosuchthing", display=True)


def test_node_ends_when_the_build_is_killed():
    code = f"""if True:
        import os, signal
        from pathlib import Path
        from unrolled.course.site import maths
        script = Path({str(SCRIPT)!r})
        maths.typeset(script, "x", display=False)
        print(maths.typesetter(str(script.resolve()), os.getpid()).pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)"""
    output = subprocess.run([sys.executable, "-c", code], capture_output=True).stdout
    process = Path("/proc", output.decode().strip())
    if not process.parent.is_dir():
        pytest.skip("no /proc to look for the process in")
    for _ in range(100):
        if not process.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"node is still running as process {process.name}")


def test_the_site_needs_no_torch():
    code = """if True:
        import sys
        from unrolled.course import sphinx_ext
        sphinx_ext.compose.site_bundle(), sphinx_ext.compose.site_css()
        heavy = {"torch", "numpy", "anywidget", "ipywidgets"}
        print(sorted(heavy & set(sys.modules)))"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True
    )
    assert result.stdout.strip() == "[]", result.stderr


MARKED = """# One

{doc}`index`, {doc}`home <index>`, {cite:t}`a`, {cite:p}`a, a`, [said]{.loud}.

$$ x $$ (eq-x)

$$
y
$$

(place)=
## Two

{ref}`there <place>`, {ref}`place`: {eq}`eq-x`, {eq}`gone`.

```{note}
This $z$.
```
"""
PLAIN = """# One

All, home, Elman (1990), (Elman, 1990; Elman, 1990), said.

$$ x \\tag{1.1} $$

$$
y
$$

## Two

there, Two: (1.1), {eq}`gone`.

> **Note**
>
> This $z$."""


def test_a_downloaded_notebook_is_plain_markdown(build, tmp_path):
    notebook(tmp_path / "one.ipynb")
    path = tmp_path / "one.ipynb"
    path.write_text(path.read_text().replace('"# A notebook"', json.dumps(MARKED)))
    build("# All\n\n```{toctree}\n:numbered:\none\n```\n\n```{bibliography}\n```")
    offered = json.loads((tmp_path / "out/_sources/one.ipynb").read_text())
    assert "".join(offered["cells"][0]["source"]) == PLAIN


TAGS = ["claim:gates", "nbval-check-output"]
CLAIM = "✓ Gates *win* at $5. [a]\n  gates: 0.9 ± 0.1\n  none: 0.5 (exact)\n"


def claiming(path, printed):
    """Write a notebook that makes one claim."""
    output = {"output_type": "stream", "name": "stdout", "text": printed}
    claim = {"cell_type": "code", "source": "claim()", "execution_count": 1}
    claim |= {"metadata": {"tags": TAGS}, "outputs": [output]}
    titles = ["# One", "Prose.\n\n## What it shows"]
    cells = [{"cell_type": "markdown", "metadata": {}, "source": t} for t in titles]
    cells = [cell | {"id": f"cell-{k}"} for k, cell in enumerate([*cells, claim])]
    python = {"language_info": {"name": "python", "pygments_lexer": "python"}}
    form = {"metadata": python, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps({"cells": cells, **form}))


def test_a_page_lists_all_claims_with_figures_sources_and_places(build, tmp_path):
    claiming(tmp_path / "one.ipynb", CLAIM)
    page = "# All\n\n<!-- claims -->\n\n```{toctree}\none\n```\n"
    page += "\n```{bibliography}\n```"
    html, warnings = build(page)
    assert "index.md" not in warnings and "1 claims in 1 notebooks" in html
    assert 'href="one.html#what-it-shows"' in html and "Gates *win* at $5." in html
    assert "(<a" in html and "Elman, 1990" in html and "gates: 0.9 ± 0.1" in html
    claiming(tmp_path / "one.ipynb", CLAIM.replace("0.9", "0.8"))
    assert "gates: 0.8 ± 0.1" in build(page)[0]


def test_a_claim_that_was_never_measured_stops_the_build(build, tmp_path):
    claiming(tmp_path / "one.ipynb", "")
    with pytest.raises(ExtensionError, match="claim gates to print a line"):
        build("# All\n\n<!-- claims -->")
