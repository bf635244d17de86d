"""``patconv prune``: one-shot pattern pruning of a module's weights."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..reports.progress import step
from .arguments import Formatter, UsageError, add_json_argument, add_model_arguments
from .model_source import prune_model_, resolve_model, state_arrays
from .output import Output, expect_writable

if TYPE_CHECKING:
    from ..pruning import PruneConfig, PruneReport

__all__ = ["add_parser", "run"]

_SUFFIX = ".safetensors"
_EPILOG = """\
examples:
  patconv prune resnet50 --weights resnet50.safetensors -o pruned.safetensors
  patconv prune nets.small:net --input 1x3x32x32 --skip stem -o p.safetensors
  patconv compile resnet50 --weights pruned.safetensors
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "prune",
        help="prune the convolutions of a module in one shot",
        description="Prune the convolutions of a module, connectivity first, then patterns, and\n"
        "write its state_dict. That gives the shape of a pruned network, not its\n"
        "accuracy: retrain the weights that are left.",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser, files=False)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=f"F{_SUFFIX}",
        help="the file to write",
    )
    add_json_argument(parser)
    group = parser.add_argument_group("pruning")
    group.add_argument("--patterns", type=int, default=8, metavar="N", help="default: 8")
    group.add_argument(
        "--entries",
        type=int,
        default=4,
        metavar="N",
        help="positions of a 3x3 kernel that a pattern keeps (default: 4)",
    )
    group.add_argument(
        "--connectivity",
        type=float,
        default=3.6,
        metavar="R",
        help="kernels before divided by kernels after (default: 3.6; 1 keeps all)",
    )
    group.add_argument(
        "--no-force-centre", action="store_true", help="allow patterns without the centre"
    )
    group.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="NAME",
        help="leave this module alone, with all inside it; repeatable",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    from ..importing import save_arrays
    from ..pruning import PruneConfig

    path: Path = arguments.output
    if path.suffix != _SUFFIX:
        raise UsageError(f"expected -o to end in {_SUFFIX}, but got '{path}'")
    expect_writable(path)
    config = PruneConfig(
        entries=arguments.entries,
        patterns=arguments.patterns,
        connectivity=arguments.connectivity,
        force_centre=not arguments.no_force_centre,
        skip=tuple(arguments.skip),
    )
    output = Output(arguments.json)
    with step(f"loading {arguments.model}"):
        model = resolve_model(arguments)
    with step(f"pruning {model.name}"):
        report = prune_model_(model, config)
        save_arrays(state_arrays(model), path)
    output.text(str(report))
    output.text(f"\nsaved '{path}', {path.stat().st_size / 2**20:.1f} MiB")
    output.text("pruned in one shot: the accuracy needs retraining, with the zeros kept")
    output.figures(_figures(arguments.model, path, config, report))
    return 0


def _figures(name: str, path: Path, config: PruneConfig, report: PruneReport) -> dict[str, Any]:
    return {
        "model": name,
        "weights_file": str(path),
        "config": asdict(config),
        "patterns": {
            pattern.picture: count
            for pattern, count in zip(report.pattern_set, report.pattern_counts, strict=True)
        },
        "kernels": report.kernels,
        "kept_kernels": report.kept_kernels,
        "weights": report.weights,
        "kept_weights": report.kept_weights,
        "layers": [asdict(layer) for layer in report.layers],
    }
