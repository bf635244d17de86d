"""``patconv bench``: time networks and layers beside other engines, and compare the results."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import (
    PRUNE_OPTIONS,
    Formatter,
    UsageError,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
    expect_absent,
    given,
    option_of,
    options_in_range,
    positive_integer,
)
from .kernel_picture import require_matplotlib
from .output import Output, expect_writable

if TYPE_CHECKING:
    from ..benchmarks.ablation import AblationRun
    from ..benchmarks.layers import LayersRun
    from ..benchmarks.run import NetworkRun

__all__ = ["add_parser", "run"]

_DESCRIPTION = """\
Compile a network, run it in turns with PyTorch eager on the same weights,
compare the outputs and every convolution's result with PyTorch in float64, and
tell times, ratios and the share of what the machine can do.

A built-in network without --weights is pruned to 8 patterns and a connectivity
of 3.6, unless --dense is given.

'patconv bench layers' measures single convolutions instead, the shapes of a
--suite: pruned and dense, beside PyTorch's dense layer in its best layout.
'patconv bench ablation' tells what each optimisation gains on them.
'patconv bench network --model NAME' is 'patconv bench NAME' with every peer.
'patconv bench plot --results FILE ... --html FILE' draws what --json wrote.

Peers are other engines on the same weights, each in an environment of its own:
'python -m patconv.benchmarks.peers install' makes them. A missing one is told,
with the command that installs it.
"""
_EPILOG = """\
exit codes: 0 the numbers agree within 1e-4, 1 they do not, or the measurement
is invalid, 2 usage

examples:
  patconv bench resnet50
  patconv bench mobilenet_v2 --threads 1,2 --json mobilenet.json
  patconv bench my_model:make --input 1x3x64x64 --weights pruned.safetensors
  patconv bench network --model vgg16 --peers onnxruntime,ncnn --html vgg16.html
  patconv bench layers --suite vgg16 --threads 1,2
  patconv bench layers --suite vgg16 --target host,-avx512f
  patconv bench ablation --threads 1
  patconv bench plot --results vgg16.json layers.json --html report.html
