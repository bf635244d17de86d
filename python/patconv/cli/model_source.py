"""What MODEL on the command line stands for."""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import importlib.util
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import ImportContractError, PatConvError
from . import module_weights
from .arguments import UsageError, expect_absent
from .output import note

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch
    from torch import nn

    from ..pruning import PruneConfig, PruneReport

__all__ = [
    "ARTIFACT",
    "Model",
    "expect_module",
    "is_artifact",
    "prune_model_",
    "require_torch",
    "resolve_model",
    "state_arrays",
]

#: The suffix of saved compiled models.
ARTIFACT = ".patconv"
_IMAGE = (1, 3, 224, 224)
_DIGIT = (1, 1, 8, 8)
#: Of the random weights and of the image that scales them.
_SEED = 2020


@dataclass(frozen=True, eq=False)
class Model:
    """A model as `patconv.compile` takes it.

    Attributes:
        name: what the command line calls it.
        source: a `torch.nn.Module` in evaluation mode, or the path of a file.
        example_inputs: for a module: random tensors of the shapes to compile for; for an
            ``.onnx`` file: arrays of these shapes where the command line has them.
        weights: for an ``.mlir`` file: its safetensors file, or None.
        random_weights: whether the weights mean nothing.
    """

    name: str
    source: nn.Module | Path
    example_inputs: tuple[Any, ...] | None = None
    weights: Path | None = None
    random_weights: bool = False

    @property
    def module(self) -> nn.Module:
        """The module.

        Raises:
            UsageError: the model is a file.
        """
        if isinstance(self.source, Path):
            expect_module(self.name)
        assert not isinstance(self.source, Path)
        return self.source


def expect_module(text: str) -> None:
    """Refuse a MODEL that is a file.

    Raises:
        UsageError: it is.
    """
    if ":" not in text and Path(text).suffix:
        raise UsageError(
            "expected MODEL to be a built-in network or pkg.mod:factory, whose weights can be "
            f"pruned, but got '{text}'"
        )


def is_artifact(text: str) -> bool:
    """Whether MODEL is a compiled model that was saved."""
    return Path(text).suffix == ARTIFACT


def resolve_model(arguments: argparse.Namespace) -> Model:
    """Load what MODEL, ``--weights`` and ``--input`` say.

    Args:
        arguments: with what `add_model_arguments` added.

    Raises:
        UsageError: MODEL is of no known form, or an option does not go with it.
        ImportContractError: the model or its weights cannot be loaded.
        ImportError: PyTorch is needed and missing.
    """
    text: str = arguments.model
    if ":" in text:
        return _factory(arguments)
    if Path(text).suffix in _FILES:
        return _FILES[Path(text).suffix](arguments)
    if Path(text).suffix or os.sep in text:
        raise UsageError(f"expected a model file to end in {', '.join(_TAKEN)}, but got '{text}'")
    return _network(arguments)


def prune_model_(model: Model, config: PruneConfig) -> PruneReport:
    """Prune the model's module in place; random weights get unit variance anew.

    Raises:
        UsageError: the model is a file.
        PruneError: the configuration does not fit the model.
    """
    from ..pruning import project_

    report = project_(model.module, config)
    if model.random_weights:
        from ..models import unit_variance_

        unit_variance_(model.module, model.example_inputs or ())
    return report


def state_arrays(model: Model) -> dict[str, npt.NDArray[Any]]:
    """The `state_dict` of the model's module as arrays.

    Raises:
        PatConvError: numpy lacks an element type of it.
    """
    state = {}
    for name, tensor in model.module.state_dict().items():
        try:
            state[name] = tensor.detach().cpu().numpy()
        except TypeError as error:
            raise PatConvError(
                f"expected '{name}' to have an element type that numpy knows, but got "
                f"{tensor.dtype}; convert the module with .float()"
            ) from error
    return state


def _refuse_artifact(arguments: argparse.Namespace) -> Model:
    raise UsageError(
        f"expected MODEL to be a model to compile, but got '{arguments.model}', which is compiled"
    )


def _exported(arguments: argparse.Namespace) -> Model:
    reason = "a .pt2 file has its shapes and weights"
    expect_absent(arguments, reason, "input", "weights")
    return Model(arguments.model, Path(arguments.model))


def _onnx(arguments: argparse.Namespace) -> Model:
    expect_absent(arguments, "an .onnx file has its weights", "weights")
    shapes: list[tuple[int, ...]] | None = arguments.input
    examples = None if shapes is None else tuple(map(_placeholder, shapes))
    return Model(arguments.model, Path(arguments.model), examples)


def _placeholder(shape: tuple[int, ...]) -> npt.NDArray[Any]:
    """An array of that shape that takes no memory."""
    import numpy as np

    try:
        return np.broadcast_to(np.float32(0), shape)
    except ValueError as error:
        raise ImportContractError(
            f"expected an input of {_shapes([shape])} to fit into memory, but got: {error}"
        ) from error


