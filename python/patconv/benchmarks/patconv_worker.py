"""patconv in a process of its own: compiles the network that was prepared, and runs it."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..compiling import CompiledModel, CompileOptions
from ..compiling import compile as compile_model
from ..importing import ImportedModel, import_model, load_arrays
from .limits import measure_limits
from .peers.prepared import Prepared
from .timing import relative_error, time_calls
from .torch_worker import LAYERS, ZEROS, load_network
from .workers import serve

_Array = npt.NDArray[np.float32]


class _Engine:
    folder: Path
    threads: int
    imported: ImportedModel
    model: CompiledModel
    inputs: list[_Array]
    reference: list[_Array]

    def load(
        self, folder: str, model: str, shapes: Sequence[Sequence[int]] | None, threads: int
    ) -> dict[str, Any]:
        """Import the network of `folder` and compile it."""
        self.folder, self.threads = Path(folder), threads
        module, inputs = load_network(folder, model, shapes)
        started = time.perf_counter()
        self.imported = import_model(module, inputs)
        imported = time.perf_counter()
        self.model = self._compile(expose_layers=False)
        compiled = time.perf_counter()
        prepared = Prepared(folder)
        self.inputs, self.reference = prepared.inputs, prepared.outputs
        layers = [
            {**dataclasses.asdict(layer), "refused": layer.refused}
            for layer in self.model.report().layers
        ]
        zeros = json.loads((self.folder / ZEROS).read_text(encoding="utf-8"))
        for layer in layers:
            if layer["path"] == "linear" and layer["name"] in zeros:
                layer["read_bytes"] = layer["bytes"] * (1 - zeros[layer["name"]])
        return {
            "import_s": imported - started,
            "compile_s": compiled - imported,
            "report": str(self.model.report()),
            "layers": layers,
        }

    def _compile(self, *, expose_layers: bool) -> CompiledModel:
        options = CompileOptions(threads=self.threads, expose_layers=expose_layers)
        return compile_model(self.imported.text, weights=self.imported.arrays, options=options)

    def layer_errors(self) -> dict[str, float]:
        """Compare every convolution's result with PyTorch's; by name.

        The compiler exposes the convolution's value or that after an operation fused into it:
        the one of PyTorch's values that is nearest counts. Those that stay outside of the pattern
        path are not exposed; what they compute shows in the outputs.
        """
        exposed = self._compile(expose_layers=True)
        outputs = exposed.layer_outputs(*self.inputs) if exposed.layer_specs else {}
        expected: dict[str, list[_Array]] = {}
        for name, array in load_arrays(self.folder / LAYERS).items():
            expected.setdefault(name.rpartition("/")[0], []).append(array)
        # PyTorch's calls of one module have numbers, the report's layers none; it has convolutions
        # that are not of images, too.
        outside = [
            layer
            for layer in exposed.report().layers
            if layer.refused and layer.name not in outputs and len(layer.output) == 4
        ]
        if not outputs.keys() <= expected.keys() or len(expected) != len(outputs) + len(outside):
            raise ValueError(
                f"expected the layers to be {sorted(expected)}, but got {sorted(outputs)}, and "
                f"{len(outside)} that cannot be compared"
            )
        return {
            name: min(relative_error(outputs[name], value) for value in expected[name])
            for name in outputs
        }

    def _outputs(self, outputs: Any) -> Sequence[Any]:
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def measure(self, runs: int) -> dict[str, Any]:
        """Time whole calls; the error is against PyTorch's outputs."""
        return time_calls(lambda: self._outputs(self.model(*self.inputs)), self.reference, runs)

    def measure_layers(self, runs: int) -> dict[str, Any]:
        """Time each layer by the instrumented entry point, which must compute the same."""
        code = self.model._callable()
        runs_ns: list[list[int]] = []

        def call() -> list[_Array]:
            outputs = [np.empty_like(array) for array in self.reference]
            pointers = (
                [array.ctypes.data for array in self.inputs],
                [y.ctypes.data for y in outputs],
            )
            runs_ns.append(code.profile(*pointers))
            return outputs

        error = time_calls(call, self.reference, runs)["error"]
        # As in whole calls, the first ones are not counted.
        seconds = {
            name: [(times[place + 1] - times[place]) * 1e-9 for times in runs_ns[-runs:]]
            for place, name in enumerate(code.layers)
        }
        return {"seconds": seconds, "error": error}

    def limits(self) -> dict[str, Any]:
        limits = measure_limits(self.threads)
        return {**dataclasses.asdict(limits), "gflops": limits.gflops}


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
