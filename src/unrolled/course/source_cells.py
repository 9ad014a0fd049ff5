"""Cells tagged `source:dotted.name` show the package's own code."""

import ast
import io
import textwrap
import tokenize
from importlib.util import find_spec
from pathlib import Path

from nbformat import NotebookNode

from unrolled.course import CourseError
from unrolled.course.notebook import where
from unrolled.course.tags import parse_all


def check_source(notebook: NotebookNode, path: object = "notebook") -> list[str]:
    """Return one line for each `source:` cell whose code is not the package's.

    Docstrings and line breaks may differ, nothing else: names, defaults, type hints
    and comments count.
    """
    return [
        f"{where(path, position, cell)}: not the code of {name}: "
        "run `unrolled normalise`"
        for position, cell, name in _source_cells(notebook, path)
        if not _same_code(cell.source, definition(name))
    ]


def fill(notebook: NotebookNode, path: object = "notebook") -> None:
    """Give every stale `source:` cell the package's code, in place.

    Raises:
        CourseError: The package has no such definition.
    """
    for position, cell, name in _source_cells(notebook, path):
        try:
            code = definition(name)
        except CourseError as error:
            raise CourseError(f"{where(path, position, cell)}: {error}") from None
        if not _same_code(cell.source, code):
            cell.source = without_docstrings(code)


def _source_cells(notebook: NotebookNode, path: object):
    for position, tag in enumerate(parse_all(notebook, path)):
        if tag.role == "source":
            yield position, notebook.cells[position], tag.name


def definition(name: str) -> str:
    """Return the text of a class, function or method, without importing its module.

    Raises:
        CourseError: No such module, or no such definition in it.
    """
    file, inner = _file(name)
    code = file.read_text(encoding="utf-8")
    node = ast.parse(code)
    for part in inner:
        found = [
            n for n in ast.iter_child_nodes(node) if getattr(n, "name", "") == part
        ]
        if not found:
            raise CourseError(
                f"expected {part} in {file.name}, found none: mend {name}"
            )
        node = found[-1]
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return textwrap.dedent("\n".join(code.splitlines()[first - 1 : node.end_lineno]))


def _file(name: str) -> tuple[Path, list[str]]:
    """Split a dotted name into its module's file and the names inside it."""
    package, *parts = name.split(".")
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CourseError(f"expected the package {package}, found none: install it")
    folder = Path(spec.origin).parent
    for cut in range(len(parts) - 1, 0, -1):
        stem = folder.joinpath(*parts[:cut])
        for file in (stem.with_suffix(".py"), stem / "__init__.py"):
            if file.is_file():
                return file, parts[cut:]
    raise CourseError(f"expected a module and a name in it, got {name}: mend the tag")


def without_docstrings(code: str) -> str:
    """Remove the docstrings of a piece of code, keeping everything else."""
    lines = code.splitlines()
    nodes = [n for n in ast.walk(ast.parse(code)) if _docstring(n) and len(n.body) > 1]
    for text in sorted((n.body[0] for n in nodes), key=lambda t: -t.lineno):
        end = text.end_lineno
        while end < len(lines) and not lines[end].strip():
            end += 1
        del lines[text.lineno - 1 : end]
    return "\n".join(lines)


def _docstring(node: ast.AST) -> bool:
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Module)
    return isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None


def _same_code(left: str, right: str) -> bool:
    try:
        return _essence(left) == _essence(right)
    except (SyntaxError, tokenize.TokenError):
        return False


def _essence(code: str) -> tuple[str, list[str]]:
    """Return the syntax tree without docstrings, and the comments."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if _docstring(node):
            node.body = node.body[1:]
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return ast.dump(tree), [t.string for t in tokens if t.type == tokenize.COMMENT]
