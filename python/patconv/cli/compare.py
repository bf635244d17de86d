"""``patconv compare``: a compiled model beside another engine, layer by layer."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from ..reports.progress import step
from .arguments import (
    Formatter,
    UsageError,
    add_compile_arguments,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
    expect_absent,
)
from .compilation import COMPILE_OPTIONS, compile_model, compile_options, load_model
from .input_arrays import read_inputs
from .model_source import ARTIFACT, Model
from .output import Output

if TYPE_CHECKING:
    from ..compiling import CompiledModel

__all__ = ["add_parser", "run"]

_DESCRIPTION = """\
Run a model compiled and in another engine, compare every convolution's result
and the outputs, and tell where the two part. PyTorch models run in PyTorch in
float64; .onnx files in ONNX Runtime if it is installed, else in the evaluator
of the package onnx.

The outputs are those of the model as it is compiled for use; the layers those
of a second compilation that keeps their results.
"""
_EPILOG = f"""\
exit codes: 0 they agree, 1 a value is off by more than --tolerance, 2 usage

examples:
  patconv compare resnet50 --weights resnet50.safetensors --threads 2
  patconv compare model.onnx --input 1x3x224x224 --input-file image.npy
  patconv compare vgg16 --connectivity 3.6 --json -
  patconv compare model.onnx --artifact model{ARTIFACT}
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "compare",
        help="compare every layer with PyTorch or ONNX Runtime",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser)
    group = parser.add_argument_group("comparison")
    group.add_argument(
        "--tolerance",
        type=_tolerance,
        default=1e-4,
        metavar="T",
        help="the largest difference that is one of rounding, as a part of the largest value of "
        "the layer (default: 1e-4)",
    )
    group.add_argument(
        "--seed",
        type=_seed,
        default=0,
        metavar="N",
        help="of normally distributed inputs (default: 0)",
    )
    group.add_argument(
        "--input-file",
        type=Path,
        action="append",
        metavar="X.npy",
        help="an input, for each one in order, in the place of random ones",
    )
    group.add_argument(
        "--artifact",
        type=Path,
        metavar=f"F{ARTIFACT}",
        help="take this compiled model instead of compiling MODEL: its outputs, and its layers "
        "where it was compiled with --expose-layers",
    )
    add_json_argument(parser)
    add_prune_arguments(parser)
    add_compile_arguments(parser)
    parser.set_defaults(run=run)


def _tolerance(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"expected a number of at least 0, but got '{text}'")
    return value


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"expected an integer of at least 0, but got '{text}'")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    if Path(arguments.model).suffix == ".mlir":
        raise UsageError(
            "expected MODEL to be one that another engine runs, PyTorch's or ONNX, but got "
            f"'{arguments.model}'"
        )
    output = Output(arguments.json)
    # Wrong options are told before the model is loaded.
    options = compile_options(arguments)
    if arguments.artifact is not None:
        reason = "the model of --artifact is compiled already"
        expect_absent(arguments, reason, "target", *COMPILE_OPTIONS)
    model = load_model(arguments)
    exposed: CompiledModel | None = None
    if arguments.artifact is not None:
        from .. import load

        compiled = load(arguments.artifact)
    else:
        compiled = compile_model(model, arguments, options).model
        keeping = compile_options(arguments, expose_layers=True)
        exposed = compile_model(model, arguments, keeping).model
    return _compare(arguments, output, model, compiled, exposed)


def _compare(
    arguments: argparse.Namespace,
    output: Output,
    model: Model,
    compiled: CompiledModel,
    exposed: CompiledModel | None,
) -> int:
    from ..compiling.comparison import compare
    from ..importing.reference import find_reference

    inputs = read_inputs(arguments.input_file, arguments.seed, compiled.input_specs)
    with step(f"running {model.name} in another engine"):
        reference = find_reference(model.source, inputs)
    with step(f"comparing {model.name}"):
        comparison = compare(
            compiled, reference, inputs, exposed=exposed, tolerance=arguments.tolerance
        )
    output.text(str(comparison))
    output.figures({"model": arguments.model, **comparison.to_json()})
    return 0 if comparison.agrees else 1
