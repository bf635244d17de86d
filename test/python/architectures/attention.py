"""Networks with attention, and those that learnt from them."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Classifier


class ChannelsFirstNorm(nn.Module):
    """Layer normalisation over the channels of an image."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        mean = x.mean(1, keepdim=True)
        variance = (x - mean).pow(2).mean(1, keepdim=True)
        x = (x - mean) / torch.sqrt(variance + 1e-6)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


class ConvNeXtBlock(nn.Module):
    """7x7 depthwise, layer normalisation, two linear layers, a scale (arXiv 2201.03545)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.depthwise = nn.Conv2d(channels, channels, 7, padding=3, groups=channels)
        self.norm = nn.LayerNorm(channels, eps=1e-6)
        self.expand = nn.Linear(channels, 4 * channels)
        self.project = nn.Linear(4 * channels, channels)
        self.scale = nn.Parameter(torch.full((channels,), 0.5))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.norm(self.depthwise(x).permute(0, 2, 3, 1))
        y = self.scale * self.project(F.gelu(self.expand(y)))
        return x + y.permute(0, 3, 1, 2)


def convnext() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 12, 4, 4),
        ChannelsFirstNorm(12),
        ConvNeXtBlock(12),
        ChannelsFirstNorm(12),
        nn.Conv2d(12, 20, 2, 2),
        ConvNeXtBlock(20),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.LayerNorm(20),
        nn.Linear(20, 10),
    )


class SelfAttention(nn.Module):
    """Written out: a matrix product, softmax, a matrix product."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.project = nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        batch, length, width = x.shape
        shape = (batch, length, 3, self.heads, width // self.heads)
        q, k, v = self.qkv(x).reshape(shape).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * (width // self.heads) ** -0.5).softmax(-1)
        return self.project((weights @ v).transpose(1, 2).reshape(batch, length, width))


class TransformerBlock(nn.Module):
    def __init__(self, width: int, attention: nn.Module) -> None:
        super().__init__()
        self.norm1, self.attention = nn.LayerNorm(width), attention
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 32), nn.GELU(), nn.Linear(32, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class VisionTransformer(nn.Module):
    """A stem of convolutions, a class token, positions, two blocks (arXiv 2010.11929)."""

    def __init__(self) -> None:
        super().__init__()
        width = 24
        self.stem = nn.Sequential(nn.Conv2d(3, 12, 3, 2, 1), nn.ReLU(), nn.Conv2d(12, width, 4, 4))
        self.token = nn.Parameter(torch.full((1, 1, width), 0.3))
        self.position = nn.Parameter(torch.linspace(-1, 1, 17 * width).reshape(1, 17, width))
        self.blocks = nn.Sequential(
            TransformerBlock(width, SelfAttention(width, 3)),
            TransformerBlock(width, SelfAttention(width, 4)),
        )
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        tokens = self.stem(x).flatten(2).transpose(1, 2)
        tokens = torch.cat((self.token.expand(x.shape[0], -1, -1), tokens), 1) + self.position
        return self.head(self.norm(self.blocks(tokens))[:, 0])


def vision_transformer() -> nn.Module:
    return VisionTransformer()


class FusedAttention(nn.Module):
    """PyTorch's own function, over the places of an image."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.qkv = nn.Conv2d(width, 3 * width, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        q, k, v = (part.flatten(2).transpose(1, 2) for part in self.qkv(x).chunk(3, 1))
        y = F.scaled_dot_product_attention(q, k, v)
        return x + y.transpose(1, 2).unflatten(2, x.shape[-2:])


def attention_over_places() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, 4, 1), nn.ReLU(), FusedAttention(16), nn.ReLU(), Classifier(16)
    )


class MultiheadBlock(nn.Module):
    """`nn.MultiheadAttention`, whose weights are one parameter."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(width, 2, batch_first=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x.flatten(2).transpose(1, 2)
        y = y + self.attention(y, y, y, need_weights=False)[0]
        return y.transpose(1, 2).reshape(x.shape)


def multihead_attention() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(3, 12, 3, 4, 1), nn.ReLU(), MultiheadBlock(12), nn.Conv2d(12, 8, 3), Classifier(8)
    )


class MixerBlock(nn.Module):
    """Linear layers over places, then over channels (arXiv 2105.01601)."""

    def __init__(self, places: int, width: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.places = nn.Sequential(nn.Linear(places, 24), nn.GELU(), nn.Linear(24, places))
        self.channels = nn.Sequential(nn.Linear(width, 40), nn.GELU(), nn.Linear(40, width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.places(self.norm1(x).transpose(1, 2)).transpose(1, 2)
        return x + self.channels(self.norm2(x))


class Mixer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 20, 8, 8)
        self.blocks = nn.Sequential(MixerBlock(16, 20), MixerBlock(16, 20))
        self.norm = nn.LayerNorm(20)
        self.head = nn.Linear(20, 10)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.blocks(self.stem(x).flatten(2).transpose(1, 2))
        return self.head(self.norm(x).mean(1))


def mlp_mixer() -> nn.Module:
    return Mixer()
