r"""Pictures of a page: fetched when they come near the screen, at a known size."""

import base64
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import imagesize
from sphinx.application import Sphinx

IMAGE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"[^>]*?(?=\s*/?>)')
SVG = "data:image/svg+xml;base64,"


def store(data: str, folder: Path) -> Path:
    """Write the picture of a data URL as a file of its own."""
    svg = base64.b64decode(data.removeprefix(SVG))
    path = folder / f"{hashlib.sha256(svg).hexdigest()[:32]}.svg"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(svg)
    return path


def attributes(tag: str, picture: Path) -> str:
    """Add to an image's tag that it may come late, and the room it will take."""
    width, height = map(round, imagesize.get(picture))
    size = f' width="{width}" height="{height}"' if width > 0 else ""
    if re.search(r"\b(?:width|height)\b[=:]", tag):
        size = ""
    return f'{tag} loading="lazy" decoding="async"{size}'


def lazily(app: Sphinx, root: str) -> Callable[[re.Match], str]:
    """Return what rewrites an image's tag on a page ``root`` below the site's top."""
    sources = {name: source for source, name in app.builder.images.items()}

    def rewrite(match: re.Match) -> str:
        tag, address = match.group(), match[1]
        if address.startswith(SVG):
            picture = store(address, Path(app.outdir, "_images"))
            name = f"{root}_images/{picture.name}"
            return attributes(tag.replace(address, name), picture)
        source = sources.get(address.rsplit("/", 1)[-1])
        return attributes(tag, Path(app.srcdir, source)) if source else tag

    return rewrite


def mend(app: Sphinx, pagename: str, template, context: dict, doctree) -> None:
    """Rewrite all images of a page."""
    rewrite = lazily(app, context.get("content_root", ""))
    context["body"] = IMAGE.sub(rewrite, context.get("body", ""))


def setup(app: Sphinx) -> None:
    """Connect to the build."""
    app.connect("html-page-context", mend)
