"""What an engine for ONNX computes for every convolution of a model."""

from __future__ import annotations

import importlib.util
import itertools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .onnx_import import load_static_graph
from .reference import ModelReference

if TYPE_CHECKING:
    import onnx

    from .onnx_graph import OnnxGraph

__all__ = ["reference_of_onnx"]

_Array = npt.NDArray[np.float32]
#: The operator set from which on normalisations say whether they are in training.
_INFERENCE_OPSET = 15
_CONVOLUTIONS = ("Conv", "ConvTranspose")
#: Operations that give an element for an element, and may be fused into a convolution.
_ELEMENTWISE = {
    *("Abs", "Add", "BatchNormalization", "Celu", "Clip", "Div", "Elu", "Erf", "Exp", "Gelu"),
    *("HardSigmoid", "HardSwish", "Identity", "LeakyRelu", "Log", "Max", "Min", "Mish", "Mul"),
    *("Neg", "PRelu", "Pow", "Relu", "Selu", "Sigmoid", "Softplus", "Sqrt", "Sub", "Sum", "Tanh"),
}


def reference_of_onnx(path: Path, inputs: Sequence[_Array]) -> ModelReference:
    """Run a model with ONNX Runtime, or where that is missing with ONNX's own evaluator.

    The model runs with its own operations, at the operator set of the file or, where that is old,
    the oldest that patconv takes; no normalisation is folded.

    Args:
        path: the file.
        inputs: of the call; their shapes fix dimensions that the model leaves open.

    Raises:
        ImportContractError, ImportError: as `import_onnx`.
    """
    graph = load_static_graph(path, inputs)
    layers = dict(_layers(graph))
    wanted = list(dict.fromkeys([*graph.outputs, *itertools.chain(*layers.values())]))
    feeds = dict(zip((spec.name for spec in graph.inputs), inputs, strict=True))
    engine, values = _run(graph, wanted, {**feeds, **graph.parameters})
    return ModelReference(
        engine,
        {name: [values[value] for value in chain] for name, chain in layers.items()},
        [values[name] for name in graph.outputs],
    )


def _run(
    graph: OnnxGraph, wanted: Sequence[str], feeds: Mapping[str, _Array]
) -> tuple[str, dict[str, _Array]]:
    import onnx

    model = onnx.ModelProto()
    model.CopyFrom(graph.model)
    known = set(graph.outputs)
    types = {value.name: value for value in graph.graph.value_info}
    model.graph.output.extend(types[name] for name in wanted if name not in known)
    run: Any
    if importlib.util.find_spec("onnxruntime") is not None:
        import onnxruntime

        engine = f"ONNX Runtime {onnxruntime.__version__}"
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"]
        )
        run = session.run
    else:
        from onnx.reference import ReferenceEvaluator

        engine = f"onnx {onnx.__version__}, reference evaluator"
        run = ReferenceEvaluator(_for_evaluator(model)).run
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        results = run(list(wanted), dict(feeds))
    return engine, dict(zip(wanted, results, strict=True))


def _for_evaluator(model: onnx.ModelProto) -> onnx.ModelProto:
    """A model of which the evaluator does not take normalisations for training."""
    import onnx

    types = {node.op_type for node in model.graph.node}
    versions = [o.version for o in model.opset_import if o.domain in ("", "ai.onnx")]
    if "BatchNormalization" not in types or max(versions) >= _INFERENCE_OPSET:
        return model
    converted: onnx.ModelProto = onnx.version_converter.convert_version(model, _INFERENCE_OPSET)
    return converted


def _layers(graph: OnnxGraph) -> Iterator[tuple[str, list[str]]]:
    """Each convolution's name, with the values that the compiler may expose for it."""
    from .onnx_names import name_parameters

    names = name_parameters(graph)
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    taken: set[str] = set()
    for node in graph.graph.node:
        if node.op_type not in _CONVOLUTIONS or node.input[1] not in names:
            continue
        name = names[node.input[1]].removesuffix(".weight")
        unique = next(n for n in _numbered(name) if n not in taken)
        taken.add(unique)
        yield unique, _following(graph, node.output[0], readers)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in itertools.count(1))


def _following(
    graph: OnnxGraph, result: str, readers: Mapping[str, Sequence[onnx.NodeProto]]
) -> list[str]:
    """A value, and those of the element-wise operations that read it and constants alone.

    An activation may be written as several operations, which all read the value. One more tensor
    may come in, as in residual blocks.
    """
    fixed = {*graph.parameters, *graph.constants(), ""}
    values, added, place = [result], False, 0
    while place < len(values):
        for node in readers.get(values[place], ()):
            others = [n for n in node.input if n not in fixed and n not in values]
            if node.op_type not in _ELEMENTWISE or node.output[0] in values:
                continue
            if others and added:
                continue
            added |= bool(others)
            values.append(node.output[0])
        place += 1
    return values
