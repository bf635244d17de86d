"""A compiled model: a function on arrays, with reports."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _patconv
from ..errors import PatConvError
from ..importing import TensorSpec
from .artifact import save_artifact
from .profile import Profile
from .report import ModelReport
from .watched import NOTHING_WATCHED, WatchedWeights

if TYPE_CHECKING:
    import torch

__all__ = ["CompiledModel", "check_input", "holds_tensors", "make_model", "take_tensor"]

_LAYER_PREFIX = "layer:"
_FLOAT_BYTES = 4
_FLOAT32 = np.dtype(np.float32)


@dataclass(frozen=True, eq=False)
class CompiledModel:
    """A model for fixed shapes; made by `patconv.compile`.

    Calling it takes float32 arrays of the shapes of `input_specs`, all numpy or all
    PyTorch on the CPU, and returns new arrays of the same kind: one, or a tuple
    where the model has several outputs. Inputs that are contiguous are not
    copied. Several threads may call at once; the interpreter's lock is free
    meanwhile. Gradients are not recorded.

    Attributes:
        input_specs: name and shape of each input.
        output_specs: name and shape of each output.
        layer_specs: name and shape of what `layer_outputs` returns.
    """

    input_specs: tuple[TensorSpec, ...]
    output_specs: tuple[TensorSpec, ...]
    layer_specs: tuple[TensorSpec, ...]
    _report: ModelReport
    _code: _patconv.CompiledProgram | None = None
    _ir: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    _watched: WatchedWeights = NOTHING_WATCHED

    def __repr__(self) -> str:
        inputs, outputs = (
            ", ".join(f"{spec.name} {'x'.join(map(str, spec.shape))}" for spec in specs)
            for specs in (self.input_specs, self.output_specs)
        )
        return f"CompiledModel({inputs} -> {outputs})"

    def __call__(self, *inputs: Any) -> Any:
        """Run the model; see the class.

        Raises:
            TypeError: an input is no array, not float32, or a sparse tensor.
            ValueError: the number of inputs, a shape or a device does not match.
            PatConvError: the weights were edited since (see `CompileOptions.copy_weights`).
        """
        outputs = self._run(inputs)[: len(self.output_specs)]
        return outputs[0] if len(outputs) == 1 else outputs

    def layer_outputs(self, *inputs: Any) -> dict[str, Any]:
        """Run the model and return each convolution's result, activation included, by name.

        Raises:
            PatConvError: the model was compiled without ``expose_layers``, or has no
                convolution of images.
        """
        if not self.layer_specs:
            raise PatConvError(
                "expected the model to have 2-d convolutions and to be compiled with "
                "expose_layers=True, but got one without exposed layers"
            )
        outputs = self._run(inputs)[len(self.output_specs) :]
        names = [spec.name.removeprefix(_LAYER_PREFIX) for spec in self.layer_specs]
        return dict(zip(names, outputs, strict=True))

    def profile(self, *inputs: Any, runs: int = 5) -> Profile:
        """Time each layer.

        Args:
            inputs: as for a call.
            runs: calls to take the median of, after one that is not counted.
        """
        if runs < 1:
            raise ValueError(f"expected runs to be positive, but got {runs}")
        code = self._callable()
        self._watched.check()
        arrays = _Arrays.prepare(inputs, self.input_specs, self._results())
        times = [code.profile(arrays.inputs, arrays.outputs) for _ in range(runs + 1)]
        return Profile.from_timestamps(code.layers, times[1:], self._report)

    def report(self, profile: Profile | None = None) -> ModelReport:
        """What became of each layer, and why.

        Args:
            profile: from `profile`, to have measured beside predicted times.
        """
        return self._report if profile is None else self._report.with_times(profile.by_name())

    def object_code(self) -> bytes:
        """The model's code: a static archive of relocatable objects."""
        return self._callable().object_code

    def save(self, path: Path | str) -> None:
        """Write the compiled model to a file that `patconv.load` reads.

        The file holds native code for the target of the compilation; running it needs
        neither PyTorch nor a compiler.

        Args:
            path: the file, by convention ``NAME.patconv``; it appears whole or not at all.

        Raises:
            PatConvError: the compilation was stopped before its end, or the weights were edited
                since (see `CompileOptions.copy_weights`).
            OSError: the file cannot be written.
        """
        self._watched.check()
        save_artifact(self._callable(), path)

    def ir(self, phase: str) -> str:
        """The module after `phase`, without the data of constants.

        Raises:
            PatConvError: the compilation kept no IR of that phase: it keeps the one it
                stopped after and those that it dumped.
        """
        if phase not in self._ir:
            kept = ", ".join(self._ir) or "none"
            raise PatConvError(
                f"expected the IR of phase '{phase}' to be kept, but got {kept}; "
                "compile with dump_ir= or stop_after="
            )
        return self._ir[phase]()

    def _results(self) -> tuple[TensorSpec, ...]:
        return self.output_specs + self.layer_specs

    def _callable(self) -> _patconv.CompiledProgram:
        if self._code is None:
            raise PatConvError(
                f"expected a model compiled to the end, but got one stopped after "
                f"'{next(reversed(list(self._ir)))}'"
            )
        return self._code

    def _run(self, inputs: Sequence[Any]) -> tuple[Any, ...]:
        code = self._callable()
        self._watched.check()
        arrays = _Arrays.prepare(inputs, self.input_specs, self._results())
        code.run(arrays.inputs, arrays.outputs)
        return arrays.results


