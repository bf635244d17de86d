"""ONNX models for the tests: exported by PyTorch, or written node by node."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import patconv
import torch
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator
from patconv.reports.numbers import relative_error
from torch import nn

TOLERANCE = 1e-4
Array = npt.NDArray[Any]


def export(
    module: nn.Module,
    inputs: torch.Tensor | tuple[torch.Tensor, ...],
    path: Path,
    *,
    opset: int = 17,
    dynamo: bool = False,
    **more: Any,
) -> Path:
    """Export with one of PyTorch's two exporters, both of which say much of themselves."""
    given = (inputs,) if isinstance(inputs, torch.Tensor) else inputs
    previous = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module.eval(),
                given,
                str(path),
                opset_version=opset,
                dynamo=dynamo,
                **({"verbose": False} if dynamo else {}),
                **more,
            )
    finally:
        logging.disable(previous)
    return path


def make_model(
    nodes: Sequence[onnx.NodeProto],
    inputs: Mapping[str, Sequence[int | str | None]],
    outputs: Sequence[str] = ("y",),
    constants: Mapping[str, Array | onnx.TensorProto] | None = None,
    opset: int = 18,
    **more: Any,
) -> onnx.ModelProto:
    """A model of these nodes; inputs are float32 tensors of these shapes."""
    initializers = [
        value
        if isinstance(value, onnx.TensorProto)
        else numpy_helper.from_array(np.asarray(value), name)
        for name, value in (constants or {}).items()
    ]
    graph = helper.make_graph(
        list(nodes),
        "test",
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, s) for n, s in inputs.items()],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        initializers,
    )
    opsets = [helper.make_opsetid("", opset), *more.pop("opsets", ())]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, **more)


def compile_onnx(path: Path, example_inputs: Any = None) -> patconv.CompiledModel:
    options = patconv.CompileOptions(reproducer=False)
    return patconv.compile(path, example_inputs, options=options)


def assert_like_reference(model: onnx.ModelProto, path: Path) -> patconv.CompiledModel:
    """Save and compile a model, and compare it with ONNX's evaluator on random inputs."""
    onnx.save(model, path)
    compiled = compile_onnx(path)
    generator = np.random.default_rng(5)
    feeds = {
        spec.name: generator.standard_normal(spec.shape, np.float32)
        for spec in compiled.input_specs
    }
    expected = ReferenceEvaluator(model).run(None, feeds)
    got = compiled(*feeds.values())
    outputs = got if isinstance(got, tuple) else (got,)
    for output, reference in zip(outputs, expected, strict=True):
        assert relative_error(output, reference) <= TOLERANCE
    return compiled
