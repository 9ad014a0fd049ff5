"""Chapter 2 as a page: ours against Jupyter Book's defaults, as ratios in one run.

The default way is the same chapter in the theme as it comes, with MathJax, and with
Unroll as a stock widget that ipywidgets' html-manager brings to life. What it takes
from CDNs is fetched from npm once and served beside it: on neither side does a request
leave this machine, and no network is part of the seconds.
"""

import gzip
import json
import re
import shutil
import subprocess
import sys
import tarfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

import nbformat
import yaml
from ipywidgets.embed import dependency_state, embed_data
from nbformat import NotebookNode
from playwright.sync_api import Browser, TimeoutError, sync_playwright

from unrolled.widgets import Unroll
from unrolled.widgets.base import decode_array

ROOT = Path(__file__).resolve().parents[1]
OURS = ROOT / "_build/html"
WORK = ROOT / "_build/bench-site"
PAGE = "book/02_rnn_setup"
VISITS = 7
# As the default page asks a CDN for them; npm resolves the versions as the CDN does.
HTML_MANAGER = "@jupyter-widgets/html-manager@1.0.6"
PACKAGES = ("mathjax@3", "requirejs@2.3.4", HTML_MANAGER, "anywidget@~0.11.*")
LOCAL = {
    r"https://cdn\.jsdelivr\.net/npm/": "/npm/",
    r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/": "/npm/requirejs@",
    r' integrity="[^"]*"': "",  # of a file that is made anew here
}
KEPT = ("title", "execute", "repository", "bibtex_bibfiles")  # of our _config.yml
TEXT = {".html", ".css", ".js", ".svg"}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
VIEW = "application/vnd.jupyter.widget-view+json"
# Scroll to Unroll; once its button is there press it, and note when the text changes.
PRESS = f"""let before;
requestAnimationFrame(function frame() {{
  const place = '.unrolled-widget, div:has(> script[type="{VIEW}"])';
  const button = document.querySelector('.unroll-controls button[aria-label="Step"]');
  const text = document.querySelector(".unroll-status")?.textContent;
  if (!button) document.querySelector(place)?.scrollIntoView({{ behavior: "instant" }});
  else if (before === undefined) [before] = [text, button.click()];
  else if (text !== before) return window.answered = performance.now() / 1000;
  requestAnimationFrame(frame);
}});"""
METRICS = ("MB", "MB, text gzipped", "requests", "seconds until Unroll answers")


