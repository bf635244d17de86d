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
from .retraining import PruneResult, prune_and_retrain
from .run_log import EpochRecord
from .schedule import Schedule

__all__ = [
    "ADMM",
    "EpochRecord",
    "LayerOverride",
    "LayerReport",
    "Pattern",
    "PruneConfig",
    "PruneReport",
    "PruneResult",
    "Residual",
    "Schedule",
    "attach_masks_",
    "freeze_zeros_",
    "masks_of",
    "project_",
    "prune_and_retrain",
    "remove_masks_",
]