def make_model(
    inputs: Sequence[TensorSpec],
    outputs: Sequence[TensorSpec],
    report: ModelReport,
    code: _patconv.CompiledProgram | None,
    ir: Mapping[str, Callable[[], str]],
    watched: WatchedWeights = NOTHING_WATCHED,
) -> CompiledModel:
    """A model from what the compiler knows of it."""
    layers = tuple(spec for spec in outputs if spec.name.startswith(_LAYER_PREFIX))
    if code is not None:
        report = replace(
            report,
            workspace_bytes=code.workspace_bytes,
            live_bytes=code.live_bytes,
            weights_bytes=code.weights_bytes,
        )
    return CompiledModel(
        tuple(inputs),
        tuple(spec for spec in outputs if spec not in layers),
        layers,
        report,
        code,
        ir,
        watched,
    )


@dataclass(frozen=True)
class _Arrays:
    """The arrays of one call: their addresses, and what must live until it ends."""

    inputs: list[int]
    outputs: list[int]
    results: tuple[Any, ...]
    owners: Sequence[Any]

    @classmethod
    def prepare(
        cls,
        inputs: Sequence[Any],
        specs: Sequence[TensorSpec],
        results: Sequence[TensorSpec],
    ) -> _Arrays:
        pairs = zip(inputs, specs, strict=False)  # Their number is checked next.
        if holds_tensors(inputs, specs):
            torch: Any = sys.modules["torch"]
            tensor_inputs = [take_tensor(value, spec) for value, spec in pairs]
            made = tuple(
                torch.empty(spec.shape, dtype=torch.float32, device="cpu") for spec in results
            )
            return cls(
                [tensor.data_ptr() for tensor in tensor_inputs],
                [tensor.data_ptr() for tensor in made],
                made,
                tensor_inputs,
            )
        array_inputs = [_from_numpy(value, spec) for value, spec in pairs]
        arrays = tuple(np.empty(spec.shape, np.float32) for spec in results)
        return cls(
            [_patconv.address_of(array) for array in array_inputs],
            [_patconv.address_of(array) for array in arrays],
            arrays,
            array_inputs,
        )


def holds_tensors(inputs: Sequence[Any], specs: Sequence[TensorSpec] | None = None) -> bool:
    """Whether the inputs of a call are tensors.

    Args:
        inputs: all numpy or all PyTorch.
        specs: of the inputs; None where they were checked before.

    Raises:
        TypeError: they are of both kinds.
        ValueError: their number is not that of `specs`.
    """
    if specs is not None and len(inputs) != len(specs):
        names = ", ".join(map(str, specs))
        raise ValueError(
            f"expected the number of inputs to be {len(specs)} ({names}), but got {len(inputs)}"
        )
    if all(type(value) is np.ndarray for value in inputs):
        return False
    torch: Any = sys.modules.get("torch")
    tensors = [torch is not None and isinstance(value, torch.Tensor) for value in inputs]
    if any(tensors) and not all(tensors):
        raise TypeError("expected all inputs to be of one kind, but got numpy and torch mixed")
    return any(tensors)


def _from_numpy(value: Any, spec: TensorSpec) -> np.ndarray[Any, np.dtype[np.float32]]:
    # After a run Python's code and objects are in no cache: most arrays touch little of both.
    if type(value) is not np.ndarray or value.dtype != _FLOAT32 or value.shape != spec.shape:
        check_input(value, spec)
    array: np.ndarray[Any, np.dtype[np.float32]] = value
    flags = array.flags
    if flags.c_contiguous and flags.aligned:
        return array
    return np.require(array, np.float32, ["C_CONTIGUOUS", "ALIGNED"])


def check_input(value: Any, spec: TensorSpec) -> None:
    """Check an input that is no tensor.

    Raises:
        TypeError: it is no numpy array, or one of another element type.
        ValueError: it has another shape.
    """
    if not isinstance(value, np.ndarray):
        raise TypeError(
            f"expected input '{spec.name}' to be a numpy array or a torch tensor, "
            f"but got {type(value).__name__}"
        )
    _check(spec, str(value.dtype), value.shape)


def take_tensor(value: torch.Tensor, spec: TensorSpec) -> torch.Tensor:
    """The input itself where its memory can be read as it is, or else a copy.

    Raises:
        TypeError, ValueError: as a call of the model.
    """
    layout = str(value.layout).removeprefix("torch.")
    if layout != "strided":
        raise TypeError(
            f"expected input '{spec.name}' to be a dense tensor, but got layout {layout}; "
            "convert it with .to_dense()"
        )
    if value.device.type != "cpu":
        raise ValueError(
            f"expected input '{spec.name}' to be on the CPU, but got {value.device}; "
            "move it with .cpu()"
        )
    _check(spec, str(value.dtype).removeprefix("torch."), tuple(value.shape))
    # A view may leave the change of sign to whoever reads its memory.
    value = value.detach().resolve_neg().contiguous()
    return value if value.data_ptr() % _FLOAT_BYTES == 0 else value.clone()


def _check(spec: TensorSpec, dtype: str, shape: tuple[int, ...]) -> None:
    if dtype != spec.dtype:
        raise TypeError(f"expected input '{spec.name}' to be {spec.dtype}, but got {dtype}")
    if shape != spec.shape:
        raise ValueError(
            f"expected input '{spec.name}' to have shape {list(spec.shape)}, "
            f"but got {list(shape)}; shapes are fixed at compile time"
        )
