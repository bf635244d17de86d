"""Models that several tests compile, and how their results are compared."""

from __future__ import annotations

import patconv
import torch
from torch import nn

LINEAR = """
func.func @main(%w: tensor<8x4xf32> {patconv.parameter = "fc.weight"},
    %x: tensor<1x4xf32> {patconv.input = "x"}) -> (tensor<1x8xf32> {patconv.output = "y"}) {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %t = linalg.transpose ins(%w : tensor<8x4xf32>) outs(%e : tensor<4x8xf32>) permutation = [1, 0]
  %i = tensor.empty() : tensor<1x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%i : tensor<1x8xf32>) -> tensor<1x8xf32>
  %y = linalg.matmul ins(%x, %t : tensor<1x4xf32>, tensor<4x8xf32>)
      outs(%f : tensor<1x8xf32>) -> tensor<1x8xf32>
  return %y : tensor<1x8xf32>
}
"""


def small_network() -> tuple[nn.Module, torch.Tensor]:
    """A pruned network with a pattern, a 1x1, a depthwise and a fully connected layer."""
    torch.manual_seed(3)
    model = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 24, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(24, 24, 3, padding=1, groups=24),
        nn.ReLU(),
        nn.Conv2d(24, 32, 1),
        nn.Flatten(),
        nn.Linear(32 * 49, 40),
    ).eval()
    patconv.project_(model, patconv.PruneConfig(entries=4, patterns=8, connectivity=3.6))
    return model.requires_grad_(False), torch.randn(1, 3, 14, 14)


def assert_close(got: torch.Tensor, expected: torch.Tensor) -> None:
    assert got.shape == expected.shape
    assert (got - expected).abs().max() <= 1e-5 * expected.abs().max()
