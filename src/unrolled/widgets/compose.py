r"""Put a widget's JavaScript together, without a bundler.

anywidget loads one ES module and resolves no relative import, and a browser
blocks modules on `file://`. So `NAME.js` and the modules it imports are joined
here: into one ES module for a live kernel, into one classic script for the site.

A module may use these forms only, each starting in the first column:
`import { a, b } from "./js/x.js";`, `export function|const|class NAME` and, in
`NAME.js`, one final `export default {…}`.
"""

import base64
import html
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";[ \t]*\n', re.M)
_NAME = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class|const|let|var) +([\w$]+)", re.M
)
_SEVERAL = re.compile(r"^(?:const|let|var) *[\[{]([^\]}]+)[\]}] *=", re.M)
_UNSUPPORTED = re.compile(
    r"^(?:import\b|export (?!(?:async )?(?:function|class|const|let|default)\b)).*",
    re.M,
)


class ComposeError(ValueError):
    """A widget's JavaScript cannot be joined into one file."""


def widget_names(folder: Path = HERE) -> list[str]:
    """Name every widget that has a `NAME.js` here."""
    return sorted(path.stem for path in folder.glob("*.js") if path.stem != "host")


def compose(name: str, folder: Path = HERE) -> str:
    """Return one ES module: `NAME.js` with all that it imports."""
    modules = _collect(_existing(name, folder))
    main = modules.popitem()[1]
    return "\n".join([*map(_plain, modules.values()), main])


def site_bundle(folder: Path = HERE) -> str:
    """Return one classic script: every widget, each shared module once, the host."""
    shared: dict[Path, str] = {}
    widgets = []
    for name in widget_names(folder):
        modules = _collect(_existing(name, folder))
        main = modules.popitem()[1].replace("\nexport default ", "\nreturn ")
        widgets.append(f"{name}: (() => {{\n{main}}})(),")
        shared |= modules
    host = (folder / "host.js").read_text(encoding="utf-8")
    _check_clashes(shared | {folder / "host.js": host})
    registry = "\n".join(["const WIDGETS = {", *widgets, "};"])
    body = "\n".join([*map(_plain, shared.values()), registry, host])
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def widget_css(name: str) -> str:
    """Return the style sheet of one widget, for a live kernel."""
    return (HERE / f"{name}.css").read_text(encoding="utf-8")


def site_css() -> str:
    """Return the style sheet of all widgets and of their host."""
    return "\n".join(widget_css(name) for name in ["host", "parts", *widget_names()])


def static_html(name: str, state: dict, alt: str, svg: str) -> str:
    """Return the HTML stored in a notebook: the state, and a picture until it runs.

    Args:
        name: the widget's module, for example "unroll".
        state: plain JSON, enough to run the widget without a kernel.
        alt: what the picture shows.
        svg: the picture, as the text of an SVG file.
    """
    data = json.dumps(state, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    data = data.replace("<", r"\u003c")  # "</script>" or "<!--" would end the script
    image = base64.b64encode(svg.encode()).decode()
    return (
        f'<div class="unrolled-widget" data-module="{html.escape(name)}">'
        f'<script type="application/json">{data}</script>'
        f'<img src="data:image/svg+xml;base64,{image}" alt="{html.escape(alt)}"></div>'
    )


def _existing(name: str, folder: Path) -> Path:
    path = folder / f"{name}.js"
    if not path.is_file():
        known = ", ".join(widget_names(folder))
        raise ComposeError(f"expected a widget, one of {known}; got {name!r}")
    return path


def _collect(main: Path) -> dict[Path, str]:
    """Map each module to its text without imports: imported ones first, main last."""
    modules: dict[Path, str] = {}
    _visit(main.resolve(), modules, trail=())
    _check_clashes(modules)
    return modules


def _visit(path: Path, modules: dict[Path, str], trail: tuple[Path, ...]) -> None:
    if path in trail:
        names = " → ".join(p.name for p in (*trail, path))
        raise ComposeError(f"circular import: {names}")
    text = path.read_text(encoding="utf-8")
    for names, target in _IMPORT.findall(text):
        imported = _resolve(path, target, names)
        if imported not in modules:
            _visit(imported, modules, (*trail, path))
    body = _IMPORT.sub("", text)
    if wrong := _UNSUPPORTED.search(body):
        raise ComposeError(f"{path.name}: cannot join this line: {wrong[0]}")
    modules[path] = body


def _resolve(path: Path, target: str, names: str) -> Path:
    imported = (path.parent / target).resolve()
    if not target.startswith(".") or not imported.is_file():
        raise ComposeError(f'{path.name}: cannot resolve the import "{target}"')
    text = imported.read_text(encoding="utf-8")
    exported = {name for export, name in _NAME.findall(text) if export}
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    if missing := sorted(wanted - exported):
        raise ComposeError(f"{path.name}: {target} does not export {missing[0]!r}")
    return imported


def _check_clashes(modules: dict[Path, str]) -> None:
    owner: dict[str, str] = {}
    for path, text in modules.items():
        for name in _declared(text):
            if owner.setdefault(name, path.name) != path.name:
                files = f"{owner[name]} and {path.name}"
                raise ComposeError(f"{name!r} is declared in {files}: rename one")


def _plain(text: str) -> str:
    """Turn a shared module into plain declarations."""
    return re.sub(r"^export ", "", text, flags=re.M)


def _declared(text: str) -> list[str]:
    """List the names declared in the first column: `const a`, `const [b, c]`, …"""
    several = ",".join(_SEVERAL.findall(text))
    taken = [part.rpartition(":")[2].strip() for part in several.split(",") if part]
    return [name for _, name in _NAME.findall(text)] + taken
