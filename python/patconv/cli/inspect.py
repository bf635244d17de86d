"""``patconv inspect``: the patterns of a model, what they save, and a picture of them."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import CompileError, PatConvError
from ..reports.progress import step
from ..reports.tables import WIDTH, pictures, shorten, table, wrap
from .arguments import (
    Formatter,
    UsageError,
    add_compile_arguments,
    add_json_argument,
    add_model_arguments,
    add_prune_arguments,
    expect_absent,
)
from .compilation import compile_model, compile_options, load_artifact, load_model
from .kernel_map import KernelMap, read_kernel_map
from .kernel_picture import draw_kernels, require_matplotlib
from .model_source import Model, is_artifact
from .output import Output, expect_writable

if TYPE_CHECKING:
    from ..compiling import LayerReport, ModelReport

__all__ = ["add_parser", "run"]

#: The phase after which the report knows the bytes as they are stored.
_LAST_PHASE = "pack"
_WORD = 4
_ASSUMPTIONS = (
    f"CSR: {_WORD} bytes for the value and {_WORD} for the column index of each weight that is "
    f"stored, and {_WORD} for each row pointer, one more than there are filters. "
    "FKW: as stored, indices included."
)
_EPILOG = """\
examples:
  patconv inspect vgg16 --connectivity 3.6 --png vgg16.png
  patconv inspect resnet50 --weights pruned.safetensors --layer layer1.0.conv2
  patconv inspect vgg16.patconv --json -
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "inspect",
        help="show the patterns of a model and what they save",
        description="Show, for each layer, the path that it takes and why, its patterns and the\n"
        "bytes of its weights: dense, in CSR format and as they are stored (FKW).",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    add_model_arguments(parser, artifacts=True)
    parser.add_argument("--layer", metavar="NAME", help="this layer alone")
    parser.add_argument(
        "--png",
        type=Path,
        metavar="F.png",
        help="draw the kernels of --layer, or of the largest layer with patterns, before "
        "and after filter kernel reorder; needs the extra 'plot', and the model "
        "itself instead of a .patconv file",
    )
    add_json_argument(parser)
    add_prune_arguments(parser)
    add_compile_arguments(parser, switches=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line says."""
    if arguments.png is not None:
        _check_picture(arguments)
    output = Output(arguments.json)
    if is_artifact(arguments.model):
        inspected = _Inspected(load_artifact(arguments).report())
    else:
        inspected = _compile(arguments)
    if arguments.png is not None and inspected.kernels is not None:
        with step("drawing"):
            draw_kernels(inspected.kernels, arguments.png)
    layers = _selected(inspected.report, arguments.layer)
    output.text("\n".join([*_table(layers), *_patterns(layers)]))
    if arguments.png is not None and inspected.kernels is not None:
        output.text(f"\nsaved '{arguments.png}', the kernels of {inspected.kernels.layer}")
    output.figures(_figures(arguments, layers))
    return 0


@dataclass(frozen=True, eq=False)
class _Inspected:
    """The report of a model, and the kernels of the layer to draw or None."""

    report: ModelReport
    kernels: KernelMap | None = None


def _check_picture(arguments: argparse.Namespace) -> None:
    path: Path = arguments.png
    if is_artifact(arguments.model):
        reason = "a .patconv file has a report, not each kernel's pattern; give the model"
        expect_absent(arguments, reason, "png")
    if path.suffix != ".png":
        raise UsageError(f"expected --png to end in .png, but got '{path}'")
    expect_writable(path)
    require_matplotlib()


def _compile(arguments: argparse.Namespace) -> _Inspected:
    # Wrong options are told before the model is loaded.
    options = compile_options(arguments, stop_after=_LAST_PHASE)
    model = load_model(arguments)
    if arguments.png is None:
        return _Inspected(compile_model(model, arguments, options).model.report())
    with tempfile.TemporaryDirectory(prefix="patconv-inspect-") as folder:
        return _compile_with_kernels(arguments, model, Path(folder))


def _compile_with_kernels(arguments: argparse.Namespace, model: Model, folder: Path) -> _Inspected:
    """Stop where kernels have their order, and go on from there."""
    options = compile_options(arguments, stop_after="reorder", dump_ir=folder)
    try:
        reordered = compile_model(model, arguments, options).model
    except CompileError as error:
        if error.diagnostics:
            raise
        raise PatConvError(
            f"expected a model or a dump made before 'schedule' for --png, but got '{model.name}'"
        ) from error
    weights = folder / "weights.safetensors"
    name = _to_draw(reordered.report(), arguments.layer)
    ir = reordered.ir("reorder")
    kernels = read_kernel_map(ir, name, weights)
    dump = folder / "reordered.mlir"
    dump.write_text(ir, encoding="utf-8")
    rest = Model(model.name, dump, weights=weights)
    options = compile_options(arguments, stop_after=_LAST_PHASE)
    return _Inspected(compile_model(rest, arguments, options).model.report(), kernels)


def _to_draw(report: ModelReport, name: str | None) -> str:
    if name is not None:
        return _selected(report, name)[0].name
    layers = [layer for layer in report.layers if layer.path == "pattern"]
    if not layers:
        raise PatConvError(
            "expected a layer with patterns to draw, but got none; name one with --layer, or "
            "prune the model, for instance with --connectivity 3.6"
        )
    return max(layers, key=lambda layer: layer.kernels).name


def _selected(report: ModelReport, name: str | None) -> Sequence[LayerReport]:
    if name is None:
        return report.layers
    layers = [layer for layer in report.layers if layer.name == name]
    if not layers:
        known = ", ".join(layer.name for layer in report.layers)
        raise PatConvError(f"expected --layer to be one of {known}, but got '{name}'")
    return layers


def _stored_weights(layer: LayerReport) -> int:
    """Weights inside the patterns of kernels that are kept."""
    return sum(picture.count("x") * count for picture, count in layer.patterns.items())


def _csr_bytes(layer: LayerReport) -> int | None:
    """Bytes in CSR format, a row for each filter; None for what is no convolution."""
    if not layer.kernels:
        return None
    return _stored_weights(layer) * 2 * _WORD + (layer.weights[0] + 1) * _WORD


def _table(layers: Sequence[LayerReport]) -> list[str]:
    rows = [("layer", "path", "patterns", "kernels kept", "dense KiB", "CSR KiB", "FKW KiB")]
    for layer in layers:
        used = sum(count > 0 for count in layer.patterns.values())
        kept = f"{layer.kept_kernels}/{layer.kernels}" if layer.kernels else ""
        sizes = _kib(layer.dense_bytes), _kib(_csr_bytes(layer)), _kib(layer.bytes)
        rows.append((layer.name, layer.path, str(used) if layer.kernels else "", kept, *sizes))
    header, *lines = table(rows, left=(0, 1))
    rule = "-" * WIDTH
    result = [header, rule]
    for layer, line in zip(layers, lines, strict=True):
        result += [line, *wrap(layer.why)]
    convolutions = [layer for layer in layers if layer.kernels]
    dense = sum(layer.dense_bytes for layer in convolutions)
    csr = sum(_csr_bytes(layer) or 0 for layer in convolutions)
    fkw = sum(layer.bytes for layer in convolutions)
    columns = csr - sum(_WORD * _stored_weights(layer) for layer in convolutions)
    indices = fkw - sum(layer.value_bytes for layer in convolutions)
    return [
        *result,
        rule,
        f"convolutions: dense {_kib(dense)} KiB, CSR {_kib(csr)} KiB, FKW {_kib(fkw)} KiB",
        f"of these, not values: CSR {_kib(columns)} KiB, FKW {_kib(indices)} KiB",
        *wrap(_ASSUMPTIONS),
    ]


def _kib(count: int | None) -> str:
    return "" if count is None else f"{count / 1024:.1f}"


def _counts(layers: Sequence[LayerReport]) -> list[tuple[str, int]]:
    """Kernels of each pattern that removes something, most frequent first."""
    counts: dict[str, int] = {}
    for layer in layers:
        for picture, count in layer.patterns.items():
            if "." in picture and count:
                counts[picture] = counts.get(picture, 0) + count
    return sorted(counts.items(), key=lambda item: -item[1])


def _patterns(layers: Sequence[LayerReport]) -> list[str]:
    counts = _counts(layers)
    if not counts:
        return []
    place = f" of {shorten(layers[0].name, 40)}" if len(layers) == 1 else ""
    return ["", f"patterns{place}, kernels of each:", *pictures(counts)]


def _figures(arguments: argparse.Namespace, layers: Sequence[LayerReport]) -> dict[str, Any]:
    figures: dict[str, Any] = {
        "model": arguments.model,
        "assumptions": _ASSUMPTIONS,
        "layers": [
            {
                "name": layer.name,
                "weights": list(layer.weights),
                "path": layer.path,
                "why": layer.why,
                "patterns": dict(layer.patterns),
                "kernels": layer.kernels,
                "kept_kernels": layer.kept_kernels,
                "stored_weights": _stored_weights(layer) if layer.kernels else None,
                "dense_bytes": layer.dense_bytes,
                "csr_bytes": _csr_bytes(layer),
                "fkw_bytes": layer.bytes,
            }
            for layer in layers
        ],
    }
    if arguments.png is not None:
        figures["png"] = str(arguments.png)
    return figures
