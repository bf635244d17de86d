"""Images to train and calibrate with: scikit-learn's digits, CIFAR-10, folders as ImageNet's.

Needs PyTorch and, for digits and folders of images, ``pip install patconv[data]``.
"""

from __future__ import annotations

from .cifar10 import cifar10
from .digits import digits
from .imagenet import imagenet
from .loaders import Loaders
from .spec import DataSpec, parse_data_spec

__all__ = ["DataSpec", "Loaders", "cifar10", "digits", "imagenet", "parse_data_spec"]
