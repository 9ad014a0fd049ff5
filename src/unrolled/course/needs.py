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
        text = ast.unparse(statement)
        new, old = defines(text), reads(text)
        if isinstance(statement, ast.AugAssign):
            old |= new
        elif not isinstance(statement, ast.Assign | ast.AnnAssign):
            old -= new  # such as the variable of a loop
        used |= old - bound
        bound |= new
    return bound, used


def defines(source: str) -> set[str]:
    """Return the names that code gives a value."""
    symbols = symtable.symtable(source, "<cell>", "exec").get_symbols()
    return {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}


def reads(source: str) -> set[str]:
    """Return the global names that code reads, in its functions and classes too."""

    def read(table: symtable.SymbolTable) -> Iterator[str]:
        outermost = table.get_type() == "module"
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (outermost or symbol.is_global()):
                yield symbol.get_name()
        for child in table.get_children():
            yield from read(child)

    return set(read(symtable.symtable(source, "<cell>", "exec")))
