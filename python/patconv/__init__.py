"""Compile pattern-pruned convolutional networks into native code.

Prune with `prune_and_retrain`, `ADMM` or, in one shot, `project_`; compile with `compile`;
call the result. Neither PyTorch nor
the compiler is loaded before something needs it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import baselines, data, errors, models
    from .compiling import CompiledModel, CompileOptions, compile, load
    from .pruning import (
        ADMM,
        LayerOverride,
        PatternSet,
        PruneConfig,
        PrunePlan,
        PruneReport,
        PruneResult,
        Schedule,
        load_pattern_set,
        plan,
        project_,
        project_and_refit_,
        prune_and_retrain,
        remove_masks_,
        save_pattern_set,
    )

__version__ = "0.1.0"

__all__ = [
    "ADMM",
    "CompileOptions",
    "CompiledModel",
    "LayerOverride",
    "PatternSet",
    "PruneConfig",
    "PrunePlan",
    "PruneReport",
    "PruneResult",
    "Schedule",
    "__version__",
    "baselines",
    "compile",
    "data",
    "errors",
    "load",
    "load_pattern_set",
    "models",
    "plan",
    "project_",
    "project_and_refit_",
    "prune_and_retrain",
    "remove_masks_",
    "save_pattern_set",
]

#: Where each public name lives; None stands for the submodule of that name.
_HOMES = {
    "ADMM": "pruning",
    "CompileOptions": "compiling",
    "CompiledModel": "compiling",
    "LayerOverride": "pruning",
    "PatternSet": "pruning",
    "PruneConfig": "pruning",
    "PrunePlan": "pruning",
    "PruneReport": "pruning",
    "PruneResult": "pruning",
    "Schedule": "pruning",
    "baselines": None,
    "compile": "compiling",
    "data": None,
    "errors": None,
    "load": "compiling",
    "load_pattern_set": "pruning",
    "models": None,
    "plan": "pruning",
    "project_": "pruning",
    "prune_and_retrain": "pruning",
    "remove_masks_": "pruning",
    "save_pattern_set": "pruning",
    "project_and_refit_": "pruning",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES[name]
    if home is None:
        return importlib.import_module(f".{name}", __name__)
    value = getattr(importlib.import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
