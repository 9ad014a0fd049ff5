import json
import re
import subprocess
import sys

import pytest

from unrolled.widgets import compose as widgets
from unrolled.widgets.compose import ComposeError, compose, site_bundle, static_html


@pytest.fixture
def folder(tmp_path):
    """Write modules by name, and a host for the bundle."""

    def write(**modules: str):
        (tmp_path / "host.js").write_text("start(WIDGETS);\n")
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text)
        return tmp_path.resolve()

    return write


MAIN = 'import { double } from "./tools.js";\n\nexport default { render: double };\n'
TOOLS = (
    'import { add } from "./sums.js";\nexport const double = (x) => {\n'
    "  return add(x, x);\n};\n"
)
SUMS = "export function add(a, b) {\n  return a + b;\n}\n"


def test_modules_are_joined_in_the_order_of_their_imports(folder):
    joined = compose("main", folder(main=MAIN, tools=TOOLS, sums=SUMS))
    assert "import" not in joined
    order = ["function add", "const double", "export default"]
    assert sorted(order, key=joined.index) == order
    assert joined.count("export") == 1


def test_a_module_imported_twice_is_joined_once(folder):
    main = 'import { add } from "./sums.js";\n' + MAIN
    joined = compose("main", folder(main=main, tools=TOOLS, sums=SUMS))
    assert joined.count("function add") == 1


def test_an_unknown_widget_is_refused_by_name(folder):
    with pytest.raises(ComposeError, match=r"one of main; got 'mian'"):
        compose("mian", folder(main=MAIN))


WRONG = [
    (dict(tools='import { a } from "./no.js";\n' + TOOLS), 'the import "./no.js"'),
    (dict(tools='import { a } from "d3";\n' + TOOLS), 'the import "d3"'),
    (dict(tools="const double = 1;\n"), "does not export 'double'"),
    (dict(tools='import * as d3 from "./sums.js";\n' + TOOLS), "cannot join this line"),
    (dict(tools=TOOLS + "const add = 1;\n"), "'add' is declared in"),
    (dict(tools=TOOLS + "const [a, add] = [1, 2];\n"), "'add' is declared in"),
    (dict(tools=TOOLS + "const { a: add } = {};\n"), "'add' is declared in"),
    (dict(sums='import { double } from "./tools.js";\n' + SUMS), "circular import"),
]


@pytest.mark.parametrize(("change", "message"), WRONG)
def test_what_cannot_be_joined_is_named(folder, change, message):
    modules = {"main": MAIN, "tools": TOOLS, "sums": SUMS} | change
    with pytest.raises(ComposeError, match=message):
        compose("main", folder(**modules))


def test_a_name_of_the_host_is_refused_in_the_bundle(folder):
    path = folder(main=MAIN, tools=TOOLS, sums=SUMS, host="function add() {}\n")
    with pytest.raises(ComposeError, match="'add' is declared in"):
        site_bundle(path)


def test_the_bundle_is_a_classic_script_with_every_widget_and_the_host():
    bundle = site_bundle()
    assert not re.search(r"^(import|export)\b", bundle, re.M)
    assert bundle.startswith('(() => {\n"use strict";')
    for name in widgets.widget_names():
        assert f"\n{name}: (() => {{" in bundle
    assert bundle.count("function fromHalf(") == 1
    assert "IntersectionObserver" in bundle


def test_the_host_is_small():
    assert len((widgets.HERE / "host.js").read_text()) < 2500


def test_static_html_cannot_be_left_by_its_own_state():
    state = {"tokens": ["</script>", "<!--", "é"]}
    stored = static_html("unroll", state, 'a "quoted" <alt>', "<svg/>")
    assert stored.count("</script>") == 1 and "<!--" not in stored
    assert 'alt="a &quot;quoted&quot; &lt;alt&gt;"' in stored
    data = re.search(r'json">(.*?)</script>', stored)[1]
    assert json.loads(data) == state


def test_the_site_can_be_built_without_the_libraries_of_a_live_widget():
    heavy = ["anywidget", "ipywidgets", "matplotlib", "numpy", "torch"]
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({heavy}))\n"
        "from unrolled.widgets.compose import site_bundle, site_css\n"
        "assert site_bundle() and site_css()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
