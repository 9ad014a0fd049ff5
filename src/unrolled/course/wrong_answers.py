"""Wrong answers made from right ones: emptied functions, and zeros."""

import ast
import types
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np
import torch


def emptied(source: str, name: str) -> str:
    """Let each function and method of an answer raise, and each variable be None."""
    tree = ast.parse(source)
    failure = ast.parse(f'raise NotImplementedError("exercise {name}")').body
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.body = failure
    for node in tree.body:
        if isinstance(node, ast.Assign) and (variables := _assigned(node)):
            node.targets = [ast.Name(v, ast.Store()) for v in variables]
            node.value = ast.Constant(None)
    return ast.unparse(ast.fix_missing_locations(tree))


def defined(source: str) -> list[str]:
    """Return the names that an answer defines at its top level."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.append(node.name)
        else:
            found += _assigned(node)
    return found


def _assigned(statement: ast.stmt) -> list[str]:
    """Return the variables that a statement sets: `a`, or `a` and `b` of `a, b = …`."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
        targets = [statement.target]
    else:
        return []
    stored = (node for target in targets for node in ast.walk(target))
    return [
        node.id
        for node in stored
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


def zeros(value: Any) -> Any:
    """Return something of the same form whose every number is zero."""
    if isinstance(value, torch.Tensor):
        return torch.zeros_like(value)
    if isinstance(value, np.ndarray):
        return np.zeros_like(value)
    if isinstance(value, types.FunctionType):
        return _zeroed(value)
    if isinstance(value, torch.nn.Module):
        value.forward = _zeroed(value.forward)
    elif isinstance(value, type):
        for name, method in list(vars(value).items()):
            if isinstance(method, types.FunctionType) and name[:2] != "__":
                setattr(value, name, _zeroed(method))
    elif isinstance(value, dict):
        return {key: zeros(item) for key, item in value.items()}
    elif isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(zeros, value))
    elif isinstance(value, (list, tuple)):
        return type(value)(map(zeros, value))
    elif isinstance(value, (bool, int, float, complex, str)):
        return type(value)()
    return value


def _zeroed(function: Callable) -> Callable:
    @wraps(function)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return zeros(function(*args, **kwargs))

    return answer
