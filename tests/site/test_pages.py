"""Every page of the built site in a real browser: wide and narrow, light and dark."""

import pytest

# Contrast takes axe as long as all its other rules, and does not depend on the width;
# of all rules only contrast depends on the colours.
ALL, COLOURS = {}, {"runOnly": ["color-contrast"]}
FORM = {"rules": {"color-contrast": {"enabled": False}}}
LIGHT = ("light", {1280: ALL, 380: FORM})
DARK = ("dark", {380: COLOURS})


def start_widgets(page):
    """Bring each widget near the screen; list those that do not start."""
    found = []
    for widget in page.locator(".unrolled-widget").all():
        widget.scroll_into_view_if_needed()
        started = "xpath=self::*[@data-ready or @data-failed]"
        widget.locator(started).wait_for()
        if error := widget.get_attribute("data-failed"):
            found.append(f"widget: {error}")
    return found


@pytest.fixture
def visit(browser, watch, look):
    """Return a function that opens a page, resizes it and lists all that is wrong."""
    contexts = []

    def findings(home, path, scheme="light", rules=LIGHT[1]):
        size = {"width": 1280, "height": 900}
        contexts.append(
            browser.new_context(
                viewport=size, color_scheme=scheme, reduced_motion="reduce"
            )
        )
        page = contexts[-1].new_page()
        found = watch(page, home)
        page.goto(f"{home}/{path}")
        found += start_widgets(page)
        for width, options in rules.items():
            page.set_viewport_size(size | {"width": width})
            found += [f"{width} px: {line}" for line in look(page, options)]
        return found

    yield findings
    for context in contexts:
        context.close()


def test_the_site_is_built(site):
    for name in ("book/index.html", "search.html", "404.html", "sitemap.xml"):
        assert (site / name).is_file(), name


@pytest.mark.browser
def test_page_is_whole_in_the_light(visit, server, path):
    assert visit(server, path, *LIGHT) == []


@pytest.mark.browser
def test_page_is_whole_in_the_dark_and_works_from_disk(visit, site, path):
    assert visit(f"file://{site.resolve()}", path, *DARK) == []


UNSEEN = """[...document.querySelectorAll("article :is(p, li, pre, h1, h2, td, img)")]
  .filter((part) => part.textContent.trim() || part.naturalWidth !== undefined)
  .filter((part) => !part.closest("details"))
  .filter((part) => part.naturalWidth === 0
    || !part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
  .map((part) => part.textContent || part.alt)"""


@pytest.fixture
def unseen(browser):
    """Return a function that lists what a page hides when no script runs."""
    context = browser.new_context(java_script_enabled=False)

    def parts(url):
        page = context.new_page()
        page.goto(url)
        assert page.locator(".unrolled-widget[data-ready]").count() == 0
        return page.evaluate(UNSEEN)

    yield parts
    context.close()


@pytest.mark.browser
def test_page_reads_without_javascript(unseen, server, path):
    assert unseen(f"{server}/{path}") == []


FAULTS = {
    "asks": '<script src="http://example.org/x.js"></script>',
    "404": '<img src="missing.png" alt="A plot">',
    "page error": "<script>undefined.value</script>",
    "console": "<script>console.warn('careful')</script>",
    "sideways": '<div style="width: 2000px">wide</div>',
    "color-contrast": '<p style="color: #ccc; background: #fff">pale words</p>',
    "widget": '<div class="unrolled-widget" data-failed="no data">.</div>',
    "image-alt": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
}


def planted(folder, fault=""):
    """Write a small page with one fault in it."""
    head = '<!doctype html><html lang="en"><title>A page</title>'
    icon = '<link rel="icon" href="data:,">'
    text = f"{head}{icon}<main><h1>A page</h1>{fault}</main>"
    (folder / "page.html").write_text(text, "utf8")
    return "page.html"


@pytest.mark.browser
@pytest.mark.parametrize("sign", FAULTS)
def test_a_planted_fault_is_found(visit, serve, tmp_path, sign):
    found = visit(serve(tmp_path), planted(tmp_path, FAULTS[sign]))
    assert any(sign in line for line in found), found


@pytest.mark.browser
def test_a_faultless_page_passes(visit, serve, tmp_path):
    assert visit(serve(tmp_path), planted(tmp_path)) == []


@pytest.mark.browser
def test_text_that_needs_a_script_is_found(unseen, serve, tmp_path):
    hidden = '<p style="opacity: 0">veiled</p><p hidden>gone</p><img src="x" alt="no">'
    page = planted(tmp_path, f"<article><p>seen</p>{hidden}</article>")
    assert unseen(f"{serve(tmp_path)}/{page}") == ["veiled", "gone", "no"]
