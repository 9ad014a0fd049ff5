"""What is drawn can be read: nothing collides, nothing is cut without a sign."""

import pytest

# Numbers on arrows against all that they could lie on, by their boxes on the screen.
COLLISIONS = """() => {
  const graph = document.querySelector(".unroll-graph");
  const boxes = (selector) => [...graph.querySelectorAll(selector)]
    .filter((e) => getComputedStyle(e).visibility === "visible")
    .map((e) => [e.textContent || e.getAttribute("class"), e.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && box.height > 0);
  const inside = 0.75;  // a glyph fills less than its box
  const meet = (a, b) => a.left < b.right - inside && b.left < a.right - inside
    && a.top < b.bottom - inside && b.top < a.bottom - inside;
  const numbers = boxes(".unroll-flow");
  const shapes = [".unroll-cell", ".unroll-box", ".unroll-dial", ".unroll-pill",
    ".unroll-head", ".unroll-start rect", ".unroll-slot"];
  const others = [...numbers, ...shapes.flatMap(boxes)];
  return numbers.flatMap(([text, a]) => others
    .filter(([, b]) => b !== a && meet(a, b)).map(([other]) => `${text} on ${other}`));
}"""


@pytest.mark.parametrize("wide", [1280, 900, 380])
@pytest.mark.parametrize("more", [0, 4])
@pytest.mark.parametrize(("cell", "edges"), [("light", 4), ("lstm", 5)])
def test_numbers_on_arrows_lie_on_nothing(open_page, wide, more, cell, edges):
    reader = open_page(cell, wide=wide, reduced_motion="reduce")
    for _ in range(more):
        reader.button("More steps").click()
    reader.page.get_by_role("slider").press("End")
    numbers = reader.page.locator(".unroll-flow").all_text_contents()
    assert len(list(filter(None, numbers))) == edges * (12 + more) + 3
    assert max(map(len, numbers)) <= 4
    assert reader.page.evaluate(COLLISIONS) == []


def count_names(reader) -> int:
    return reader.page.locator(".unroll-edges .unroll-weight.unroll-whh").count()


def test_weights_are_named_at_each_edge_only_where_there_is_room(reader):
    for _ in range(4):
        reader.button("Fewer steps").click()
    assert count_names(reader) == 8
    for _ in range(8):
        reader.button("More steps").click()
    assert count_names(reader) == 1


def test_the_edge_where_the_graph_goes_on_fades(open_page):
    reader = open_page(wide=380, reduced_motion="reduce")
    scroller = reader.page.locator(".unroll-graph .unroll-scroll")

    def fades() -> list[bool]:
        names = ("data-before", "data-after")
        return [scroller.get_attribute(name) is not None for name in names]

    assert fades() == [False, True]
    scroller.evaluate("e => e.scrollTo(60, 0)")
    reader.page.wait_for_selector("[data-before][data-after]")
    scroller.evaluate("e => e.scrollTo(9999, 0)")
    reader.page.wait_for_selector("[data-before]:not([data-after])")
    for _ in range(10):
        reader.button("Fewer steps").click()
    assert fades() == [False, False]


@pytest.mark.parametrize("wide", [900, 380])
@pytest.mark.parametrize("cell", ["light", "lstm"])
def test_the_names_at_the_edges_are_whole(open_page, wide, cell):
    reader = open_page(cell, wide=wide)
    reader.type_symbol(0, "q")
    reader.page.get_by_role("slider").press("End")
    card = reader.page.locator(".unroll").bounding_box()
    view = reader.page.locator(".unroll-graph .unroll-scroll").bounding_box()
    frames = {"h₀ = 0": view, "(original line)": card, "Σ over steps so far": card}
    frames |= {"c₀ = 0": view} if cell == "lstm" else {}
    for text, frame in frames.items():
        box = reader.page.get_by_text(text, exact=True).bounding_box()
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_a_ring_below_two_hundredths_is_empty(reader, answer):
    small = reader.page.locator(".unroll-ring").evaluate_all(
        "rings => rings.map((ring) => getComputedStyle(ring).visibility === 'hidden')"
    )
    assert small == (answer()["y"] < 0.02).tolist()


def test_figures_of_an_equation_have_one_font(reader):
    fonts = reader.equation.locator("b, .unroll-number").evaluate_all(
        """all => all.map((e) => getComputedStyle(e)).map((style) =>
            [style.fontFamily, style.fontVariantNumeric].join(" "))"""
    )
    assert len(fonts) > 6 and len(set(fonts)) == 1
    assert fonts[0].endswith("lining-nums tabular-nums")
