"""Pattern-based pruning: choose patterns, remove kernels, report what was done."""

from __future__ import annotations

from .compensation import RefitReport, project_and_refit_
from .config import PruneConfig
from .patterns import Pattern
from .projection import project_
from .report import LayerReport, PruneReport

__all__ = [
    "LayerReport",
    "Pattern",
    "PruneConfig",
    "PruneReport",
    "RefitReport",
    "baselines",
    "project_",
    "project_and_refit_",
]
