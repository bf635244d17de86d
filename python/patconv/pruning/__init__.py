"""Pattern-based pruning: choose patterns, remove kernels, report what was done."""

from __future__ import annotations

from .admm import ADMM
from .admm_layer import Residual
from .compensation import RefitReport, project_and_refit_
from .config import PruneConfig
from .masks import attach_masks_, freeze_zeros_, masks_of, remove_masks_
from .overrides import LayerOverride
from .pattern_picture import draw_pattern_set
from .pattern_sets import PatternSet, load_pattern_set, mine_pattern_set, save_pattern_set
from .patterns import Pattern
from .plan_result import LayerPlan, PrunePlan
from .planning import plan
from .projection import project_
from .report import LayerReport, PruneReport
from .retraining import PruneResult, prune_and_retrain
from .run_log import EpochRecord
from .schedule import Schedule

__all__ = [
    "ADMM",
    "EpochRecord",
    "LayerOverride",
    "LayerPlan",
    "LayerReport",
    "Pattern",
    "PatternSet",
    "PruneConfig",
    "PrunePlan",
    "PruneReport",
    "PruneResult",
    "RefitReport",
    "Residual",
    "Schedule",
    "attach_masks_",
    "baselines",
    "draw_pattern_set",
    "freeze_zeros_",
    "load_pattern_set",
    "masks_of",
    "mine_pattern_set",
    "plan",
    "project_",
    "project_and_refit_",
    "prune_and_retrain",
    "remove_masks_",
    "save_pattern_set",
]
