"""Networks in plain PyTorch with torchvision's parameter names.

A checkpoint made for torchvision's network of the same name loads with
``model.load_state_dict``. Needs PyTorch (``pip install patconv[torch]``).
"""

from __future__ import annotations

from .calibrate import calibrate_, initialise_, unit_variance_
from .vgg16 import VGG16, vgg16

__all__ = ["VGG16", "calibrate_", "initialise_", "unit_variance_", "vgg16"]
