"""A comma behind a formula, or a bracket before it, is on the formula's line."""

import pytest

# The nearest box of the formula and what touches it do not share a height.
APART = """[...document.querySelectorAll("span.math")].flatMap((formula) => {
  const boxes = [...formula.querySelectorAll(".base")];
  const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
  const apart = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.parentElement.closest(".katex")) continue;
    const range = document.createRange();
    range.selectNode(text);
    const { top, bottom } = range.getBoundingClientRect();
    const follows = boxes[0].compareDocumentPosition(text) & 4;
    const box = boxes.at(follows ? -1 : 0).getBoundingClientRect();
    if (top < bottom && (bottom < box.top || top > box.bottom))
      apart.push(formula.textContent);
  }
  return apart;
})"""
WIDTHS = range(340, 640, 20)


@pytest.mark.browser
def test_lines_break_beside_no_formula(browser, server):
    page = browser.new_page()
    page.goto(f"{server}/book/08_lstm.html")
    assert page.locator(".glued").count() > 50
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += page.evaluate(APART)
    page.evaluate("document.querySelector('.glued').lastChild.before('\\n')")
    page.add_style_tag(content=".glued { white-space: pre; }")
    assert (found, len(page.evaluate(APART))) == ([], 1)
    page.close()
