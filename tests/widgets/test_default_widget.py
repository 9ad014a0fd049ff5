"""The directive on a page that names no notebook."""

import subprocess
import sys
from pathlib import Path

import pytest

from unrolled.course.site.widget import default_widget

MODULES = Path(__file__).parents[2] / "node_modules"
CONFIG = """
extensions = ["myst_nb", "sphinxcontrib.bibtex", "unrolled.course.sphinx_ext"]
html_math_renderer = "katex"
html_theme = "basic"
bibtex_bibfiles = []
exclude_patterns = ["node_modules"]
"""
PAGE = """# A

```{unrolled-widget} mapping_types
```

```{unrolled-widget} unroll
```
"""


def test_only_a_widget_with_a_default_does_without_a_notebook(tmp_path):
    (tmp_path / "conf.py").write_text(CONFIG)
    (tmp_path / "index.md").write_text(PAGE)
    (tmp_path / "node_modules").symlink_to(MODULES)
    command = [sys.executable, "-m", "sphinx", "-q", tmp_path, tmp_path / "out"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    html = (tmp_path / "out/index.html").read_text("utf8")
    stored = default_widget("mapping_types").read_text("utf8")
    assert stored.partition("<img")[0] in html
    assert said.count("ERROR") == 1
    assert "index.md:6: ERROR: unrolled-widget: expected the option :notebook:" in said


def test_a_widget_without_a_default_is_named():
    with pytest.raises(ValueError, match=r"only mapping_types can do .*got 'unroll'"):
        default_widget("unroll")
