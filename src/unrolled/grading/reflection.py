"""Code that looks into Python or PyTorch, found in the text of an answer.

A name made up at run time (`getattr` with a computed name, `eval`, `torch.ops`) leads
to whatever an exercise forbids, unseen by `rules`.
"""

import ast
from collections.abc import Iterable, Iterator

from unrolled.grading.rules import called, meanings, text

BUILTINS = set(
    "__builtins__ __import__ breakpoint compile eval exec getattr globals locals open "
    "vars".split()
)
# Top modules that an answer may use; others run text (`sympy`) or serve nothing here.
MODULES = set(
    "__future__ abc array bisect cmath collections contextlib copy dataclasses decimal "
    "einops enum fractions functools heapq itertools json math matplotlib numbers "
    "numpy operator os pathlib pprint random re scipy statistics string textwrap time "
    "torch tqdm types typing unrolled warnings".split()
)
# Attributes, keys of modules and names to import that nothing harmless has.
WORDS = set(
    "CodeType ForwardRef Formatter FunctionType __base__ __bases__ __builtins__ "
    "__closure__ __code__ __dict__ __func__ __getattr__ __getattribute__ __globals__ "
    "__import__ __loader__ __mro__ __reduce__ __reduce_ex__ __self__ __spec__ "
    "__subclasses__ __wrapped__ _C _VF _VariableFunctions _getframe aten attrgetter "
    "builtins ctypes f_back f_builtins f_code f_globals f_locals fcntl get_field "
    "get_type_hints gi_frame importlib inspect marshal methodcaller mro pickle "
    "runstring singledispatch singledispatchmethod sys tb_frame".split()
)
TORCH = set("classes fx gc hub jit library load ops overrides package testing".split())


def reflection(
    source: str, known: dict[str, str], forbidden: Iterable[str] = ()
) -> tuple[str, int] | None:
    """Return the first construct of an answer that looks into Python, and its line.

    Args:
        source: The answer.
        known: What names stand for, see `rules.aliases`.
        forbidden: Dotted names that an attribute made up at run time must not be.
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    secret = {*WORDS, *TORCH, *(name.rpartition(".")[2] for name in forbidden)}
    nodes = list(ast.walk(tree))
    harmless = {id(node.func) for node in nodes if _is_harmless(node, secret)}
    bare = BUILTINS | {name for name, dotted in known.items() if _is_foreign(dotted)}
    found = {
        (getattr(node, "lineno", 0), word)
        for names in meanings(tree, known)
        for node in nodes
        if id(node) not in harmless
        for word in _words(node, names, bare)
    }
    line, word = min(found, default=(0, ""))
    return (word, line) if word else None


def _words(node: ast.AST, known: dict[str, str], bare: set[str]) -> Iterator[str]:
    """Yield what a node of the tree has to do with reflection."""
    if isinstance(node, ast.Name) and node.id in bare:
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        start = getattr(node, "module", None)
        for name in node.names:
            yield from _imported(f"{start}.{name.name}" if start else name.name)
    elif isinstance(node, ast.MatchClass):
        yield from WORDS & set(node.kwd_attrs)
    elif dotted := called(node, known):
        yield from _private(dotted)
    if isinstance(node, ast.Attribute) and node.attr in WORDS:
        yield node.attr


def _imported(dotted: str) -> Iterator[str]:
    """Yield what an import of a dotted name has to do with reflection."""
    if _is_foreign(dotted):
        yield dotted.partition(".")[0]
    yield from _private(dotted)


def _is_foreign(dotted: str) -> bool:
    return dotted.partition(".")[0] not in MODULES


def _private(dotted: str) -> Iterator[str]:
    """Yield parts of PyTorch and of other modules that are not for use in answers."""
    first, *rest = dotted.split(".")
    for part in rest:
        hidden = part.startswith("_") and not part.endswith("__")
        if part in WORDS or (first == "torch" and (hidden or part in TORCH)):
            yield f"{first}.{part}" if first == "torch" else part


def _is_harmless(node: ast.AST, secret: set[str]) -> bool:
    """Tell whether a node is `getattr` with a name that can be seen well enough.

    Its start will do, as in `getattr(self, f"W_{gate}")`, if no secret starts so.
    """
    if not isinstance(node, ast.Call) or len(node.args) < 2:
        return False
    if not isinstance(node.func, ast.Name) or node.func.id != "getattr":
        return False
    if whole := text(node.args[1]):
        return whole not in secret and not whole.startswith("_")
    start = _start(node.args[1])
    return bool(start.strip("_")) and not any(s.startswith(start) for s in secret)


def _start(node: ast.AST) -> str:
    """Return the constant text that an expression starts with."""
    if isinstance(node, ast.JoinedStr) and node.values:
        return _start(node.values[0])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text(node) or _start(node.left)
    return text(node)
