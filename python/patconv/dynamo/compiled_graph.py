"""A graph of TorchDynamo, compiled for each set of weights and shapes that it is called with."""

from __future__ import annotations

import logging
import threading
import warnings
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import fx

from ..compiling import CompiledModel, CompileOptions, compile
from ..errors import CompileError, ImportContractError, PatConvWarning, UnsupportedOperationError
from .frozen_graph import FrozenGraph, find_weights, unwrap_numbers
from .outputs import Outputs, describe_outputs

__all__ = ["CompiledGraph"]

_LOG = logging.getLogger("patconv.dynamo")
#: Sets of weights and shapes to compile one graph for, and sets of shapes alone; with others it
#: runs in PyTorch. A number that changes is like a shape.
_MOST_VARIANTS, _MOST_SHAPES = 64, 16
#: Compilations of one variant after edits of its weights, before edits are waited out.
_MOST_HASTY = 8

_remarked: set[str] = set()


class CompiledGraph:
    """What `torch.compile` calls in place of a graph.

    Weights are frozen: each call checks that they are the tensors of the compilation, at the same
    version, and compiles again where not. Where gradients are recorded, or for inputs that the
    compiler does not take, the graph runs in PyTorch, of which a `PatConvWarning` tells once.

    Args:
        graph_module: the graph.
        example_inputs: of a call.
        target: as for `patconv.compile`.
        options: as for `patconv.compile`.
    """

    def __init__(
        self,
        graph_module: fx.GraphModule,
        example_inputs: Sequence[Any],
        target: str,
        options: CompileOptions,
    ) -> None:
        self._graph_module = graph_module
        self._traced, self._numbers = unwrap_numbers(graph_module)
        self._weights = find_weights(graph_module.graph, example_inputs)
        self._own = (*graph_module.parameters(), *graph_module.buffers())
        self._target = target
        self._options = options
        self._lock = threading.Lock()
        self._variants: dict[tuple[Any, ...], _Variant] = {}
        #: Shapes for which the graph runs in PyTorch.
        self._declined: set[tuple[Any, ...]] = set()

    def __call__(self, *arguments: Any) -> Any:
        """The results of the graph."""
        tensors = [*(a for a in arguments if isinstance(a, torch.Tensor)), *self._own]
        if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors):
            _remark("gradients are recorded; call it under torch.no_grad()")
            return self._graph_module(*arguments)
        values = [
            value.item() if position in self._numbers else value
            for position, value in enumerate(arguments)
        ]
        weights = [*(values[position] for position in self._weights), *self._own]
        others = [value for n, value in enumerate(values) if n not in self._weights]
        shapes = tuple(
            (value.shape, value.stride()) if isinstance(value, torch.Tensor) else value
            for value in others
        )
        key = (shapes, *map(id, weights))
        variant = self._variants.get(key)
        if variant is None or not variant.is_current(weights):
            variant = None
            if shapes not in self._declined:
                with self._lock:
                    variant = self._renew(key, values, weights)
        if variant is None:
            return self._graph_module(*arguments)
        inputs = [value for value in others if isinstance(value, torch.Tensor)]
        return variant.outputs.arrange(values, variant.call(inputs))

    def _renew(
        self,
        key: tuple[Any, ...],
        values: Sequence[Any],
        weights: Sequence[torch.Tensor],
    ) -> _Variant | None:
        """The variant of a call, compiled where it is missing or of older weights."""
        shapes = key[0]
        old = self._variants.get(key)
        if old is not None and not old.has(weights):
            del self._variants[key]  # Other tensors at the addresses of those.
            old = None
        if old is not None and old.is_current(weights):
            return old
        if shapes in self._declined or (old is not None and old.has_to_wait(weights)):
            return None
        if old is None and not self._has_room(shapes):
            _remark(
                f"it was called with more than {_MOST_SHAPES} sets of shapes, or more than "
                f"{_MOST_VARIANTS} of weights and shapes"
            )
            return None
        options = self._options
        if old is not None:
            # Of weights in training, no version comes back.
            options = replace(options, cache=False)
        versions = _versions(weights)
        made = self._compile(values, weights, options)
        if isinstance(made, str):
            _remark(made)
            self._declined.add(shapes)
            return None
        model, outputs = made
        edits = 0 if old is None else old.edits + 1
        references = tuple(map(weakref.ref, weights))
        self._variants[key] = _Variant(model, outputs, references, versions, edits)
        return self._variants[key]

    def _has_room(self, shapes: tuple[Any, ...]) -> bool:
        alive = {key: variant for key, variant in self._variants.items() if variant.is_alive()}
        self._variants = alive
        known = {key[0] for key in alive} | {shapes}
        return len(alive) < _MOST_VARIANTS and len(known) <= _MOST_SHAPES

    def _compile(
        self, values: Sequence[Any], weights: Sequence[torch.Tensor], options: CompileOptions
    ) -> tuple[CompiledModel, Outputs] | str:
        """Compile for one call, or say why the graph is PyTorch's."""
        inputs = [
            value
            for position, value in enumerate(values)
            if position not in self._weights and isinstance(value, torch.Tensor)
        ]
        if reason := _find_fault([*inputs, *weights], options) or ("" if inputs else "no inputs"):
            return reason
        outputs = describe_outputs(self._traced, values)
        if isinstance(outputs, str):
            return outputs
        if not outputs.computed:
            return "it computes nothing"
        frozen = FrozenGraph(self._traced, values, self._weights, outputs.computed)
        # Marks of dynamic dimensions lie on the tensors themselves; here every shape is fixed.
        inputs = [value.detach() for value in inputs]
        try:
            with torch.inference_mode(False), torch.no_grad():
                model = compile(frozen, inputs, target=self._target, options=options)
        except (CompileError, UnsupportedOperationError) as error:
            strict = options.strict and isinstance(error, CompileError)
            if strict or options.fallback == "error":
                raise
            return str(error)
        except ImportContractError as error:
            return str(error)
        _LOG.info("compiled a graph of torch.compile\n%s", model.report())
        return model, outputs


