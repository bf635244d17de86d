"""What a graph returns besides numbers: which memory, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch
from torch import fx
from torch._subclasses.fake_tensor import FakeTensorMode

__all__ = ["Outputs", "describe_outputs"]


@dataclass(frozen=True)
class _Constant:
    """A result that is no tensor."""

    value: Any


@dataclass(frozen=True)
class _View:
    """A tensor in memory that there is.

    Attributes:
        of: the position of the argument or, of a new value, the number of its memory.
        size: extents.
        stride: in elements.
        offset: in elements, from the first one of the argument or of the memory.
    """

    of: int
    size: tuple[int, ...]
    stride: tuple[int, ...]
    offset: int


@dataclass(frozen=True)
class _Value:
    """A tensor that the graph computes, and where it lies in its memory."""

    place: _View
    is_plain: bool


@dataclass(frozen=True)
class Outputs:
    """How to make the results of a graph from the values that it computes.

    Attributes:
        computed: positions of the results that have to be computed.
    """

    results: tuple[_Constant | _View | _Value, ...]
    memories: tuple[tuple[int, torch.dtype], ...]

    @property
    def computed(self) -> list[int]:
        """Positions of the results that have to be computed."""
        return [n for n, result in enumerate(self.results) if isinstance(result, _Value)]

    def arrange(self, arguments: Sequence[Any], values: Sequence[torch.Tensor]) -> tuple[Any, ...]:
        """The results of a call, in the memory that PyTorch would give them.

        Args:
            arguments: of the call.
            values: the computed results, new and contiguous.
        """
        remaining = iter(values)
        made: dict[int, torch.Tensor] = {}
        results: list[Any] = []
        for result in self.results:
            if isinstance(result, _Constant):
                results.append(result.value)
            elif isinstance(result, _View):
                results.append(_view(arguments[result.of].detach(), result))
            elif result.is_plain:
                results.append(next(remaining))
            else:
                place = result.place
                if place.of not in made:
                    count, dtype = self.memories[place.of]
                    made[place.of] = torch.empty(count, dtype=dtype)
                results.append(_view(made[place.of], place))
                _fill(results[-1], next(remaining))
        return tuple(results)


def describe_outputs(graph_module: fx.GraphModule, arguments: Sequence[Any]) -> Outputs | str:
    """Run a graph on tensors without data.

    Returns:
        The description, or the reason why the graph cannot be replaced by a function of values.
    """
    with ExitStack() as stack:
        # Tensors made in inference mode would have no version.
        stack.enter_context(torch.inference_mode(False))
        stack.enter_context(torch.no_grad())
        stack.enter_context(FakeTensorMode(allow_non_fake_inputs=True))
        # Each in memory of its own: what inputs share is a matter of each call.
        fakes = [
            torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device=value.device)
            if isinstance(value, torch.Tensor)
            else value
            for value in arguments
        ]
        before = [_version(fake) for fake in fakes]
        try:
            results = fx.Interpreter(graph_module).run(*fakes)
        except Exception as error:  # Of the graph's own operations, of any kind.
            return f"its shapes cannot be found: {type(error).__name__}: {error}"
        if before != [_version(fake) for fake in fakes]:
            return "it writes to its inputs or to the model's buffers, as in training"
        return _describe(fakes, results)


def _describe(fakes: Sequence[Any], results: Sequence[Any]) -> Outputs | str:
    sources = {_memory(fake): n for n, fake in enumerate(fakes) if isinstance(fake, torch.Tensor)}
    own: dict[int, int] = {}
    shared: dict[int, int] = {}
    memories: list[tuple[int, torch.dtype]] = []
    described: list[_Constant | _View | _Value] = []
    for result in results:
        if not isinstance(result, torch.Tensor):
            if not isinstance(result, (int, float, type(None))):
                return f"it returns a {type(result).__name__}"
            described.append(_Constant(result))
            continue
        memory = _memory(result)
        if memory in sources:
            if result.dtype != fakes[sources[memory]].dtype:
                return "it returns memory of an input as another element type"
            described.append(_view_of(sources[memory], result))
            continue
        if memory not in own:
            own[memory] = len(memories)
            memories.append((result.untyped_storage().nbytes() // result.itemsize, result.dtype))
        elif memories[own[memory]][1] != result.dtype:
            return "it returns the same memory as two element types"
        shared[memory] = shared.get(memory, 0) + 1
        plain = result.is_contiguous() and result.storage_offset() == 0
        described.append(_Value(_view_of(own[memory], result), plain))
    alone = {own[memory] for memory, count in shared.items() if count == 1}
    final = (
        _Value(result.place, result.is_plain and result.place.of in alone)
        if isinstance(result, _Value)
        else result
        for result in described
    )
    return Outputs(tuple(final), tuple(memories))


def _view_of(source: int, tensor: torch.Tensor) -> _View:
    return _View(source, tuple(tensor.shape), tensor.stride(), int(tensor.storage_offset()))


def _view(memory: torch.Tensor, view: _View) -> torch.Tensor:
    return memory.as_strided(view.size, view.stride, memory.storage_offset() + view.offset)


def _fill(result: torch.Tensor, value: torch.Tensor) -> None:
    # PyTorch refuses to write to expanded tensors, all of whose elements are one.
    for dim, (extent, stride) in enumerate(zip(result.shape, result.stride(), strict=True)):
        if stride == 0 and extent > 1:
            result, value = result.narrow(dim, 0, 1), value.narrow(dim, 0, 1)
    result.copy_(value)


def _memory(tensor: torch.Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)


def _version(value: Any) -> int:
    return value._version if isinstance(value, torch.Tensor) else 0
