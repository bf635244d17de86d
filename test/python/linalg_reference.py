"""Run an imported model through torch-mlir's own MLIR, with plain loops.

This shows that the imported text and arrays compute what the model computes,
without any part of our compiler.
"""

from __future__ import annotations

import ctypes

import numpy as np
import numpy.typing as npt
from patconv.importing import ImportedModel

_PIPELINE = (
    "builtin.module(one-shot-bufferize{bufferize-function-boundaries "
    "function-boundary-type-conversion=identity-layout-map},"
    "buffer-results-to-out-params{hoist-static-allocs modify-public-functions},"
    "func.func(convert-linalg-to-loops),convert-scf-to-cf,expand-strided-metadata,"
    "lower-affine,convert-math-to-llvm,convert-arith-to-llvm,finalize-memref-to-llvm,"
    "convert-func-to-llvm,convert-cf-to-llvm,reconcile-unrealized-casts)"
)


def _copy(_element_size: int, source: ctypes.c_void_p, target: ctypes.c_void_p) -> None:
    """What `memref.copy` calls for memrefs with strides: (bytes of an element, from, to)."""
    from torch_mlir.runtime import UnrankedMemRefDescriptor, unranked_memref_to_numpy

    pointer = ctypes.POINTER(UnrankedMemRefDescriptor)
    views = [
        unranked_memref_to_numpy(ctypes.cast(m, pointer), np.float32) for m in (source, target)
    ]
    views[1][...] = views[0]


_COPY = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)(_copy)


def run(imported: ImportedModel, *inputs: npt.NDArray[np.float32]) -> list[npt.NDArray[np.float32]]:
    """Return the outputs of `@main` for `inputs`, in order."""
    from torch_mlir import ir
    from torch_mlir.execution_engine import ExecutionEngine
    from torch_mlir.passmanager import PassManager
    from torch_mlir.runtime import get_ranked_memref_descriptor

    with ir.Context() as context:
        context.allow_unregistered_dialects = True
        module = ir.Module.parse(imported.text)
        function = module.body.operations[0]
        names = [
            str(ir.DictAttr(attributes)["patconv.parameter"])[1:-1]
            for attributes in function.attributes["arg_attrs"]
            if "patconv.parameter" in ir.DictAttr(attributes)
        ]
        for name in ("arg_attrs", "res_attrs"):
            del function.attributes[name]
        function.attributes["llvm.emit_c_interface"] = ir.UnitAttr.get()
        PassManager.parse(_PIPELINE).run(module.operation)
        engine = ExecutionEngine(module)
        engine.raw_register_runtime("memrefCopy", ctypes.cast(_COPY, ctypes.c_void_p))
        outputs = [np.zeros(spec.shape, np.float32) for spec in imported.outputs]
        arrays = [imported.arrays[name] for name in names]
        descriptors = [
            ctypes.pointer(ctypes.pointer(get_ranked_memref_descriptor(array)))
            for array in (*arrays, *inputs, *outputs)
        ]
        engine.invoke("main", *descriptors)
    return outputs