def tool(name: str, *arguments: str | Path, cwd: Path) -> None:
    """Run a program of this environment; its output is told only when it fails."""
    command = [Path(sys.executable).with_name(name), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{name} {arguments[0]} failed: {done.stderr.strip()}")


def fetch(spec: str, target: Path) -> None:
    """Unpack one npm package; make require.min.js, which only the CDN has."""
    archive = WORK / "archive"
    shutil.rmtree(archive, ignore_errors=True)
    archive.mkdir(parents=True)
    tool("npm", "pack", "--silent", spec, cwd=archive)
    with tarfile.open(next(archive.iterdir())) as packed:
        packed.extractall(archive, filter="data")
    if (source := archive / "package/require.js").is_file():
        shutil.copy(source, source.with_name("full.js"))
        options = ["name=full", "skipModuleInsertion=true", "out=require.min.js"]
        tool("node", "bin/r.js", "-o", "baseUrl=.", *options, cwd=source.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    (archive / "package").rename(target)


def with_stock_widgets(notebook: NotebookNode) -> NotebookNode:
    """Store each Unroll as a live notebook saves it: a view and the state behind it."""
    saved = {"version_major": 2, "version_minor": 0, "state": {}}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if 'data-module="unroll"' in html:
                stored = json.loads(re.search("<script.*?>(.*?)</script>", html)[1])
                views = [unroll(**stored)]
                own = dependency_state(views, drop_defaults=False)  # no others'
                live = embed_data(views, drop_defaults=False, state=own)
                saved["state"] |= live["manager_state"]["state"]
                output.data = {VIEW: live["view_specs"][0], "text/plain": "Unroll"}
    notebook.metadata.widgets = {"application/vnd.jupyter.widget-state+json": saved}
    return notebook


def unroll(version: int, weights: dict, **rest) -> Unroll:
    """Return the widget that has this stored state."""
    return Unroll(weights={k: decode_array(w) for k, w in weights.items()}, **rest)


def default_site() -> Path:
    """Build the book the default way; return the folder of its pages."""
    project = WORK / "project"
    shutil.rmtree(project, ignore_errors=True)
    for folder in ("book", "labs"):
        shutil.copytree(ROOT / folder, project / folder)
    shutil.copy(ROOT / "_toc.yml", project)
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    plain = {key: config[key] for key in KEPT}
    plain["sphinx"] = {"extra_extensions": ["sphinx_exercise", "sphinx_proof"]}
    (project / "_config.yml").write_text(yaml.safe_dump(plain))
    chapter = project / f"{PAGE}.ipynb"
    nbformat.write(with_stock_widgets(nbformat.read(chapter, 4)), chapter)
    tool("jupyter-book", "build", ".", "--keep-going", "--quiet", cwd=project)
    page = project / f"_build/html/{PAGE}.html"
    for outside, local in LOCAL.items():
        page.write_text(re.sub(outside, local, page.read_text("utf8")), "utf8")
    (project / "_build/html/npm").symlink_to(WORK / "npm")
    return project / "_build/html"


class Handler(SimpleHTTPRequestHandler):
    """Serve files, and note which were asked for instead of writing a log."""

    def log_request(self, *_):
        self.server.asked.append(Path(self.translate_path(self.path)))

    def log_message(self, *_):
        """Say nothing."""


def serve(folder: Path) -> ThreadingHTTPServer:
    """Serve a folder on this machine until this program ends."""
    handler = partial(Handler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.asked = []
    Thread(target=server.serve_forever, daemon=True).start()
    return server


def packed(file: Path) -> int:
    """Return a file's size on its way: servers pack what is text."""
    data = file.read_bytes()
    return len(gzip.compress(data) if file.suffix in TEXT else data)


def visit(browser: Browser, server: ThreadingHTTPServer) -> list[float]:
    """Open the page as a new reader, press a button of Unroll; return METRICS."""
    home, urls = f"http://127.0.0.1:{server.server_port}/", []
    server.asked.clear()
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.on("request", lambda request: urls.append(request.url))
        page.add_init_script(PRESS)
        page.goto(f"{home}{PAGE}.html", wait_until="commit")
        try:
            seconds = page.wait_for_function("window.answered").json_value()
        except TimeoutError:
            sys.exit(f"Unroll did not answer a click within 30 s on {page.url}")
        page.wait_for_load_state("networkidle")
    if outside := [u for u in urls if not u.startswith((home, "data:", "blob:"))]:
        sys.exit(f"expected requests to this machine only, got {outside[0]}")
    files = [path for path in server.asked if path.is_file()]
    raw = sum(path.stat().st_size for path in files) / 1e6
    return [raw, sum(map(packed, files)) / 1e6, len(server.asked), seconds]


def table(rounds: list[list[list[float]]]) -> str:
    """Return a row for each metric: the two medians, and the ratio of ours."""
    rows = [f"{'':30}{'default':>9}{'ours':>9}{'ratio':>9}"]
    for metric, name in enumerate(METRICS):
        a, b = (median(pair[side][metric] for pair in rounds) for side in (0, 1))
        rows.append(f"{name:30}{a:9.3g}{b:9.3g}{b / a:9.2f}")
    return "\n".join(rows)


def main() -> None:
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        sys.exit("expected Chromium, found none: apt-get install chromium")
    if not (OURS / f"{PAGE}.html").is_file():
        sys.exit(f"expected the built site in {OURS}, found none: run make book")
    for spec in PACKAGES:
        if not (target := WORK / "npm" / spec).is_dir():
            fetch(spec, target)
    sites = [serve(default_site()), serve(OURS)]
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rounds = [[visit(browser, s) for s in sites] for _ in range(VISITS + 1)]
    print(f"{PAGE}.html: medians of {VISITS} first visits to each, in turn")
    print(table(rounds[1:]))  # the first round warms up


if __name__ == "__main__":
    main()
