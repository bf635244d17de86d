"""patconv in a process of its own: compiles the pruned network, and runs it."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..compiling import CompiledModel, CompileOptions
from ..compiling import compile as compile_model
from ..importing import ImportedModel, import_model, load_arrays
from .limits import measure_limits
from .workers import serve

_Array = npt.NDArray[np.float32]


class _Engine:
    folder: Path
    threads: int
    imported: ImportedModel
    model: CompiledModel
    x: _Array
    reference: _Array

    def load(self, folder: str, threads: int) -> dict[str, Any]:
        """Import the network of `folder` and compile it."""
        from .torch_worker import load_network

        self.folder, self.threads = Path(folder), threads
        module, x = load_network(folder)
        started = time.perf_counter()
        self.imported = import_model(module, (x,))
        imported = time.perf_counter()
        self.model = self._compile(expose_layers=False)
        compiled = time.perf_counter()
        self.x = np.load(self.folder / "input.npy")
        self.reference = np.load(self.folder / "output.npy")
        return {
            "import_s": imported - started,
            "compile_s": compiled - imported,
            "report": str(self.model.report()),
            "layers": [dataclasses.asdict(layer) for layer in self.model.report().layers],
        }

    def _compile(self, *, expose_layers: bool) -> CompiledModel:
        options = CompileOptions(threads=self.threads, expose_layers=expose_layers)
        return compile_model(self.imported.text, weights=self.imported.arrays, options=options)

    def layer_errors(self) -> dict[str, float]:
        """Compare every convolution's result with PyTorch's; by name."""
        outputs = self._compile(expose_layers=True).layer_outputs(self.x)
        expected = load_arrays(self.folder / "layers.safetensors")
        if outputs.keys() != expected.keys():
            raise ValueError(
                f"expected the layers to be {sorted(expected)}, but got {sorted(outputs)}"
            )
        return {name: _error(outputs[name], expected[name]) for name in outputs}

    def measure(self, runs: int) -> dict[str, Any]:
        """Time whole calls; the error is against PyTorch's output."""
        seconds, error = [], 0.0
        self.model(self.x)
        for _ in range(runs):
            started = time.perf_counter()
            output = self.model(self.x)
            seconds.append(time.perf_counter() - started)
            error = max(error, _error(output, self.reference))
        return {"seconds": seconds, "error": error}

    def measure_layers(self, runs: int) -> dict[str, Any]:
        """Time each layer by the instrumented entry point."""
        times: dict[str, list[float]] = {}
        for _ in range(runs):
            for layer in self.model.profile(self.x, runs=1).layers:
                times.setdefault(layer.name, []).append(layer.seconds)
        return {"seconds": times}

    def limits(self) -> dict[str, Any]:
        return dataclasses.asdict(measure_limits(self.threads))


def _error(output: Any, reference: Any) -> float:
    """max|output - reference| / max|reference|; infinite where a NaN is in it."""
    error = float(np.max(np.abs(output - reference)) / np.max(np.abs(reference)))
    return error if np.isfinite(error) else float("inf")


if __name__ == "__main__":
    engine = _Engine()
    serve(
        {
            "load": engine.load,
            "layer_errors": engine.layer_errors,
            "measure": engine.measure,
            "measure_layers": engine.measure_layers,
            "limits": engine.limits,
        }
    )