@dataclass(eq=False)
class _Variant:
    """A graph compiled for one set of weights and shapes.

    Attributes:
        model: the compiled graph.
        outputs: how its values become results.
        weights: what it was compiled from; an address may be given to another tensor later.
        versions: of the weights then.
        edits: how often the weights were seen edited.
        seen: the versions of the weights of the last call that waited.
    """

    model: CompiledModel
    outputs: Outputs
    weights: tuple[weakref.ref[torch.Tensor], ...]
    versions: tuple[int, ...]
    edits: int
    seen: tuple[int, ...] = ()

    def has(self, weights: Sequence[torch.Tensor]) -> bool:
        return all(ref() is tensor for ref, tensor in zip(self.weights, weights, strict=True))

    def is_current(self, weights: Sequence[torch.Tensor]) -> bool:
        return self.versions == _versions(weights) and self.has(weights)

    def is_alive(self) -> bool:
        return all(ref() is not None for ref in self.weights)

    def has_to_wait(self, weights: Sequence[torch.Tensor]) -> bool:
        """Whether weights change so often that this call had better run in PyTorch."""
        before, self.seen = self.seen, _versions(weights)
        return self.edits >= _MOST_HASTY and self.seen != before

    def call(self, inputs: Sequence[torch.Tensor]) -> Sequence[torch.Tensor]:
        values = self.model(*inputs)
        return values if isinstance(values, tuple) else (values,)


def _versions(weights: Sequence[torch.Tensor]) -> tuple[int, ...]:
    """How often each tensor was written to, which PyTorch does not count in inference mode."""
    return tuple(-1 if tensor.is_inference() else tensor._version for tensor in weights)


def _find_fault(tensors: Sequence[torch.Tensor], options: CompileOptions) -> str:
    """What the compiler does not take about tensors."""
    if torch.is_autocast_enabled("cpu"):
        return "it works on other types than float32, by torch.autocast"
    for tensor in tensors:
        if tensor.device.type != "cpu":
            return f"it works on device {tensor.device.type}"
        if tensor.layout != torch.strided:
            return f"it works on tensors of layout {tensor.layout}"
        floats = tensor.is_floating_point() or tensor.is_complex()
        if tensor.dtype != torch.float32 and (floats or options.fallback == "error"):
            return f"it works on {str(tensor.dtype).removeprefix('torch.')}, not float32"
    return ""


def _remark(reason: str) -> None:
    """Tell once why PyTorch runs a graph."""
    if reason not in _remarked:
        _remarked.add(reason)
        text = f"torch.compile with backend 'patconv' leaves a graph to PyTorch: {reason}"
        warnings.warn(text, PatConvWarning, stacklevel=3)
