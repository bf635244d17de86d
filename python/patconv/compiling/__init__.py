"""From a model to a function: `compile`, what it returns, and how that is kept in a file."""

from __future__ import annotations

from .compiler import compile
from .loading import load
from .model import CompiledModel
from .options import CompileOptions
from .profile import LayerTime, Profile
from .report import LayerReport, ModelReport, TorchPart

__all__ = [
    "CompileOptions",
    "CompiledModel",
    "LayerReport",
    "LayerTime",
    "ModelReport",
    "Profile",
    "TorchPart",
    "compile",
    "load",
]
