"""The built site, a server for it, and a real browser that notices what goes wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
SITE = Path(os.environ.get("UNROLLED_SITE", ROOT / "_build/html"))
AXE = ROOT / "node_modules/axe-core/axe.min.js"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
    --disable-background-networking --disable-component-update --disable-sync""".split()
# No name resolves: a request to another host is counted, and gets nowhere.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
# Once what follows a change of width has settled; without fetching style sheets again,
# which file:// refuses.
RUN_AXE = """(options) =>
    new Promise((settled) => requestAnimationFrame(() => setTimeout(settled)))
    .then(() => axe.run({ preload: false, resultTypes: ["violations"], ...options }))
    .then((result) => result.violations)"""
HARMFUL = ("moderate", "serious", "critical")

expect.set_options(timeout=30_000)  # as for all else; other tests may hold the cores


def pytest_generate_tests(metafunc) -> None:
    """Run a test that asks for ``path`` once for every page of the site."""
    if "path" in metafunc.fixturenames:
        # The root index.html only redirects to book/index.html; test_links follows it.
        pages = [p for p in SITE.rglob("*.html") if p != SITE / "index.html"]
        names = [p.relative_to(SITE).as_posix() for p in pages]
        found = sorted(name for name in names if not name.startswith("_static"))
        metafunc.parametrize("path", found)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line of log for each."""

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="session")
def site() -> Path:
    """Find the built site; a missing one is a failure, never a skip."""
    if not (SITE / "index.html").is_file():
        pytest.fail(f"expected the built site in {SITE}: run make book", pytrace=False)
    return SITE


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve folders on this machine; each call returns the address of its server."""
    servers = []

    def start(folder: Path) -> str:
        handler = partial(QuietHandler, directory=str(folder))
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        Thread(target=servers[-1].serve_forever, args=[0.02], daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def server(serve, site) -> str:
    """Return the address under which the built site is served."""
    return serve(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; skip without one, except where it is required."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        required = os.environ.get("CI") == "true" or os.environ.get(
            "UNROLLED_REQUIRE_BROWSER"
        )
        (pytest.fail if required else pytest.skip)(
            "no Chromium: apt-get install chromium"
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=[*FLAGS, OFFLINE]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict]]:
    """Return a function that lists a page's accessibility violations."""
    if not AXE.is_file():
        pytest.fail(f"expected axe-core at {AXE}: run npm ci", pytrace=False)

    def violations(page: Page, options: dict | None = None) -> list[dict]:
        if not page.evaluate("'axe' in window"):
            page.add_script_tag(path=AXE)
        return page.evaluate(RUN_AXE, options or {})

    return violations


@pytest.fixture(scope="session")
def watch() -> Callable[[Page, str], list[str]]:
    """Return a function that notes all that goes wrong on a page from now on."""

    def start(page: Page, home: str) -> list[str]:
        found: list[str] = []

        def note(wrong: bool, text: str) -> None:
            if wrong:
                found.append(text)

        own = (home, "data:", "blob:")
        page.on("request", lambda r: note(not r.url.startswith(own), f"asks {r.url}"))
        page.on("response", lambda r: note(r.status >= 400, f"{r.status}: {r.url}"))
        # A page that is left gives up what it was still waiting for.
        given_up = "net::ERR_ABORTED"
        page.on(
            "requestfailed",
            lambda r: note(r.failure != given_up, f"failed: {r.url}"),
        )
        page.on("pageerror", lambda error: note(True, f"page error: {error}"))
        page.on("console", lambda m: note(True, f"console {m.type}: {m.text}"))
        return found

    return start


# Fonts are there, and what observes sizes has been told.
SETTLED = """document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(done))))"""


@pytest.fixture(scope="session")
def look(axe) -> Callable[[Page], list[str]]:
    """Return a function that lists what a reader would stumble over right now.

    The second argument chooses among axe's rules.
    """

    def findings(page: Page, options: dict | None = None) -> list[str]:
        page.evaluate(SETTLED)
        over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        found = [f"scrolls sideways by {over} px"] if over > 0 else []
        for violation in axe(page, options):
            if violation["impact"] in HARMFUL:
                where = [node["target"] for node in violation["nodes"]]
                found.append(f"axe {violation['impact']} {violation['id']}: {where}")
        return found

    return findings


@pytest.fixture
def visit(browser) -> Iterator[Callable[..., Page]]:
    """Open pages with a widget, and see at the end that none said a word."""
    opened = []

    def start(url: str, wide: int = 900, ready: bool = True, **options) -> Page:
        size = {"width": wide, "height": 1000}
        context = browser.new_context(viewport=size, **options)
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        opened.append((context, said))
        page.goto(url)
        if ready and options.get("java_script_enabled", True):
            page.wait_for_selector("[data-ready]")
        return page

    yield start
    for context, said in opened:
        context.close()
        assert said == []


# What JupyterLab does to the key Enter in a field.
LAB = """document.addEventListener("beforeinput", (event) =>
  event.inputType === "insertLineBreak" && event.preventDefault(), true)"""


@pytest.fixture
def in_lab() -> Callable[[Page], None]:
    """Return a function that keeps Enter from sending forms, as JupyterLab does."""
    return lambda page: page.evaluate(LAB)


# A model as anywidget gives it to a widget, in place of a running kernel.
LIVE = """async (name) => {
  const widget = (await import(`./${name}.mjs`)).default;
  const state = JSON.parse(document.querySelector("script[type$=json]").textContent);
  const heard = {};
  const model = window.model = {
    saved: 0,
    get: (name) => structuredClone(state[name]),
    set(name, value) {
      state[name] = value;
      heard[`change:${name}`]?.forEach((f) => f());
    },
    on(event, f) { (heard[event] ??= new Set()).add(f); },
    off(event, f) { heard[event].delete(f); },
    save_changes() { this.saved += 1; },
    listeners: () => Object.values(heard).reduce((sum, set) => sum + set.size, 0),
  };
  document.querySelector("main").innerHTML = "<div id=live></div>";
  window.stop = widget.render({ model, el: document.querySelector("#live") });
}"""


@pytest.fixture
def live_model() -> str:
    """Return a script that runs a widget, named to it, with a model of its own."""
    return LIVE