"""

#: What MODEL says where no network is meant.
_LAYERS, _ABLATION, _NETWORK, _PLOT = "layers", "ablation", "network", "plot"
#: Options that say something of a network.
_OF_NETWORKS = ("weights", "input", *PRUNE_OPTIONS)


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
    group.add_argument(
        "--target",
        metavar="T",
        help=f"what patconv compiles for, beside '{_LAYERS}': host (default) or a processor, then "
        "features to add or leave out: host,-avx512f",
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
        help="seconds that a peer may take to prepare a case; slow ones run less often, for a "
        "fifth of that (default: 600)",
    )
    add_json_argument(parser)
    group = parser.add_argument_group("pictures")
    group.add_argument(
        "--html", type=Path, metavar="FILE", help="a page with pictures and all figures"
    )
    group.add_argument("--png", type=Path, metavar="FILE", help="the pictures alone")
    group.add_argument(
        "--results",
        type=Path,
        nargs="+",
        metavar="FILE",
        help=f"what to draw, where MODEL says '{_PLOT}': files that --json wrote",
    )
    parser.set_defaults(run=run)


def _thread_counts(text: str) -> tuple[int, ...]:
    return tuple(positive_integer(part) for part in text.split(","))


def run(arguments: argparse.Namespace) -> int:
    """Compare, print, and write the figures."""
    model, network = arguments.model, arguments.network
    if (network is not None) != (model == _NETWORK):
        raise UsageError(
            f"expected --model beside '{_NETWORK}' and nowhere else, but got "
            f"'{model}' {'without' if network is None else 'with'} it"
        )
    if (arguments.results is not None) != (model == _PLOT):
        raise UsageError(
            f"expected --results beside '{_PLOT}' and nowhere else, but got "
            f"'{model}' {'without' if arguments.results is None else 'with'} it"
        )
    pictures = [path for path in (arguments.html, arguments.png) if path is not None]
    if pictures:
        require_matplotlib()
    for path in pictures:
        expect_writable(path)
    if model == _PLOT:
        return _run_plot(arguments)
    if model in (_LAYERS, _ABLATION):
        return _run_suite(arguments)
    if network in (_LAYERS, _ABLATION, _NETWORK, _PLOT):
        raise UsageError(f"expected --model to be a network, but got '{network}'")
    return _run_network(arguments, network or model)


def _run_network(arguments: argparse.Namespace, model: str) -> int:
    from ..benchmarks.network import NetworkSpec
    from ..benchmarks.peers import select_peers
    from ..benchmarks.run import run_network

    for option in given(arguments, "suite", "target"):
        where = f"'{_LAYERS}' or '{_ABLATION}'" if option == "suite" else f"'{_LAYERS}'"
        raise UsageError(f"expected --{option} beside {where}, but got it with a MODEL")
    built_in = ":" not in model
    if built_in and "." in model:
        raise UsageError(
            "expected MODEL to be a built-in network or pkg.mod:factory, which PyTorch runs too, "
            f"but got '{model}'"
        )
    peers = select_peers(arguments.peers or ["all" if arguments.network else "none"])
    prune = given(arguments, *PRUNE_OPTIONS)
    if prune and arguments.dense:
        raise UsageError(f"expected --dense to be absent beside {option_of(next(iter(prune)))}")
    if prune:
        from ..pruning import PruneConfig

        with options_in_range():
            PruneConfig(**prune)
    pruned = bool(prune)
    if not prune and built_in and arguments.weights is None and not arguments.dense:
        pruned = True
    output = Output(arguments.json)
    spec = NetworkSpec(
        model,
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
    return _finish(arguments, output, result)


def _run_suite(arguments: argparse.Namespace) -> int:
    from ..benchmarks.ablation import run_ablation
    from ..benchmarks.layer_cases import read_suite
    from ..benchmarks.layers import VARIANTS, run_layers
    from ..benchmarks.peers import select_peers

    expect_absent(arguments, f"'{arguments.model}' measures the shapes of a suite", *_OF_NETWORKS)
    if arguments.report or (arguments.dense and arguments.model == _ABLATION):
        option = "--report" if arguments.report else "--dense"
        raise UsageError(f"expected {option} to be absent beside '{arguments.model}'")
    peers = select_peers(arguments.peers or ["none"])
    if arguments.model == _ABLATION:
        expect_absent(arguments, f"'{_ABLATION}' is of this machine's patconv", "peers", "target")
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
        result = run_layers(
            suite,
            variants=variants,
            peers=peers,
            budget=arguments.budget,
            target=arguments.target or "host",
            **common,
        )
    return _finish(arguments, output, result)


def _run_plot(arguments: argparse.Namespace) -> int:
    from ..benchmarks.report_page import read_results

    if arguments.html is None and arguments.png is None:
        raise UsageError(f"expected --html or --png beside '{_PLOT}'")
    expect_absent(
        arguments, f"'{_PLOT}' measures nothing", *_OF_NETWORKS, "suite", "peers", "target", "json"
    )
    _draw(arguments, [read_results(path) for path in arguments.results])
    return 0


def _finish(
    arguments: argparse.Namespace, output: Output, result: AblationRun | LayersRun | NetworkRun
) -> int:
    data = result.to_json()
    output.figures(data)
    _draw(arguments, [data])
    return 1 if result.problems else 0


def _draw(arguments: argparse.Namespace, results: Sequence[Mapping[str, Any]]) -> None:
    if arguments.png is not None:
        from ..benchmarks.plots import plots_of, write_png

        write_png([plot for data in results for plot in plots_of(data)], arguments.png)
    if arguments.html is not None:
        from ..benchmarks.report_page import write_page

        write_page(results, arguments.html)
