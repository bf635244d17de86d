"""``patconv bench``: time networks and single layers beside PyTorch, and compare the results."""

from __future__ import annotations

import argparse

from .arguments import (
    Formatter,
    UsageError,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
    expect_absent,
    given,
    positive_integer,
)
from .output import Output

__all__ = ["add_parser", "run"]

_DESCRIPTION = """\
Compile a network, run it in turns with PyTorch eager on the same weights,
compare the outputs and every convolution's result with PyTorch in float64, and
tell times, ratios and the share of what the machine can do.

A built-in network without --weights is pruned to 8 patterns and a connectivity
of 3.6, unless --dense is given.

'patconv bench layers' measures single convolutions instead, the shapes of a
--suite: pruned and dense, beside PyTorch's dense layer in its best layout.
"""
_EPILOG = """\
exit codes: 0 the numbers agree within 1e-4, 1 they do not, or the measurement
is invalid, 2 usage

examples:
  patconv bench resnet50
  patconv bench mobilenet_v2 --threads 1,2 --json mobilenet.json
  patconv bench my_model:make --input 1x3x64x64 --weights pruned.safetensors
  patconv bench layers --suite vgg16 --threads 1,2
"""

#: What MODEL says where no network is meant.
_LAYERS = "layers"
#: Options that say something of a network.
_OF_NETWORKS = ("weights", "input", "entries", "patterns", "connectivity")


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "bench",
        help="time a network, or single layers, beside PyTorch and compare every layer",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser, files=False)
    add_prune_arguments(parser)
    group = parser.add_argument_group("measurement")
    group.add_argument(
        "--dense", action="store_true", help="do not prune a built-in network by default"
    )
    group.add_argument(
        "--threads",
        type=_thread_counts,
        default=(1, 2),
        metavar="N[,N...]",
        help="numbers of threads, one comparison each (default: 1,2)",
    )
    group.add_argument(
        "--blocks", type=positive_integer, default=5, metavar="N", help="blocks (default: 5)"
    )
    group.add_argument(
        "--runs",
        type=positive_integer,
        default=5,
        metavar="N",
        help="timed calls of a block (default: 5)",
    )
    group.add_argument(
        "--suite",
        metavar="NAME",
        help="layers to measure (default: vgg16): vgg16, resnet50, mobilenet_v2, or a .json file",
    )
    group.add_argument("--report", action="store_true", help="print what became of each layer, too")
    add_json_argument(parser)
    parser.set_defaults(run=run)


def _thread_counts(text: str) -> tuple[int, ...]:
    return tuple(positive_integer(part) for part in text.split(","))


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and write the figures."""
    if arguments.model == _LAYERS:
        return _run_layers(arguments)
    from ..benchmarks.network import NetworkSpec
    from ..benchmarks.run import run_network

    if arguments.suite is not None:
        raise UsageError(f"expected --suite beside '{_LAYERS}' alone, but got it with a MODEL")
    built_in = ":" not in arguments.model
    if built_in and "." in arguments.model:
        raise UsageError(
            "expected MODEL to be a built-in network or pkg.mod:factory, which PyTorch runs too, "
            f"but got '{arguments.model}'"
        )
    prune = given(arguments, "entries", "patterns", "connectivity")
    if prune and arguments.dense:
        raise UsageError(f"expected --dense to be absent beside --{next(iter(prune))}")
    pruned = bool(prune)
    if not prune and built_in and arguments.weights is None and not arguments.dense:
        pruned = True
    output = Output(arguments.json)
    spec = NetworkSpec(
        arguments.model,
        None if arguments.input is None else tuple(arguments.input),
        None if arguments.weights is None else str(arguments.weights),
        prune if pruned else None,
    )
    result = run_network(
        spec,
        threads=arguments.threads,
        blocks=arguments.blocks,
        runs=arguments.runs,
        report=arguments.report,
        tell=output.text,
    )
    output.figures(result.to_json())
    return 1 if result.problems else 0


def _run_layers(arguments: argparse.Namespace) -> int:
    from ..benchmarks.layer_cases import read_suite
    from ..benchmarks.layers import VARIANTS, run_layers

    expect_absent(arguments, f"'{_LAYERS}' measures the shapes of a suite", *_OF_NETWORKS)
    if arguments.report:
        raise UsageError(f"expected --report to be absent beside '{_LAYERS}'")
    output = Output(arguments.json)
    result = run_layers(
        read_suite(arguments.suite or "vgg16"),
        threads=arguments.threads,
        blocks=arguments.blocks,
        runs=arguments.runs,
        variants=("dense",) if arguments.dense else VARIANTS,
        tell=output.text,
    )
    output.figures(result.to_json())
    return 1 if result.problems else 0
