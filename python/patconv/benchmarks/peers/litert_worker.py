"""LiteRT (TensorFlow Lite) with XNNPACK, in its own order of dimensions: channels last."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from .adapter import Adapter, serve_adapter
from .prepared import Prepared

_MODEL = "model.tflite"


class _LiteRt(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
        import litert_torch

        del variant
        module, inputs = prepared.module()
        images = [place for place, x in enumerate(inputs) if x.ndim == 4]
        maps = [place for place, y in enumerate(prepared.outputs) if y.ndim == 4]
        wrapped = litert_torch.to_channel_last_io(module, args=images, outputs=maps)
        arguments = tuple(x.permute(0, 2, 3, 1).contiguous() if x.ndim == 4 else x for x in inputs)
        litert_torch.convert(wrapped.eval(), arguments).export(str(folder / _MODEL))

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        from ai_edge_litert.interpreter import Interpreter

        del variant
        self._interpreter = Interpreter(str(folder / _MODEL), num_threads=threads)
        self._interpreter.allocate_tensors()
        self._inputs = [
            (detail["index"], _channels_last(array))
            for detail, array in zip(
                self._interpreter.get_input_details(), prepared.inputs, strict=True
            )
        ]
        self._places = [detail["index"] for detail in self._interpreter.get_output_details()]

    def run(self) -> Any:
        for place, array in self._inputs:
            self._interpreter.set_tensor(place, array)
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(place) for place in self._places]

    def outputs(self, result: Any) -> list[Any]:
        return [y.transpose(0, 3, 1, 2) if y.ndim == 4 else y for y in result]


def _channels_last(array: Any) -> Any:
    return np.ascontiguousarray(array.transpose(0, 2, 3, 1)) if array.ndim == 4 else array


if __name__ == "__main__":
    serve_adapter(_LiteRt())
