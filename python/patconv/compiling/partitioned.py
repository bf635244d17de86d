"""A model of which some operations run in PyTorch."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NoReturn

import numpy as np
import torch
from torch import fx

from ..errors import PatConvError
from ..importing import TensorSpec
from .model import CompiledModel, check_input, holds_tensors, take_tensor
from .profile import LayerTime, Profile

__all__ = ["PartitionedModel", "Step"]


@dataclass(frozen=True, eq=False)
class Step:
    """A part of a model: compiled, or a module of PyTorch.

    Attributes:
        name: of the part, for profiles.
        run: what computes it.
        reads: arguments, each the name of a value or a parameter itself.
        writes: names of the results.
    """

    name: str
    run: CompiledModel | fx.GraphModule
    reads: tuple[str | torch.Tensor, ...]
    writes: tuple[str, ...]

    def arguments(self, values: dict[str, torch.Tensor]) -> list[torch.Tensor]:
        """What the part is called with, given the values so far."""
        return [values[read] if isinstance(read, str) else read for read in self.reads]


@dataclass(frozen=True, eq=False, repr=False)
class PartitionedModel(CompiledModel):
    """What `patconv.compile` returns where ``fallback="torch"`` left operations to PyTorch.

    It is called like any compiled model, and takes and returns other element types where the
    model does. `report` says what runs in PyTorch, and why. It cannot be saved: what is saved runs
    without PyTorch.
    """

    _steps: tuple[Step, ...] = ()
    _reads: tuple[str, ...] = ()
    _writes: tuple[str | torch.Tensor, ...] = ()

    def profile(self, *inputs: Any, runs: int = 5) -> Profile:
        """Time each layer of the compiled parts, and each part in PyTorch as a whole."""
        if runs < 1:
            raise ValueError(f"expected runs to be positive, but got {runs}")
        self._watched.check()
        values = self._take(inputs)
        layers: list[LayerTime] = []
        with torch.no_grad():
            for step, _ in self._advance(values):
                arguments = step.arguments(values)
                if isinstance(step.run, CompiledModel):
                    layers += step.run.profile(*arguments, runs=runs).layers
                    continue
                times = []
                for _ in range(runs + 1):
                    started = time.perf_counter()
                    step.run(*arguments)
                    times.append(time.perf_counter() - started)
                layers.append(LayerTime(step.name, median(times[1:])))
        return Profile(tuple(layers), runs)

    def _run(self, inputs: Sequence[Any]) -> tuple[Any, ...]:
        self._watched.check()
        values = self._take(inputs)
        layers: list[torch.Tensor] = []
        kept = {tensor.untyped_storage().data_ptr() for tensor in self._kept(values)}
        with torch.no_grad():
            for _, more in self._advance(values):
                layers += more
            outputs = [values[name] if isinstance(name, str) else name for name in self._writes]
            results = [*(_own(output, kept) for output in outputs), *layers]
        if holds_tensors(inputs):
            return tuple(results)
        return tuple(result.numpy() for result in results)

    def _advance(
        self, values: dict[str, torch.Tensor]
    ) -> Iterator[tuple[Step, Sequence[torch.Tensor]]]:
        """Run the parts, and yield each with the results of its layers."""
        for step in self._steps:
            arguments = step.arguments(values)
            if isinstance(step.run, CompiledModel):
                results = step.run._run(arguments)
            else:
                results = step.run(*arguments)
            count = len(step.writes)
            values.update(zip(step.writes, results[:count], strict=True))
            yield step, results[count:]

    def _take(self, inputs: Sequence[Any]) -> dict[str, torch.Tensor]:
        """The inputs as tensors, by name.

        Raises:
            TypeError, ValueError: as a call.
        """
        tensors = holds_tensors(inputs, self.input_specs)
        pairs = zip(inputs, self.input_specs, strict=True)
        taken = [(take_tensor if tensors else _take_array)(value, spec) for value, spec in pairs]
        return dict(zip(self._reads, taken, strict=True))

    def _kept(self, values: dict[str, torch.Tensor]) -> Iterator[torch.Tensor]:
        """The tensors of the caller and of the model, which no result may share memory with."""
        yield from values.values()
        for step in self._steps:
            yield from (read for read in step.reads if isinstance(read, torch.Tensor))
        yield from (name for name in self._writes if isinstance(name, torch.Tensor))

    def _callable(self) -> NoReturn:
        raise PatConvError(
            f"expected a model that is compiled as a whole, but got {self._in_torch()} part(s) in "
            "PyTorch, without which saved code would have to run; report() names their operations"
        )

    def _in_torch(self) -> int:
        return sum(not isinstance(step.run, CompiledModel) for step in self._steps)


def _take_array(value: Any, spec: TensorSpec) -> torch.Tensor:
    check_input(value, spec)
    # PyTorch warns of arrays that cannot be written.
    return torch.from_numpy(np.require(value, None, ["C_CONTIGUOUS", "ALIGNED", "WRITEABLE"]))


def _own(output: torch.Tensor, kept: set[int]) -> torch.Tensor:
    """A result that nobody else has, in rows."""
    output = output.detach().resolve_neg().contiguous()
    return output.clone() if output.untyped_storage().data_ptr() in kept else output
