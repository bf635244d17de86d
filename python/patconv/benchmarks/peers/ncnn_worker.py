"""ncnn, converted by pnnx, in float32."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .adapter import Adapter, serve_adapter
from .prepared import Prepared

_PARAM, _BIN = "model.ncnn.param", "model.ncnn.bin"


class _Ncnn(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        import pnnx

        del variant
        module, inputs = prepared.module()
        # pnnx writes a module that it imports again, with paths of its own choosing. The names of
        # layers in it may be numbers, which are no Python; by then ncnn's files are there.
        try:
            pnnx.export(
                module,
                str(folder / "model.pt"),
                tuple(inputs),
                ncnnparam=str(folder / _PARAM),
                ncnnbin=str(folder / _BIN),
                fp16=False,
            )
        except SyntaxError:
            if not (folder / _PARAM).exists() or not (folder / _BIN).exists():
                raise

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        import ncnn

        del variant
        self._ncnn = ncnn
        self._net = ncnn.Net()
        option = self._net.opt
        option.num_threads = threads
        for name in dir(option):
            if name.startswith(("use_fp16", "use_bf16", "use_int8")):
                setattr(option, name, False)
        if self._net.load_param(str(folder / _PARAM)) or self._net.load_model(str(folder / _BIN)):
            raise RuntimeError("ncnn cannot read what pnnx wrote")
        # ncnn has no batch; a matrix does not keep its array alive.
        self._inputs = [
            (name, ncnn.Mat(np.ascontiguousarray(array[0])).clone())
            for name, array in zip(self._net.input_names(), prepared.inputs, strict=True)
        ]
        self._names = self._net.output_names()
        self._shapes = [array.shape for array in prepared.outputs]

    def run(self) -> Any:
        extractor = self._net.create_extractor()
        for name, mat in self._inputs:
            extractor.input(name, mat)
        return [extractor.extract(name)[1] for name in self._names]

    def outputs(self, result: Any) -> list[Any]:
        return [
            np.array(mat).reshape(shape) for mat, shape in zip(result, self._shapes, strict=True)
        ]


if __name__ == "__main__":
    serve_adapter(_Ncnn())
