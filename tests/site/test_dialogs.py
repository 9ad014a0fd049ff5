"""Menus, search and colours: with keys, on a phone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

CHAPTER = "book/02_rnn_setup.html"
PHONE, DESK = {"width": 380, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture
def open_page(browser, server, watch):
    """Return a function that opens a page; at its end nothing may have gone wrong."""
    opened = []

    def start(path=CHAPTER, size=DESK, **options):
        context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
        page = context.new_page()
        opened.append((context, watch(page, server)))
        page.goto(f"{server}/{path}")
        return page

    yield start
    for context, found in opened:
        context.close()
        assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["Chapters and labs", "On this page"])
def test_a_menu_opens_on_a_phone_and_reads_well(open_page, look, name, scheme):
    page = open_page("book/notation.html", PHONE, color_scheme=scheme)
    button = page.get_by_role("button", name=name)
    menu = page.locator(f"#{button.get_attribute('popovertarget')}")
    expect(menu).to_be_hidden()
    button.press("Enter")
    expect(menu).to_be_in_viewport()
    assert look(page) == []
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.browser
def test_a_choice_in_the_contents_closes_them(open_page):
    page = open_page(size=PHONE)
    page.get_by_role("button", name="On this page").click()
    page.locator("#contents").get_by_role("link", name="Summary").click()
    expect(page.locator("#contents")).to_be_hidden()
    expect(page.get_by_role("heading", name="Summary")).to_be_in_viewport()


@pytest.mark.browser
def test_menus_work_without_javascript(browser, server):
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server}/{CHAPTER}")
        page.get_by_role("button", name="Chapters and labs").click()
        link = page.get_by_role("link", name="Notation", exact=True).first
        link.scroll_into_view_if_needed()  # the menu is longer than a phone
        expect(link).to_be_in_viewport()
        link.click()
        expect(page).to_have_title(re.compile("Notation"))
        expect(page.get_by_role("button", name="Search")).to_be_hidden()


@pytest.mark.browser
def test_both_sides_stand_beside_the_text_on_a_desk(open_page):
    page = open_page()
    for side in ("#menu", "#contents"):
        expect(page.locator(side)).to_be_in_viewport()
    current = page.locator("#menu [aria-current=page]")
    expect(current).to_have_text(page.title().split(" —")[0])


@pytest.mark.browser
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark"), (PHONE, "light")])
def test_ctrl_k_opens_the_search_and_escape_closes_it(open_page, look, size, scheme):
    page = open_page("book/notation.html", size, color_scheme=scheme)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search this book")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    assert look(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@pytest.mark.browser
def test_the_contents_follow_the_reader(open_page):
    page = open_page()
    page.locator("#summary").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#summary').scrollIntoView()")
    now = page.locator("#contents [aria-current]")
    expect(now).to_have_text(re.compile("Summary|Further reading"))


@pytest.mark.browser
def test_code_is_copied_as_it_stands(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    cell = page.locator(".cell_input:visible").first
    cell.hover()
    cell.get_by_role("button", name="Copy this code").click()
    expect(cell.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == cell.locator("pre").inner_text().strip()


@pytest.mark.browser
def test_a_solution_opens_by_key(open_page):
    page = open_page()
    solution = page.locator("details.solution").first
    expect(solution.locator("pre").first).to_be_hidden()
    solution.locator("summary").press("Enter")
    expect(solution.locator("pre").first).to_be_visible()


@pytest.mark.browser
def test_the_chosen_colours_stay(open_page):
    page = open_page(color_scheme="light")
    theme = page.locator("html")
    for mode, shown in (("light", "light"), ("dark", "dark")):
        page.get_by_role("button", name="Colours").click()
        expect(theme).to_have_attribute("data-mode", mode)
        expect(theme).to_have_attribute("data-theme", shown)
    page.reload()
    expect(theme).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Colours: dark").click()
    expect(theme).to_have_attribute("data-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(theme).to_have_attribute("data-theme", "dark")


BACKGROUND = "getComputedStyle(document.documentElement).backgroundColor"
BEFORE = """[...document.head.querySelectorAll(":not(meta, title, noscript, base)")]
  .findIndex((part) => part.tagName === "LINK" || part.src)"""


@pytest.mark.browser
@pytest.mark.parametrize("name", ["book/index.html", "search.html", "404.html"])
def test_a_dark_page_is_dark_before_any_file_has_come(browser, server, name):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.route("**/_static/**", lambda route: route.abort())
        page.goto(f"{server}/{name}")
        assert page.evaluate(BACKGROUND) == "rgb(20, 24, 29)"
        assert page.evaluate(BEFORE) >= 2, "a file comes before the theme is set"


@pytest.mark.browser
def test_figures_keep_their_white_ground_in_the_dark(open_page):
    page = open_page(color_scheme="dark")
    ground = "images => images.map((image) => getComputedStyle(image).backgroundColor)"
    grounds = page.locator("article figure img").evaluate_all(ground)
    assert grounds and set(grounds) == {"rgb(255, 255, 255)"}
