"""patconv in a process of its own: compiles single layers, and runs them."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import numpy.typing as npt

from ..compiling import CompiledModel, CompileOptions
from ..compiling import compile as compile_model
from ..importing.layer_reference import reference_outputs
from .layer_cases import LAYER, LayerCase, Variant, build
from .limits import measure_limits
from .timing import largest, relative_error, repeat_warm
from .workers import serve


class _Engine:
    threads: int
    models: dict[str, CompiledModel]
    image: npt.NDArray[np.float32]
    reference: dict[str, npt.NDArray[np.float32]]

    def load(
        self,
        case: dict[str, Any],
        variants: dict[str, dict[str, Any]],
        threads: int,
        target: str = "host",
    ) -> dict[str, Any]:
        """Compile a case in each variant, and compare its layer with PyTorch in float64.

        What converts the image is a layer of its own, and not counted.
        """
        self.threads, self.models, self.reference = threads, {}, {}
        loaded = {}
        for variant, description in variants.items():
            described = Variant(**description)
            module, x = build(LayerCase(**case), described)
            layers, (output,) = reference_outputs(module, (x,))
            options = CompileOptions(threads=threads, expose_layers=True, **described.options)
            exposed = compile_model(module, (x,), target=target, options=options)
            got = exposed.layer_outputs(x)[LAYER]
            values = next(layer.values for layer in layers if layer.name == LAYER)
            options = dataclasses.replace(options, expose_layers=False, copy_weights=True)
            model = compile_model(module, (x,), target=target, options=options)
            report = next(layer for layer in model.report().layers if layer.name == LAYER)
            self.models[variant], self.image = model, x.numpy()
            self.reference[variant] = output.float().numpy()
            loaded[variant] = {
                "layer": dataclasses.asdict(report),
                "error": min(relative_error(got, value) for value in values),
            }
        return loaded

    def measure(self, variant: str, runs: int) -> dict[str, Any]:
        """Time the layer by the instrumented entry point."""
        model = self.models[variant]
        code = model._callable()
        place = code.layers.index(LAYER)
        output = np.empty_like(self.reference[variant])

        def call() -> tuple[float, npt.NDArray[np.float32]]:
            times = code.profile([self.image.ctypes.data], [output.ctypes.data])
            return (times[place + 1] - times[place]) * 1e-9, output.copy()

        # Compared at the end: that takes as long as the layer, and takes the caches.
        seconds, outputs = zip(*repeat_warm(call, runs), strict=True)
        errors = (relative_error(output, self.reference[variant]) for output in outputs)
        return {"seconds": list(seconds), "error": largest(*errors)}

    def limits(self, threads: int) -> dict[str, Any]:
        limits = measure_limits(threads)
        return {**dataclasses.asdict(limits), "gflops": limits.gflops}


if __name__ == "__main__":
    engine = _Engine()
    serve({"load": engine.load, "measure": engine.measure, "limits": engine.limits})
