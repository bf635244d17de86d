"""``patconv prune``: pattern pruning of a module, in one shot or so that the accuracy stays."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import replaced
from ..reports.numbers import finite
from ..reports.progress import step
from .arguments import Formatter
from .model_source import Model, prune_model_, resolve_model, state_arrays
from .output import Output, expect_writable
from .prune_on_data import describe_run, parse_data, prune_on_data
from .prune_options import add_arguments, check_arguments, method_of, prune_config

if TYPE_CHECKING:
    from ..pruning import EpochRecord, PruneConfig, PruneResult

__all__ = ["add_parser", "run"]

_EPILOG = """\
examples:
  patconv prune resnet50 --weights resnet50.safetensors -o pruned.safetensors
  patconv prune nets.small:net --input 1x3x32x32 --skip stem -o p.safetensors
  patconv prune digits_vgg --weights dense.safetensors --data digits \\
    --connectivity 3.6 --epochs 20 --html report.html -o pruned.safetensors
  patconv prune nets.small:net --weights net.pt --data cifar10:DIR \\
    --folder runs/first --resume -o pruned.safetensors
  patconv prune resnet50 --weights resnet50.safetensors --data imagenet:DIR \\
    --method refit --connectivity 1.8 -o pruned.safetensors
  patconv compile digits_vgg --weights pruned.safetensors
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "prune",
        help="prune the convolutions of a module, in one shot or with training",
        description="Prune the convolutions of a module, and write its state_dict. Without --data\n"
        "that is one shot, by norm: it gives the shape of a pruned network, not its\n"
        "accuracy. With --data a trained network is pruned so that it stays accurate,\n"
        "and the accuracy is measured before and after.",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    check_arguments(arguments)
    path: Path = arguments.output
    written = _Written(path, arguments.data is not None)
    if arguments.html is not None:
        from ..reports.pictures import require_matplotlib

        require_matplotlib()
        expect_writable(arguments.html)
    written.expect_writable()
    config = prune_config(arguments)
    output = Output(arguments.json)
    if arguments.data is None:
        model, result = _prune_at_once(arguments, config)
    else:
        model, result = prune_on_data(arguments, parse_data(arguments), config)
    figures = _figures(arguments, config, result)
    written.write(model, config, result, figures)
    figures |= written.names()
    if arguments.html is not None:
        from .prune_page import write_prune_page

        write_prune_page(figures, result, arguments.html)
        figures["html"] = str(arguments.html)
    for line in (str(result.report), "", *_summary(arguments, result), *written.lines()):
        output.text(line)
    output.figures(figures)
    return 0


def _prune_at_once(arguments: argparse.Namespace, config: PruneConfig) -> tuple[Model, PruneResult]:
    from ..pruning import PruneResult

    with step(f"loading {arguments.model}"):
        model = resolve_model(arguments)
    with step(f"pruning {model.name}"):
        report = prune_model_(model, config)
    return model, PruneResult(report, (), None, None, None, converged=False)


class _Written:
    """The files of a run: the weights, with a data set the configuration and the patterns."""

    def __init__(self, weights: Path, more: bool) -> None:
        self._weights = weights
        self._config = weights.with_suffix(".config.json") if more else None
        self._patterns = weights.with_suffix(".patterns.txt") if more else None

    def expect_writable(self) -> None:
        for path in (self._weights, self._config, self._patterns):
            if path is not None:
                expect_writable(path)

    def write(
        self, model: Model, config: PruneConfig, result: PruneResult, figures: dict[str, Any]
    ) -> None:
        from ..importing import save_arrays
        from ..pruning import PatternSet, save_pattern_set

        save_arrays(state_arrays(model), self._weights)
        report = result.report
        if not report.pattern_set:
            self._patterns = None
        if self._patterns is not None:
            counted = PatternSet(report.pattern_set, report.pattern_counts)
            save_pattern_set(counted, self._patterns)
        if self._config is not None:
            text = json.dumps(
                {"run": figures["run"], "config": figures["config"]}, indent=2, allow_nan=False
            )
            with replaced(self._config) as temporary:
                temporary.write_text(text + "\n", encoding="utf-8")

    def names(self) -> dict[str, str]:
        found = {
            "weights_file": self._weights,
            "config_file": self._config,
            "pattern_set_file": self._patterns,
        }
        return {name: str(path) for name, path in found.items() if path is not None}

    def lines(self) -> Iterator[str]:
        yield f"saved '{self._weights}', {self._weights.stat().st_size / 2**20:.1f} MiB"
        for path in (self._config, self._patterns):
            if path is not None:
                yield f"saved '{path}'"


def _summary(arguments: argparse.Namespace, result: PruneResult) -> Iterator[str]:
    if result.accuracy is None:
        yield "pruned in one shot: the accuracy needs retraining, with the zeros kept"
        return
    assert result.dense_accuracy is not None
    assert result.projected_accuracy is not None
    text = f"accuracy on {arguments.data.partition(':')[0]}: {result.dense_accuracy:.2%} dense, "
    text += f"{result.projected_accuracy:.2%} pruned"
    if method_of(arguments) != "refit":
        text += f", {result.accuracy:.2%} retrained"
    yield text


def _figures(
    arguments: argparse.Namespace, config: PruneConfig, result: PruneResult
) -> dict[str, Any]:
    from ..pruning import RefitReport

    report = result.report
    given = None if config.pattern_set is None else [p.picture for p in config.pattern_set]
    figures: dict[str, Any] = {
        "model": arguments.model,
        "config": {**asdict(config), "pattern_set": given},
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
    if arguments.data is not None:
        figures |= {
            "run": describe_run(arguments),
            "dense_accuracy": result.dense_accuracy,
            "projected_accuracy": result.projected_accuracy,
            "accuracy": result.accuracy,
            "converged": result.converged,
            "history": [_epoch(record) for record in result.history],
        }
        if isinstance(report, RefitReport):
            figures["output_errors"] = {name: finite(e) for name, e in report.errors.items()}
    return figures


def _epoch(record: EpochRecord) -> dict[str, Any]:
    """What JSON can hold: the first change of a layer is infinite."""
    state = record.state_dict()
    residuals = [
        {name: finite(value) if isinstance(value, float) else value for name, value in one.items()}
        for one in state["residuals"]
    ]
    return {**state, "residuals": residuals}
