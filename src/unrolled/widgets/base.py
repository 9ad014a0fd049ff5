r"""The class that all widgets share.

A widget's output is stored four times in a notebook, for four readers: the live
view (a kernel is running), static HTML (the site runs the same JavaScript without
a kernel), a PNG (GitHub, LaTeX) and one line of text. All but the first depend on
the widget's numbers only, so running a notebook again changes nothing.
"""

import base64
import io
import re
from typing import ClassVar

import anywidget
import numpy as np
import traitlets
from matplotlib import style
from matplotlib.figure import Figure
from PIL import Image

from .compose import static_html

_STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial"],
    "svg.fonttype": "none",
    "svg.hashsalt": "unrolled",
}
_NO_DATE = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def encode_array(values) -> dict:
    """Pack an array as `{"shape": [...], "data": base64 of little-endian float16}`.

    Args:
        values: anything `numpy.asarray` takes, or a torch tensor.
    """
    array = to_array(values).astype("<f2")
    data = base64.b64encode(array.tobytes()).decode()
    return {"shape": list(array.shape), "data": data}


def decode_array(packed: dict) -> np.ndarray:
    """Unpack what `encode_array` made, as float64."""
    raw = np.frombuffer(base64.b64decode(packed["data"]), dtype="<f2")
    return raw.reshape(packed["shape"]).astype(np.float64)


def to_array(values) -> np.ndarray:
    """Return a float64 array of numbers, a list or a torch tensor."""
    values = values.detach().cpu() if hasattr(values, "detach") else values
    return np.asarray(values, dtype=np.float64)


def _few_colours(png: bytes) -> bytes:
    """Store a PNG with a palette: a third of the size, and it looks the same."""
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(256).save(buffer, "png", optimize=True)
    return buffer.getvalue()


def _few_digits(svg: bytes) -> bytes:
    """Store an SVG with two decimals and without line breaks inside a path."""
    svg = re.sub(rb"(\d+\.\d\d)\d+", rb"\1", svg)
    return re.sub(rb" ?\n *", rb"\n", svg)


class Widget(anywidget.AnyWidget):
    """A widget that also lives without a kernel.

    A subclass sets `module`, `_esm` and `_css`, tags the traits that make up its
    state with `sync=True, state=True`, and draws itself in `fallback_figure`.
    """

    module: ClassVar[str]
    version = traitlets.Int(1).tag(sync=True, state=True)

    # ipywidgets 7 (Colab) defines it, and it would pre-empt `_repr_mimebundle_`.
    _ipython_display_ = None

    def state(self) -> dict:
        """Return the widget's state as plain JSON."""
        return {name: getattr(self, name) for name in self.traits(state=True)}

    def fallback_figure(self) -> Figure:
        """Draw what is seen where the widget cannot run."""
        raise NotImplementedError(f"{type(self).__name__} draws no fallback figure")

    def alt_text(self) -> str:
        """Say what `fallback_figure` shows, with its numbers."""
        raise NotImplementedError(f"{type(self).__name__} has no alt text")

    def picture(self, kind: str) -> bytes:
        """Render the fallback figure; the same numbers give the same bytes.

        Args:
            kind: "svg" or "png".
        """
        buffer = io.BytesIO()
        with style.context(["default", _STYLE]):  # whatever the notebook has set
            figure = self.fallback_figure()
            figure.savefig(buffer, format=kind, dpi=120, metadata=_NO_DATE[kind])
        return (_few_colours if kind == "png" else _few_digits)(buffer.getvalue())

    def static_html(self) -> str:
        """Return the HTML that the site turns into a running widget."""
        svg = self.picture("svg").decode()
        return static_html(self.module, self.state(), self.alt_text(), svg)

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        png = base64.b64encode(self.picture("png")).decode()
        data |= {"text/html": self.static_html(), "image/png": png}
        return data | {"text/plain": repr(self)}, metadata
