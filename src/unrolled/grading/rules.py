"""Names that an exercise forbids, found in the text of an answer.

What cannot be seen so (`getattr` with a computed name, `eval`) `reflection` finds, and
the sandbox refuses when it runs.
"""

import ast
from collections.abc import Iterable, Iterator

# Calls that return a module by its name, or the contents of a module.
IMPORTERS = ("__import__", "import_module", "importlib.import_module")


def aliases(cells: Iterable[str]) -> dict[str, str]:
    """Return what the imports of some cells let names stand for: `nn`: `torch.nn`."""
    known: dict[str, str] = {}
    for source in cells:
        known |= _imported(ast.parse(source))
    return known


def forbidden_use(
    source: str, forbidden: Iterable[str], known: dict[str, str]
) -> tuple[str, int] | None:
    """Return the first forbidden name that an answer uses, and its line.

    A name counts under any path of its package: `torch.nn.modules.rnn.RNN` is
    `torch.nn.RNN`. Text that is no Python uses nothing: it cannot run either.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = sorted(
        (line, name)
        for names in meanings(tree, known)
        for dotted, line in _used(tree, names)
        for name in forbidden
        if _is(dotted, name)
    )
    return (found[0][1], found[0][0]) if found else None


def meanings(tree: ast.AST, known: dict[str, str]) -> tuple[dict[str, str], ...]:
    """Return what names may stand for in a tree.

    What a name meant before counts too: a branch that never runs may rename it.
    """
    imported = known | _imported(tree)
    return known, imported, imported | _assigned(tree, imported)


def _is(dotted: str, forbidden: str) -> bool:
    """Tell whether a dotted name is the forbidden one, or within it."""
    parts, wanted = dotted.split("."), forbidden.split(".")
    inside = parts[: len(wanted)] == wanted
    return inside or (parts[0] == wanted[0] and wanted[-1] in parts[1:])


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return what the imports in a tree let names stand for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                top = name.name.partition(".")[0]
                found[name.asname or top] = name.name if name.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                found[name.asname or name.name] = f"{node.module}.{name.name}"
    return found


def _assigned(tree: ast.AST, known: dict[str, str]) -> dict[str, str]:
    """Return what names stand for by assignment: `m = torch.nn`."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, dotted = node.targets[0], called(node.value, known | found)
            if isinstance(target, ast.Name) and dotted:
                found[target.id] = dotted
    return found


def _used(tree: ast.AST, known: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield each dotted name of a tree with its line."""
    stars = [
        node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and _has_star(node)
    ]
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import):
            yield from ((name.name, line) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{name.name}", line) for name in node.names)
        elif isinstance(node, ast.Name):
            yield from ((f"{module}.{node.id}", line) for module in stars)
        if dotted := called(node, known):
            yield dotted, line


def _has_star(node: ast.ImportFrom) -> bool:
    return any(name.name == "*" for name in node.names)


def called(node: ast.AST, known: dict[str, str]) -> str:
    """Return the dotted name that an expression stands for, or ""."""
    if isinstance(node, ast.Name):
        return known.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return _joined(called(node.value, known), node.attr)
    if isinstance(node, ast.Subscript):
        return _joined(called(node.value, known), text(node.slice))
    if not isinstance(node, ast.Call) or not node.args:
        return ""
    function, first = called(node.func, known), node.args[0]
    if function in IMPORTERS:
        return text(first)
    if function == "vars":
        return called(first, known)
    if function == "getattr" and len(node.args) > 1:
        return _joined(called(first, known), text(node.args[1]))
    return ""


def _joined(start: str, rest: str) -> str:
    return f"{start}.{rest}".removeprefix("sys.modules.") if start and rest else ""


def text(node: ast.AST) -> str:
    """Return the value of a constant string, or of several joined by `+`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = text(node.left), text(node.right)
        return left + right if left and right else ""
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if constant else ""
