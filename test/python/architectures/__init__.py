"""Small instances of many architectures: the structure of each, few channels, small images."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import nn

from . import attention, branching, dense_prediction, generative, mobile, plain, residual

__all__ = ["ARCHITECTURES", "Architecture"]


@dataclass(frozen=True)
class Architecture:
    """How to make a network and what it takes.

    Attributes:
        build: makes the network with PyTorch's own weights.
        inputs: shapes of the inputs without the batch.
    """

    build: Callable[[], nn.Module]
    inputs: tuple[tuple[int, ...], ...]

    def example(self, batch: int) -> tuple[torch.Tensor, ...]:
        """Normal random inputs, always the same."""
        generator = torch.Generator().manual_seed(batch)
        return tuple(torch.randn(batch, *shape, generator=generator) for shape in self.inputs)


def _entry(build: Callable[[], nn.Module], *inputs: tuple[int, ...]) -> tuple[str, Architecture]:
    return build.__name__, Architecture(build, inputs)


ARCHITECTURES: Mapping[str, Architecture] = MappingProxyType(
    dict(
        (
            _entry(plain.alexnet, (3, 63, 63)),
            _entry(plain.vgg, (3, 32, 32)),
            _entry(plain.vgg_batch_norm, (3, 29, 31)),
            _entry(plain.network_in_network, (3, 32, 32)),
            _entry(plain.squeezenet, (3, 40, 36)),
            _entry(plain.repvgg, (3, 30, 34)),
            _entry(plain.same_padding_stem, (3, 32, 35)),
            _entry(plain.rectangular_kernels, (1, 20, 50)),
            _entry(plain.one_dimensional, (2, 101)),
            _entry(plain.many_activations, (3, 33, 29)),
            _entry(residual.resnet_basic, (3, 32, 32)),
            _entry(residual.resnet_bottleneck, (3, 37, 43)),
            _entry(residual.resnext, (3, 32, 32)),
            _entry(residual.wide_resnet, (3, 16, 16)),
            _entry(residual.preactivation_resnet, (3, 17, 19)),
            _entry(residual.cifar_resnet20, (3, 32, 32)),
            _entry(residual.group_norm_resnet, (3, 28, 28)),
            _entry(residual.se_resnet, (3, 32, 32)),
            _entry(residual.cbam_resnet, (3, 32, 32)),
            _entry(residual.sknet, (3, 31, 27)),
            _entry(mobile.mobilenet_v1, (3, 32, 32)),
            _entry(mobile.mobilenet_v2, (3, 40, 40)),
            _entry(mobile.mobilenet_v3, (3, 40, 40)),
            _entry(mobile.efficientnet, (3, 38, 38)),
            _entry(mobile.shufflenet_v1, (3, 32, 32)),
            _entry(mobile.shufflenet_v2, (3, 32, 32)),
            _entry(mobile.ghostnet, (3, 31, 33)),
            _entry(branching.googlenet, (3, 32, 32)),
            _entry(branching.inception_v3, (3, 35, 35)),
            _entry(branching.densenet, (3, 32, 32)),
            _entry(branching.csp_darknet, (3, 32, 32)),
            _entry(branching.siamese, (1, 32, 32), (1, 32, 32)),
            _entry(dense_prediction.unet, (3, 32, 32)),
            _entry(dense_prediction.unet_bilinear, (3, 32, 28)),
            _entry(dense_prediction.feature_pyramid, (3, 41, 37)),
            _entry(dense_prediction.yolo_leaky, (3, 32, 32)),
            _entry(dense_prediction.yolo_silu, (3, 32, 48)),
            _entry(dense_prediction.deeplab, (3, 33, 33)),
            _entry(dense_prediction.pspnet, (3, 48, 48)),
            _entry(dense_prediction.espnet, (3, 32, 32)),
            _entry(dense_prediction.hrnet, (3, 30, 26)),
            _entry(generative.espcn, (1, 17, 23)),
            _entry(generative.edsr, (3, 16, 16)),
            _entry(generative.srgan_generator, (3, 8, 12)),
            _entry(generative.autoencoder, (1, 28, 28)),
            _entry(generative.dcgan_generator, (16,)),
            _entry(generative.style_transfer, (3, 24, 26)),
            _entry(generative.patch_discriminator, (3, 32, 32)),
            _entry(attention.convnext, (3, 32, 32)),
            _entry(attention.vision_transformer, (3, 32, 32)),
            _entry(attention.attention_over_places, (3, 24, 28)),
            _entry(attention.multihead_attention, (3, 24, 24)),
            _entry(attention.mlp_mixer, (3, 32, 32)),
        )
    )
)
