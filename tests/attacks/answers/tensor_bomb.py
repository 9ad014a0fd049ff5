# 8 GB in one tensor.
import torch


def double(x):
    return torch.ones(1 << 30, dtype=torch.float64)
