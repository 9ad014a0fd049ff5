r"""Randomness in one place."""

import random

import numpy as np
import torch


def set_seed(seed: int) -> torch.Generator:
    r"""Seed Python, NumPy and PyTorch; return a CPU generator with the same seed."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed)
