"""Which cells of a notebook others need, read off the names they bind and use."""

import ast
import symtable
from collections.abc import Iterable, Iterator

from nbformat import NotebookNode


def without_magics(source: str) -> str:
    """Return a cell's code; its magics become empty lines."""
    lines = source.split("\n")
    return "\n".join("" if line.startswith(("%", "!")) else line for line in lines)


def needed(notebook: NotebookNode, positions: Iterable[int]) -> set[int]:
    """Return these cells and those before that define things or give them names.

    A cell that only changes an object in place is not seen.
    """
    chosen, wanted = set(positions), set()
    for position in range(max(chosen, default=-1), -1, -1):
        cell = notebook.cells[position]
        if cell.cell_type != "code":
            continue
        bound, used = names_of(cell.source)
        if position in chosen or bound & wanted or only_defines(cell.source):
            chosen.add(position)
            wanted |= used
    return chosen


def only_defines(source: str) -> bool:
    """Tell whether a cell imports and defines, and does nothing else."""
    harmless = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
    body = ast.parse(without_magics(source)).body
    return all(isinstance(statement, harmless) for statement in body)


def names_of(source: str) -> tuple[set[str], set[str]]:
    """Return the names that a cell binds, and those it uses before it binds them."""
    bound, used = set(), set()
    for statement in ast.parse(without_magics(source)).body:
        table = symtable.symtable(ast.unparse(statement), "<cell>", "exec")
        symbols = table.get_symbols()
        new = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
        old = {s.get_name() for s in symbols if s.is_referenced()} | set(
            _globals(table)
        )
        if isinstance(statement, ast.AugAssign):
            old |= new
        elif not isinstance(statement, ast.Assign | ast.AnnAssign):
            old -= new  # such as the variable of a loop
        used |= old - bound
        bound |= new
    return bound, used


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that functions and classes in a table use."""
    for inner in table.get_children():
        yield from (s.get_name() for s in inner.get_symbols() if s.is_global())
        yield from _globals(inner)
