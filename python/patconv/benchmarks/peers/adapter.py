"""What every peer's worker does alike: export, load, run, compare."""

from __future__ import annotations

import importlib.metadata
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..timing import time_calls
from ..workers import serve
from .prepared import Prepared

__all__ = ["Adapter", "serve_adapter"]


class Adapter(ABC):
    """One engine in a process of its own; `export` and `load` in different ones."""

    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:  # noqa: B027
        """Write into `folder` what `load` reads; nothing where an engine reads the module itself.

        Args:
            prepared: what is to be run.
            folder: empty, for this engine and variant alone.
            variant: one of the peer's variants.
        """

    @abstractmethod
    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        """Make the engine ready to run what `export` wrote, on `threads` threads."""

    @abstractmethod
    def run(self) -> Any:
        """Run once: what is timed. Returns the outputs in the engine's own form."""

    def outputs(self, result: Any) -> Sequence[Any]:
        """What `run` returned, as arrays of PyTorch's shapes. Not timed."""
        return list(result)


def serve_adapter(adapter: Adapter) -> None:
    """Answer the commands ``export``, ``load`` and ``measure``."""
    reference: list[Any] = []

    def export(prepared: dict[str, Any], folder: str, variant: str) -> None:
        adapter.export(Prepared(**prepared), Path(folder), variant)

    def timed(runs: int) -> dict[str, Any]:
        return time_calls(adapter.run, reference, runs, adapter.outputs, reuses_memory=True)

    def load(prepared: dict[str, Any], folder: str, threads: int, variant: str) -> float:
        """Returns the seconds of a call that was not the first."""
        source = Prepared(**prepared)
        reference[:] = source.outputs
        adapter.load(source, Path(folder), threads, variant)
        seconds: list[float] = timed(1)["seconds"]
        return seconds[0]

    def measure(variant: str, runs: int) -> dict[str, Any]:
        """Time calls of the variant that is loaded; the error is against PyTorch in float64."""
        del variant
        return timed(runs)

    version = importlib.metadata.version
    serve({"export": export, "load": load, "measure": measure, "version": version})
