"""``patconv compile``: from a model to native code, with a report on each layer."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .arguments import (
    Formatter,
    UsageError,
    add_compile_arguments,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
)
from .compilation import Compilation, compile_model, compile_options, load_model
from .model_source import ARTIFACT
from .output import Output, expect_writable

if TYPE_CHECKING:
    from ..compiling import CompileOptions

__all__ = ["add_parser", "run"]

_EPILOG = f"""\
examples:
  patconv compile vgg16 --connectivity 3.6 --threads 2 -o vgg16{ARTIFACT}
  patconv compile resnet50 --weights resnet50.safetensors -o resnet50{ARTIFACT}
  patconv compile nets.small:network --input 1x3x32x32 --json report.json
  patconv compile model.onnx --input 4x3x224x224 -o model{ARTIFACT}
  patconv compile model.mlir --weights model.safetensors --stop-after raise
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "compile",
        help="compile a model and report what became of each layer",
        description="Compile a model and report, for each layer, the path that it took and why,\n"
        "its patterns, multiply-adds, bytes and schedule.",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=f"F{ARTIFACT}",
        help="save the compiled model, for 'patconv run' and patconv.load",
    )
    add_json_argument(parser)
    add_prune_arguments(parser)
    add_compile_arguments(parser)
    group = parser.add_argument_group("intermediate representation")
    group.add_argument(
        "--stop-after",
        metavar="PHASE",
        help="stop after import, raise, reorder ... (a wrong name lists them all) and, "
        "without --dump-ir, print the IR instead of the report",
    )
    group.add_argument(
        "--dump-ir",
        type=Path,
        metavar="DIR",
        help="write the IR after each phase, and the weights beside it; a dump can be "
        "compiled further as MODEL with --weights DIR/weights.safetensors",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    _check_output(arguments)
    options = compile_options(arguments)
    output = Output(arguments.json)
    model = load_model(arguments)
    compilation = compile_model(model, arguments, options)
    if arguments.output is not None:
        compilation.model.save(arguments.output)
    _print(arguments, options, compilation, output)
    output.figures(_figures(arguments, options, compilation))
    return 0


def _check_output(arguments: argparse.Namespace) -> None:
    path: Path | None = arguments.output
    if path is None:
        return
    if arguments.stop_after is not None:
        raise UsageError("expected -o to be absent with --stop-after, which leaves no code to save")
    if path.suffix != ARTIFACT:
        raise UsageError(f"expected -o to end in {ARTIFACT}, but got '{path}'")
    expect_writable(path)


def _prints_ir(options: CompileOptions) -> bool:
    return options.stop_after is not None and options.dump_ir is None


def _print(
    arguments: argparse.Namespace,
    options: CompileOptions,
    compilation: Compilation,
    output: Output,
) -> None:
    compiled = compilation.model
    if _prints_ir(options):
        output.text(compiled.ir(str(options.stop_after)).rstrip("\n"))
        return
    output.text(str(compiled.report()))
    took = "import took {:.1f} s, the rest was in the cache"
    if not compilation.cached:
        took = "import and compilation took {:.1f} s"
    output.text("\n" + took.format(compilation.seconds))
    if options.dump_ir is not None:
        output.text(f"the IR and the weights are in '{options.dump_ir}'")
    if arguments.output is not None:
        size = arguments.output.stat().st_size
        output.text(f"saved '{arguments.output}', {size / 2**20:.1f} MiB")


def _figures(
    arguments: argparse.Namespace, options: CompileOptions, compilation: Compilation
) -> dict[str, Any]:
    compiled = compilation.model
    figures: dict[str, Any] = {
        "model": arguments.model,
        "inputs": {spec.name: list(spec.shape) for spec in compiled.input_specs},
        "outputs": {spec.name: list(spec.shape) for spec in compiled.output_specs},
        "threads": options.threads,
        "seconds": compilation.seconds,
        "cached": compilation.cached,
        "report": json.loads(compiled.report().to_json()),
    }
    if arguments.output is not None:
        figures["artifact"] = str(arguments.output)
    if options.stop_after is not None:
        figures["stopped_after"] = options.stop_after
    # Standard output has no room for the IR beside the JSON.
    if _prints_ir(options) and arguments.json == "-":
        figures["ir"] = compiled.ir(str(options.stop_after))
    return figures
