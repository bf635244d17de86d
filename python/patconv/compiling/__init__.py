"""From a model to a function: `compile`, and what it returns."""

from __future__ import annotations

from .compiler import compile
from .model import CompiledModel
from .options import CompileOptions
from .profile import LayerTime, Profile
from .report import LayerReport, ModelReport

__all__ = [
    "CompileOptions",
    "CompiledModel",
    "LayerReport",
    "LayerTime",
    "ModelReport",
    "Profile",
    "compile",
]
