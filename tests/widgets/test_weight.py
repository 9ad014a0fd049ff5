"""What the one-hot inspector and the mapping types weigh, and that browsers read it."""

import subprocess

import pytest

from unrolled.widgets.compose import HERE, compose, site_bundle, widget_names

PARTS = ("parts.*", "one_hot*.*", "mapping_*.*", "js/parts.js", "js/one_hot_*.js")
PATTERNS = (*PARTS, "js/mapping_*.js")


def test_the_two_small_widgets_weigh_at_most_40_kb_of_script_and_style():
    files = {path for pattern in PATTERNS for path in HERE.glob(pattern)}
    sizes = [f.stat().st_size for f in files if f.suffix in (".js", ".css")]
    assert len(sizes) == 12
    assert sum(sizes) <= 40 * 1024


@pytest.mark.parametrize("name", [*widget_names(), "all"])
def test_what_is_joined_is_read_without_a_syntax_error(tmp_path, name):
    script = tmp_path / ("all.js" if name == "all" else "one.mjs")
    script.write_text(site_bundle() if name == "all" else compose(name), "utf8")
    subprocess.run(["node", "--check", script], check=True)
