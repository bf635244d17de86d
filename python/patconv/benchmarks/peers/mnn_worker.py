"""MNN, and MNN with its detection of sparse weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .adapter import Adapter, serve_adapter
from .onnx_model import INPUT_NAMES, OUTPUT_NAMES, export_onnx
from .prepared import Prepared

_MODEL = "model.mnn"


class _Mnn(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        # The converter's library: the package's mnnconvert script installs packages and sends logs.
        import _tools

        path = export_onnx(prepared)
        files = ["--modelFile", str(path), "--MNNModel", str(folder / _MODEL)]
        options = ["--detectSparseSpeedUp"] if variant == "sparse" else []
        _tools.mnnconvert(["MNNConvert", "-f", "ONNX", *files, "--bizCode", "patconv", *options])
        if not (folder / _MODEL).is_file():
            raise RuntimeError("MNN's converter wrote no model; its messages say why")

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        import MNN

        del variant
        self._net = MNN.Interpreter(str(folder / _MODEL))
        self._session = self._net.createSession(
            {"backend": "CPU", "precision": "high", "numThread": threads}
        )
        self._inputs = [
            (self._net.getSessionInput(self._session, name), _host_tensor(array))
            for name, array in zip(INPUT_NAMES, prepared.inputs, strict=False)
        ]
        self._outputs = [
            (self._net.getSessionOutput(self._session, name), _host_tensor(np.empty_like(array)))
            for name, array in zip(OUTPUT_NAMES, prepared.outputs, strict=False)
        ]

    def run(self) -> Any:
        for tensor, host in self._inputs:
            tensor.copyFrom(host)
        self._net.runSession(self._session)
        for tensor, host in self._outputs:
            tensor.copyToHostTensor(host)
        return [host for _, host in self._outputs]

    def outputs(self, result: Any) -> list[Any]:
        return [
            np.array(host.getNumpyData(), copy=True).reshape(host.getShape()) for host in result
        ]


def _host_tensor(array: npt.NDArray[np.float32]) -> Any:
    import MNN

    return MNN.Tensor(array.shape, MNN.Halide_Type_Float, array, MNN.Tensor_DimensionType_Caffe)


if __name__ == "__main__":
    serve_adapter(_Mnn())
