"""IREE for the CPU of this machine, convolutions with channels last."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from .adapter import Adapter, serve_adapter
from .onnx_model import export_onnx
from .prepared import Prepared

_MODEL, _WEIGHTS = "model.vmfb", "model.irpa"
_OPTIONS = (
    "--iree-hal-target-device=local",
    "--iree-hal-local-target-device-backends=llvm-cpu",
    "--iree-llvmcpu-target-cpu=host",
    "--iree-opt-level=O3",
    "--iree-preprocessing-pass-pipeline=builtin.module("
    "util.func(iree-preprocessing-convert-conv-to-channels-last))",
)


class _Iree(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        from iree.compiler import tools

        del variant
        path, text = export_onnx(prepared), folder / "model.mlir"
        importer = [sys.executable, "-m", "iree.compiler.tools.import_onnx"]
        files = [str(path), "-o", str(text), "--save-params-to", str(folder / _WEIGHTS)]
        made = subprocess.run([*importer, *files, "--externalize-params"], capture_output=True)
        if made.returncode:
            raise RuntimeError(f"IREE's importer says: {made.stderr.decode(errors='replace')}")
        tools.compile_file(
            str(text), input_type="onnx", extra_args=_OPTIONS, output_file=str(folder / _MODEL)
        )

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        from iree import runtime

        del variant
        runtime.flags.parse_flags(f"--task_topology_group_count={threads}")
        index = runtime.ParameterIndex()
        index.load(str(folder / _WEIGHTS))
        config = runtime.Config("local-sync" if threads == 1 else "local-task")
        instance = config.vm_instance
        modules = runtime.load_vm_modules(
            runtime.create_io_parameters_module(instance, index.create_provider("model")),
            runtime.create_hal_module(instance, config.device),
            runtime.VmModule.mmap(instance, str(folder / _MODEL)),
            config=config,
        )
        module = modules[-1]
        # Beside it there are an asynchronous form and the initialiser.
        names = module.vm_module.function_names
        self._function = module[next(n for n in names if "$" not in n and n != "__init")]
        self._inputs = [runtime.asdevicearray(config.device, array) for array in prepared.inputs]

    def run(self) -> Any:
        result = self._function(*self._inputs)
        return [y.to_host() for y in (result if isinstance(result, tuple) else (result,))]


if __name__ == "__main__":
    serve_adapter(_Iree())
