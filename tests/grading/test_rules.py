import json
import runpy
from pathlib import Path

import pytest

from unrolled.grading.examine import examine
from unrolled.grading.lab import load_lab
from unrolled.grading.reflection import reflection
from unrolled.grading.rules import aliases, forbidden_use

ROOT = Path(__file__).parents[2]

KNOWN = aliases(["import torch", "from torch import nn"])
FORBIDDEN = ("torch.nn.RNN", "torch.rnn_tanh", "unrolled.models", "eval")
CAUGHT = [
    "nn.RNN(3, 4)",
    "torch.nn.RNN(3, 4)",
    "import torch.nn as m\nm.RNN",
    "from torch import nn as m\nm.RNN",
    "from torch.nn import RNN as R",
    "from torch.nn import RNN",
    "from torch.nn import *\nRNN(3, 4)",
    "from torch.nn.modules.rnn import RNN as R",
    "torch.nn.modules.rnn.RNN",
    "m = torch.nn\nm.RNN",
    "m = torch\nk = m.nn\nk.RNN",
    "if 0:\n    nn = h.x\nnn.RNN",
    "if 0:\n    import h as nn\nnn.RNN",
    "getattr(nn, 'RNN')",
    "getattr(torch.nn, 'R' + 'NN')",
    "__import__('torch.nn').nn.RNN",
    "import importlib\nimportlib.import_module('torch.nn').RNN",
    "from importlib import import_module as load\nload('torch.nn').RNN",
    "vars(nn)['RNN']",
    "nn.__dict__['RNN']",
    "import sys\nsys.modules['torch.nn'].RNN",
    "class C(nn.RNN): pass",
    "def f(cell=nn.RNN): pass",
    "@nn.RNN\ndef f(): pass",
    "torch.rnn_tanh(x)",
    "torch._C._VariableFunctions.rnn_tanh(x)",
    "from unrolled.models.elman import Elman",
    "import unrolled.models.elman as e",
    "from unrolled import models",
    "eval('1')",
]
FREE = [
    "nn.RNNCell(3, 4)",
    "class RNN(nn.Module): pass\nRNN()",
    "self.RNN = 1",
    "text = 'torch.nn.RNN'",
    "# torch.nn.RNN",
    "nn.functional.one_hot(x)",
    "import numpy\nnumpy.nn.RNN",
    "from unrolled.checks import draw",
    "model.eval()",
    "not python at all",
    "",
]


@pytest.mark.parametrize("source", CAUGHT)
def test_a_forbidden_name_is_found_however_it_is_spelled(source):
    assert forbidden_use(source, FORBIDDEN, KNOWN)


@pytest.mark.parametrize("source", FREE)
def test_what_only_looks_like_it_is_free(source):
    assert forbidden_use(source, FORBIDDEN, KNOWN) is None


def test_the_first_use_is_told_with_its_line():
    source = "x = 1\ny = torch.rnn_tanh\nz = nn.RNN"
    assert forbidden_use(source, FORBIDDEN, KNOWN) == ("torch.rnn_tanh", 2)


REFLECTION = [
    "getattr(nn, name)",
    "getattr(nn, 'R' + name)",
    "getattr(nn, f'rn{name}')",
    "getattr(x, '__dict__')",
    "getattr(x, '_refs')",
    "get = getattr\nget(nn, 'RNN')",
    "list(map(getattr, [nn], ['RNN']))",
    "f = eval",
    "exec('x = 1')",
    "compile('1', '', 'eval')",
    "open('rnn.py')",
    "vars(m)",
    "globals()['torch']",
    "__import__(name)",
    "__builtins__",
    "import importlib",
    "from importlib import reload as r",
    "import gc",
    "import ctypes as c",
    "import numpy.ctypeslib, sympy",
    "import sys\nsys._getframe()",
    "import dataclasses\ndataclasses.sys",
    "from dataclasses import sys as s",
    "import marshal",
    "import fcntl",
    "import inspect",
    "import operator\noperator.attrgetter(name)(nn)",
    "from operator import methodcaller",
    "from functools import singledispatch",
    "import string\nstring.Formatter().get_field(name, [nn], {})",
    "torch.ops.aten",
    "[torch][0].ops.aten",
    "torch._C",
    "torch._VF",
    "import torch._VF as f",
    "from torch import _decomp",
    "from torch._decomp import decompositions",
    "nn.functional._VF",
    "m = torch\nm._refs",
    "torch.library.Library",
    "torch.jit.CompilationUnit(text)",
    "f.__code__ = g",
    "f.__globals__",
    "try: f()\nexcept Exception as e: e.__traceback__.tb_frame",
    "match torch:\n    case object(_VF=f): pass",
]
HONEST = [
    "import math, torch.nn.functional as F\nfrom typing import Any",
    "model.eval()\nmodel.train()",
    "import re\nre.compile('x')",
    "torch.compile(f)",
    "getattr(self, 'weight')",
    "getattr(self, f'W_{gate}') @ getattr(self, 'b_' + gate)",
    "super().__init__()\nself.__class__.__name__",
    "self._c, other._h = c, h",
    "h = c\nf, i, o, g, gc, ops, load = gates\nself.gc = gc",
    "torch.trace(x) + torch.__version__",
    "for code in codes: code.sum()",
    "not python at all",
]


@pytest.mark.parametrize("source", REFLECTION)
def test_reflection_is_found(source):
    assert reflection(source, KNOWN, FORBIDDEN)


@pytest.mark.parametrize("source", HONEST)
def test_honest_code_is_no_reflection(source):
    assert reflection(source, KNOWN, FORBIDDEN) is None


def test_what_a_stage_has_imported_is_found_too():
    known = aliases(["import sys as s"])
    assert reflection("x = 1\nlist(s.modules)", known) == ("s", 2)


@pytest.mark.parametrize("path", sorted((ROOT / "tests/mutants").glob("*.py")))
def test_honest_answers_of_the_labs_hold_none(path):
    lab, answers = load_lab(ROOT / f"solutions/{path.stem}.ipynb"), runpy.run_path(path)
    for name, exercise in lab.exercises.items():
        known = aliases(exercise.cells)
        listed = (*answers["VARIANTS"][name], *answers["MUTANTS"][name])
        for source in (exercise.answer, exercise.stub, *(a[1] for a in listed)):
            assert reflection(source, known, exercise.forbidden) is None


class Sent:
    """A notebook whose answers are all alike."""

    def __init__(self, source, lab):
        self.cells = [
            {"cell_type": "code", "source": source, "metadata": {"tags": [tag]}}
            for tag in (f"answer:{name}" for name in lab.exercises)
        ]

    def read(self):
        return json.dumps({"nbformat": 4, "cells": self.cells}).encode()


def test_reflection_is_refused_where_names_are_forbidden_else_a_flag(lab):
    examined = examine(Sent("x = 1\ny = eval('2')", lab), lab)
    refused = examined.answers["planted_bug"]
    assert (refused.status, refused.name, refused.line) == ("forbidden", "eval", 2)
    assert examined.answers["echo"].status is None
    assert "echo: uses eval (line 2)" in examined.flags
    assert "planted_bug: uses eval (line 2)" not in examined.flags
