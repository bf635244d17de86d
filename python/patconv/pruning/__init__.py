"""Pattern-based pruning: choose patterns, remove kernels, report what was done."""

from __future__ import annotations

from .admm import ADMM
from .admm_layer import Residual
from .config import PruneConfig
from .masks import attach_masks_, freeze_zeros_, masks_of, remove_masks_
from .overrides import LayerOverride
from .patterns import Pattern
from .projection import project_
from .report import LayerReport, PruneReport
from .schedule import Schedule

__all__ = [
    "ADMM",
    "LayerOverride",
    "LayerReport",
    "Pattern",
    "PruneConfig",
    "PruneReport",
    "Residual",
    "Schedule",
    "attach_masks_",
    "freeze_zeros_",
    "masks_of",
    "project_",
    "remove_masks_",
]
