"""Compile pattern-pruned convolutional networks into native code.

Prune with `project_`, compile with `compile`, call the result. Neither PyTorch nor
the compiler is loaded before something needs it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import baselines, data, errors, models
    from .compiling import CompiledModel, CompileOptions, compile, load
    from .pruning import PruneConfig, PruneReport, project_, project_and_refit_

__version__ = "0.1.0"

__all__ = [
    "CompileOptions",
    "CompiledModel",
    "PruneConfig",
    "PruneReport",
    "__version__",
    "baselines",
    "compile",
    "data",
    "errors",
    "load",
    "models",
    "project_",
    "project_and_refit_",
]

#: Where each public name lives; None stands for the submodule of that name.
_HOMES = {
    "CompileOptions": "compiling",
    "CompiledModel": "compiling",
    "PruneConfig": "pruning",
    "PruneReport": "pruning",
    "baselines": None,
    "compile": "compiling",
    "data": None,
    "errors": None,
    "load": "compiling",
    "models": None,
    "project_": "pruning",
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
