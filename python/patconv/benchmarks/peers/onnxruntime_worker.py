"""ONNX Runtime with its default CPU provider."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .adapter import Adapter, serve_adapter
from .onnx_model import export_onnx, onnx_path
from .prepared import Prepared


class _OnnxRuntime(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        del folder, variant
        export_onnx(prepared)

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        import onnxruntime

        del folder, variant
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
        # Threads that spin would take the core of the engine that is measured next.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        self._session = onnxruntime.InferenceSession(
            str(onnx_path(prepared)), options, providers=["CPUExecutionProvider"]
        )
        names = [value.name for value in self._session.get_inputs()]
        self._feed = dict(zip(names, prepared.inputs, strict=True))

    def run(self) -> Any:
        return self._session.run(None, self._feed)


if __name__ == "__main__":
    serve_adapter(_OnnxRuntime())
