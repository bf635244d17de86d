"""OpenVINO with float32 inference, one stream, tuned for latency."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .adapter import Adapter, serve_adapter
from .onnx_model import export_onnx, onnx_path
from .prepared import Prepared


class _OpenVino(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        del folder, variant
        export_onnx(prepared)

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        import openvino

        del folder, variant
        settings = {
            "INFERENCE_PRECISION_HINT": "f32",
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": str(threads),
        }
        core = openvino.Core()
        model = core.compile_model(core.read_model(onnx_path(prepared)), "CPU", settings)
        self._request = model.create_infer_request()
        self._inputs = list(prepared.inputs)
        self._count = len(model.outputs)

    def run(self) -> Any:
        return self._request.infer(self._inputs, share_inputs=True, share_outputs=True)

    def outputs(self, result: Any) -> Sequence[Any]:
        return [result[place] for place in range(self._count)]


if __name__ == "__main__":
    serve_adapter(_OpenVino())