def _mlir(arguments: argparse.Namespace) -> Model:
    expect_absent(arguments, "an .mlir file has its shapes", "input")
    weights: Path | None = arguments.weights
    if weights is not None and weights.suffix != ".safetensors":
        raise UsageError(
            f"expected the weights of an .mlir file to be .safetensors, but got '{weights}'"
        )
    return Model(arguments.model, Path(arguments.model), weights=weights)


#: How files of each suffix are taken.
_FILES = {
    ".pt2": _exported,
    ".mlir": _mlir,
    ".onnx": _onnx,
    ARTIFACT: _refuse_artifact,
}


#: Those that are not refused.
_TAKEN = (".pt2", ".onnx", ".mlir")


def _network(arguments: argparse.Namespace) -> Model:
    require_torch()
    from ..models import DIGITS_NETWORKS, NETWORKS, calibrate_

    name: str = arguments.model
    networks = {**NETWORKS, **DIGITS_NETWORKS}
    if name not in networks:
        raise UsageError(
            f"expected MODEL to be one of {', '.join(networks)}, pkg.mod:factory, or a "
            f"{', '.join(_TAKEN)} file, but got '{name}'"
        )
    module = networks[name]()
    shapes = arguments.input or [_DIGIT if name in DIGITS_NETWORKS else _IMAGE]
    model = _with_weights(Model(name, module.eval(), _examples(shapes)), arguments)
    if arguments.weights is not None:
        return model
    note(f"the weights of {name} are random; give trained ones with --weights")
    try:
        calibrate_(module, model.example_inputs or (), seed=_SEED)
    except (RuntimeError, ValueError, TypeError) as error:
        first = str(error).splitlines()[0]
        raise ImportContractError(
            f"expected {name} to run on {_shapes(shapes)}, but got: {first}"
        ) from error
    return replace(model, random_weights=True)


def _factory(arguments: argparse.Namespace) -> Model:
    require_torch()
    if arguments.input is None:
        raise UsageError(
            f"expected --input for '{arguments.model}', but got none; give the shape of each "
            "input, such as --input 1x3x224x224"
        )
    module = _call_factory(arguments.model).eval()
    return _with_weights(Model(arguments.model, module, _examples(arguments.input)), arguments)


def _call_factory(text: str) -> nn.Module:
    from torch import nn

    place, _, attribute = text.partition(":")
    if place.endswith(".py"):
        raise UsageError(
            f"expected MODEL to be pkg.mod:factory, but got a file name in '{text}'; write "
            f"'{place.removesuffix('.py').replace(os.sep, '.')}:{attribute}'"
        )
    # As with `python -m`: the current folder first.
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    # The standard output is the command's.
    with contextlib.redirect_stdout(sys.stderr):
        try:
            made = functools.reduce(getattr, attribute.split("."), importlib.import_module(place))
            if not isinstance(made, nn.Module) and callable(made):
                made = made()
        except Exception as error:
            raise ImportContractError(
                f"expected '{text}' to give a torch.nn.Module, but got "
                f"{type(error).__name__}: {error}"
            ) from error
    if not isinstance(made, nn.Module):
        raise ImportContractError(
            f"expected '{text}' to give a torch.nn.Module, but got {type(made).__name__}"
        )
    return made


def _with_weights(model: Model, arguments: argparse.Namespace) -> Model:
    path: Path | None = arguments.weights
    if path is None:
        return model
    if path.suffix not in module_weights.SUFFIXES:
        raise UsageError(
            f"expected --weights to end in {', '.join(module_weights.SUFFIXES)}, but got '{path}'"
        )
    module_weights.load_weights_(model.module, path)
    return model


def _examples(shapes: list[tuple[int, ...]]) -> tuple[torch.Tensor, ...]:
    import torch

    generator = torch.Generator().manual_seed(_SEED)
    try:
        return tuple(torch.randn(shape, generator=generator) for shape in shapes)
    except (RuntimeError, TypeError, ValueError, OverflowError) as error:
        first = str(error).splitlines()[0]
        raise ImportContractError(
            f"expected inputs of {_shapes(shapes)} to fit into memory, but got: {first}"
        ) from error


def _shapes(shapes: list[tuple[int, ...]]) -> str:
    return " and ".join("x".join(map(str, shape)) for shape in shapes)


def require_torch() -> None:
    """Find out whether PyTorch is there.

    Raises:
        ImportError: it is not; names the extra.
    """
    if importlib.util.find_spec("torch") is None:
        raise ImportError(
            "a PyTorch model needs the extra 'torch', but torch is missing: "
            "pip install patconv[torch]",
            name="torch",
        )
