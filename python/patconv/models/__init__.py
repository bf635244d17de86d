"""Networks in plain PyTorch with torchvision's parameter names.

A checkpoint made for torchvision's network of the same name loads with
``model.load_state_dict``. Needs PyTorch (``pip install patconv[torch]``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from torch import nn

from .calibrate import calibrate_, initialise_, unit_variance_
from .digits import DigitsResNet, DigitsVGG, digits_resnet, digits_vgg
from .mobilenet_v2 import MobileNetV2, mobilenet_v2
from .resnet import ResNet, resnet18, resnet50
from .vgg16 import VGG16, vgg16

__all__ = [
    "DIGITS_NETWORKS",
    "NETWORKS",
    "VGG16",
    "DigitsResNet",
    "DigitsVGG",
    "MobileNetV2",
    "ResNet",
    "calibrate_",
    "digits_resnet",
    "digits_vgg",
    "initialise_",
    "mobilenet_v2",
    "resnet18",
    "resnet50",
    "unit_variance_",
    "vgg16",
]

#: The networks by the name that the command line knows them by; all take images of 3 channels.
NETWORKS: Mapping[str, Callable[[], nn.Module]] = MappingProxyType(
    {
        "vgg16": vgg16,
        "resnet18": resnet18,
        "resnet50": resnet50,
        "mobilenet_v2": mobilenet_v2,
    }
)

#: The networks for scikit-learn's digits by that name; they take images of 1x8x8.
DIGITS_NETWORKS: Mapping[str, Callable[[], nn.Module]] = MappingProxyType(
    {"digits_vgg": digits_vgg, "digits_resnet": digits_resnet}
)
