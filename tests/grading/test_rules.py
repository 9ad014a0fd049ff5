import pytest

from unrolled.grading.rules import aliases, forbidden_use

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
