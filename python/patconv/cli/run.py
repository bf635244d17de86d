"""``patconv run``: call a model on files or random numbers."""

from __future__ import annotations

import argparse
import textwrap
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from ..errors import PatConvError
from ..files import replaced
from ..reports.numbers import finite
from ..reports.progress import step
from ..reports.tables import WIDTH, table
from .arguments import (
    Formatter,
    UsageError,
    add_compile_arguments,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
    positive_integer,
)
from .compilation import compile_model, compile_options, load_artifact, load_model
from .input_arrays import read_inputs
from .model_source import is_artifact
from .output import Output, expect_writable

if TYPE_CHECKING:
    import numpy.typing as npt

    from ..compiling import CompiledModel
    from ..importing import TensorSpec

__all__ = ["add_parser", "run"]

_SUFFIXES = (".npy", ".npz")
_TOP = 5
_EPILOG = """\
examples:
  patconv run vgg16.patconv --input-file image.npy -o scores.npy
  patconv run mobilenet_v2 --random 7 --repeat 20
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "run",
        help="run a model and time it",
        description="Run a model, compiled before or just now, on float32 arrays. Print what\n"
        "comes out, and the median time of a call. A .patconv file needs no PyTorch;\n"
        "it holds code: run only those of people whose programs you would run.",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser, artifacts=True)
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--input-file",
        type=Path,
        action="append",
        metavar="X.npy",
        help="an input, for each one in order",
    )
    source.add_argument(
        "--random",
        type=int,
        default=0,
        metavar="SEED",
        help="normally distributed inputs of this seed (default: 0)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT.npy",
        help="save the outputs; several need .npz",
    )
    parser.add_argument(
        "--repeat",
        type=positive_integer,
        default=5,
        metavar="N",
        help="timed calls, after one that is not (default: 5)",
    )
    add_json_argument(parser)
    add_prune_arguments(parser)
    add_compile_arguments(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    path: Path | None = arguments.output
    if path is not None and path.suffix not in _SUFFIXES:
        raise UsageError(f"expected -o to end in {' or '.join(_SUFFIXES)}, but got '{path}'")
    if path is not None:
        expect_writable(path)
    if arguments.random < 0:
        raise UsageError(f"expected --random to be at least 0, but got {arguments.random}")
    output = Output(arguments.json)
    model = load_artifact(arguments) if is_artifact(arguments.model) else _compile(arguments)
    if path is not None and path.suffix == ".npy" and len(model.output_specs) > 1:
        raise PatConvError(
            f"expected a model with one output for '{path}', but got {len(model.output_specs)}; "
            "give a name that ends in .npz"
        )
    inputs = read_inputs(arguments.input_file, arguments.random, model.input_specs)
    measured = _measure(arguments, model, inputs)
    if path is not None:
        _save(path, measured)
    output.text("\n".join([*_lines(measured), *_saved(path)]))
    output.figures(_figures(arguments, measured))
    return 0


def _compile(arguments: argparse.Namespace) -> CompiledModel:
    options = compile_options(arguments)
    model = load_model(arguments)
    return compile_model(model, arguments, options).model


@dataclass(frozen=True, eq=False)
class _Measured:
    """Results of the first call and the times of those that count."""

    specs: Sequence[TensorSpec]
    outputs: Sequence[npt.NDArray[Any]]
    seconds: Sequence[float]


def _measure(
    arguments: argparse.Namespace, model: CompiledModel, inputs: Sequence[npt.NDArray[Any]]
) -> _Measured:
    outputs = model(*inputs)
    seconds = []
    with step(f"running {arguments.model}"):
        for _ in range(arguments.repeat):
            started = time.perf_counter()
            model(*inputs)
            seconds.append(time.perf_counter() - started)
    several = isinstance(outputs, tuple)
    return _Measured(model.output_specs, outputs if several else (outputs,), seconds)


def _save(path: Path, measured: _Measured) -> None:
    import numpy as np

    with replaced(path) as temporary:
        if path.suffix == ".npy":
            with temporary.open("wb") as file:
                np.save(file, measured.outputs[0], allow_pickle=False)
            return
        # numpy.savez takes names as keywords, some of which are its own.
        with zipfile.ZipFile(temporary, "w") as archive:
            for spec, array in zip(measured.specs, measured.outputs, strict=True):
                with archive.open(f"{spec.name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)


def _saved(path: Path | None) -> list[str]:
    return [] if path is None else [f"saved '{path}'"]


def _lines(measured: _Measured) -> list[str]:
    rows: list[tuple[str, ...]] = [("output", "shape", "min", "max", "mean")]
    tops = []
    for spec, array in zip(measured.specs, measured.outputs, strict=True):
        figures = [f"{value:.6g}" for value in _summary(array)]
        rows.append((spec.name, "x".join(map(str, spec.shape)), *figures))
        for row, best in enumerate(_top(array)):
            cells = ", ".join(f"{place} ({array[row, place]:.4g})" for place in best)
            text = f"top {_TOP} of {spec.name}[{row}]: {cells}"
            tops += textwrap.wrap(text, WIDTH, subsequent_indent="  ")
    times = [1e3 * seconds for seconds in measured.seconds]
    spread = f", {min(times):.3f} to {max(times):.3f}" if len(times) > 1 else ""
    calls = "1 call" if len(times) == 1 else f"median of {len(times)} calls"
    return [
        *table(rows, left=(0, 1)),
        *tops,
        f"{median(times):.3f} ms ({calls}{spread})",
    ]


def _summary(array: npt.NDArray[Any]) -> tuple[float, float, float]:
    """Least, largest and mean value."""
    return float(array.min()), float(array.max()), float(array.mean(dtype="float64"))


def _top(array: npt.NDArray[Any]) -> list[list[int]]:
    """The classes of highest score of each image, where these are scores of classes."""
    if array.ndim != 2 or array.shape[1] <= _TOP:
        return []
    return [[int(place) for place in (-row).argsort(kind="stable")[:_TOP]] for row in array]


def _figures(arguments: argparse.Namespace, measured: _Measured) -> dict[str, Any]:
    outputs = []
    for spec, array in zip(measured.specs, measured.outputs, strict=True):
        low, high, mean = map(finite, _summary(array))
        outputs.append(
            {
                "name": spec.name,
                "shape": list(spec.shape),
                "min": low,
                "max": high,
                "mean": mean,
                "top": _top(array),
            }
        )
    return {
        "model": arguments.model,
        "outputs": outputs,
        "seconds": median(measured.seconds),
        "runs": list(measured.seconds),
    }
