r"""Where the site lives: what search engines and social networks read of it.

The address of the pages follows from the repository's, which stands in ``_config.yml``.
"""

import re
from pathlib import Path
from textwrap import shorten
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

GITHUB = re.compile(r"https://github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?")

SITEMAP = """<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""


def pages_url(repository: str) -> str:
    """Return the address of a repository's GitHub Pages, or "" for another host."""
    match = GITHUB.fullmatch(repository)
    return f"https://{match[1].lower()}.github.io/{match[2]}/" if match else ""


def set_baseurl(app: Sphinx, config: Config) -> None:
    """Derive the site's address, unless the configuration names one."""
    repository = config.html_theme_options.get("repository_url", "")
    config.html_baseurl = config.html_baseurl or pages_url(repository)


def description(doctree: nodes.document | None) -> str:
    """Return a page's first paragraph, short enough for a preview."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree else []
    first = next((p.astext() for p in paragraphs if len(p.astext()) > 40), "")
    return shorten(first, 200, placeholder=" …")


def add_address(app: Sphinx, pagename: str, template, context: dict, doctree) -> None:
    """Tell the templates what a page is about and where the site lives."""
    base = app.config.html_baseurl
    context["description"] = description(doctree)
    context |= {"base_url": base, "base_path": urlsplit(base).path or "/"}


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List the addresses of all pages."""
    if exception or app.builder.format != "html" or not app.config.html_baseurl:
        return
    base = escape(app.config.html_baseurl)
    names = [app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)]
    rows = "".join(f"<url><loc>{base}{name}</loc></url>\n" for name in names)
    Path(app.outdir, "sitemap.xml").write_text(SITEMAP.format(rows), "utf8")


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("config-inited", set_baseurl)
    app.connect("html-page-context", add_address)
    app.connect("build-finished", write_sitemap)
