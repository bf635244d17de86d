"""TVM, untuned: its default schedules for a CPU."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .adapter import Adapter, serve_adapter
from .prepared import Prepared

_MODEL = "model.so"


class _Tvm(Adapter):
    def export(self, prepared: Prepared, folder: Path, variant: str) -> None:
        import torch
        import tvm
        from tvm import relax
        from tvm.relax.frontend.torch import from_exported_program

        del variant
        module, inputs = prepared.module()
        with torch.no_grad():
            program = torch.export.export(module, tuple(inputs))
            lowered = from_exported_program(program)
        target = tvm.target.Target(
            {"kind": "llvm", "mcpu": tvm.target.codegen.llvm_get_system_cpu()}
        )
        with target, tvm.transform.PassContext(opt_level=3):
            lowered = relax.get_pipeline("zero")(lowered)
            relax.build(lowered, target).export_library(str(folder / _MODEL))

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        os.environ["TVM_NUM_THREADS"] = str(threads)
        import tvm
        from tvm import relax

        del variant
        device = tvm.cpu()
        self._machine = relax.VirtualMachine(tvm.runtime.load_module(str(folder / _MODEL)), device)
        self._inputs = [tvm.runtime.tensor(array, device) for array in prepared.inputs]

    def run(self) -> Any:
        return self._machine["main"](*self._inputs)

    def outputs(self, result: Any) -> list[Any]:
        leaves = [result] if hasattr(result, "numpy") else list(result)
        return [leaf.numpy() for leaf in leaves]


if __name__ == "__main__":
    serve_adapter(_Tvm())
