"""``patconv bench``: time networks and single layers beside PyTorch, and compare the results."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from ..benchmarks.ablation import AblationRun
    from ..benchmarks.layers import LayersRun

__all__ = ["add_parser", "run"]

_DESCRIPTION = """\
Compile a network, run it in turns with PyTorch eager on the same weights,
compare the outputs and every convolution's result with PyTorch in float64, and
tell times, ratios and the share of what the machine can do.

A built-in network without --weights is pruned to 8 patterns and a connectivity
of 3.6, unless --dense is given.

'patconv bench layers' measures single convolutions instead, the shapes of a
--suite: pruned and dense, beside PyTorch's dense layer in its best layout.
'patconv bench ablation' tells what each optimisation gains on them, and
'patconv bench network --model NAME' is 'patconv bench NAME'.
"""
_EPILOG = """\
exit codes: 0 the numbers agree within 1e-4, 1 they do not, or the measurement
is invalid, 2 usage

examples:
  patconv bench resnet50
  patconv bench mobilenet_v2 --threads 1,2 --json mobilenet.json
  patconv bench my_model:make --input 1x3x64x64 --weights pruned.safetensors
  patconv bench layers --suite vgg16 --threads 1,2
  patconv bench ablation --threads 1
"""

#: What MODEL says where no network is meant.
_LAYERS, _ABLATION, _NETWORK = "layers", "ablation", "network"
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
        "--model",
        dest="network",
        metavar="NAME",
        help=f"the network, where MODEL says '{_NETWORK}'",
    )
    group.add_argument(
        "--suite",
        metavar="NAME",
        help="layers to measure (default: vgg16): vgg16, resnet50, mobilenet_v2, or a .json file",
    )
    group.add_argument("--report", action="store_true", help="print what became of each layer, too")
    group.add_argument(
        "--peers",
        type=lambda text: text.split(","),
        metavar="NAME[,NAME...]",
        help="other engines to measure after PyTorch eager: names, 'all' or 'none' (default: all "
        f"beside '{_NETWORK}', else none); python -m patconv.benchmarks.peers lists them",
    )
    group.add_argument(
        "--budget",
        type=positive_integer,
        default=600,
        metavar="S",
        help="seconds that a peer may take to prepare a case, and for its runs (default: 600)",
    )
    add_json_argument(parser)
    parser.set_defaults(run=run)


def _thread_counts(text: str) -> tuple[int, ...]:
    return tuple(positive_integer(part) for part in text.split(","))


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and write the figures."""
    if (arguments.network is not None) != (arguments.model == _NETWORK):
        raise UsageError(
            f"expected --model beside '{_NETWORK}' and nowhere else, but got "
            f"'{arguments.model}' {'without' if arguments.network is None else 'with'} it"
        )
    if arguments.model in (_LAYERS, _ABLATION):
        return _run_suite(arguments)
    if arguments.network in (_LAYERS, _ABLATION, _NETWORK):
        raise UsageError(f"expected --model to be a network, but got '{arguments.network}'")
    if arguments.network is not None:
        arguments.model = arguments.network
    from ..benchmarks.network import NetworkSpec
    from ..benchmarks.peers import select_peers
    from ..benchmarks.run import run_network

    if arguments.suite is not None:
        raise UsageError(
            f"expected --suite beside '{_LAYERS}' or '{_ABLATION}', but got it with a MODEL"
        )
    built_in = ":" not in arguments.model
    if built_in and "." in arguments.model:
        raise UsageError(
            "expected MODEL to be a built-in network or pkg.mod:factory, which PyTorch runs too, "
            f"but got '{arguments.model}'"
        )
    peers = select_peers(arguments.peers or ["all" if arguments.network else "none"])
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
        peers=peers,
        budget=arguments.budget,
        tell=output.text,
    )
    output.figures(result.to_json())
    return 1 if result.problems else 0


def _run_suite(arguments: argparse.Namespace) -> int:
    from ..benchmarks.ablation import run_ablation
    from ..benchmarks.layer_cases import read_suite
    from ..benchmarks.layers import VARIANTS, run_layers

    expect_absent(arguments, f"'{arguments.model}' measures the shapes of a suite", *_OF_NETWORKS)
    if arguments.report or (arguments.dense and arguments.model == _ABLATION):
        option = "--report" if arguments.report else "--dense"
        raise UsageError(f"expected {option} to be absent beside '{arguments.model}'")
    output = Output(arguments.json)
    suite = read_suite(arguments.suite or "vgg16")
    common = {
        "threads": arguments.threads,
        "blocks": arguments.blocks,
        "runs": arguments.runs,
        "tell": output.text,
    }
    result: AblationRun | LayersRun
    if arguments.model == _ABLATION:
        result = run_ablation(suite, **common)
    else:
        variants = ("dense",) if arguments.dense else tuple(VARIANTS)
        result = run_layers(suite, variants=variants, **common)
    output.figures(result.to_json())
    return 1 if result.problems else 0
