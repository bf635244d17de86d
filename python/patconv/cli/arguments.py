"""What several commands take: types of arguments and groups of options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import PruneError

__all__ = [
    "PRUNE_OPTIONS",
    "SHARE_FILTERS_HELP",
    "Formatter",
    "UsageError",
    "add_compile_arguments",
    "add_json_argument",
    "add_model_arguments",
    "add_prune_arguments",
    "expect_absent",
    "given",
    "option_of",
    "options_in_range",
    "parse_shape",
    "positive_integer",
]

_MODULE_HELP = (
    "what to take: a built-in network (vgg16, resnet18, resnet50, mobilenet_v2, digits_vgg, "
    "digits_resnet); "
    "pkg.mod:factory, a function without arguments that gives a torch.nn.Module, or a module "
    "itself, looked for in the current folder first"
)
_FILE_HELP = "; a .pt2 file of torch.export; an .onnx file; an .mlir file (linalg on tensors)"
_ARTIFACT_HELP = "; a .patconv file that 'patconv compile' saved"
#: Of an option that `prune` has, too.
SHARE_FILTERS_HELP = (
    "let so many neighbouring filters keep the same kernels and patterns, so that they share what "
    "they load: faster, with less freedom to keep the accuracy (default: 1)"
)

#: Those of `PruneConfig` that commands which compile have.
PRUNE_OPTIONS = ("connectivity", "patterns", "entries", "share_filters")

#: Switches, stored under what they turn off.
_SWITCHES = {
    "reorder": "leave filters and kernels in their order",
    "winograd": "compute dense kernels directly, not by minimal filtering (Winograd)",
    "skip_zeros": "read all weights of linear layers, also where their input is 0",
    "lre": "load inputs as often as they are used",
    "fusion": "leave bias and activation outside convolutions",
    "reproducer": "leave no folder behind where the compiler fails",
    "cache": "neither take the result from the cache on disk nor keep it there",
}


def _switch(name: str) -> str:
    return "--no-" + name.replace("_", "-")


class UsageError(Exception):
    """The command line asks for what cannot be had together."""


@contextmanager
def options_in_range() -> Iterator[None]:
    """Where options become a configuration of pruning.

    Raises:
        UsageError: one of them is out of its range.
    """
    try:
        yield
    except PruneError as error:
        raise UsageError(str(error)) from None


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help of 80 columns, with descriptions and examples as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=24, width=80)


def positive_integer(text: str) -> int:
    """Type of an argument: an integer of at least 1."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected an integer of at least 1, but got '{text}'")
    return value


def parse_shape(text: str) -> tuple[int, ...]:
    """Type of an argument: a shape such as ``1x3x224x224`` or ``1,3,224,224``."""
    if not re.fullmatch(r"\d+(x\d+)*|\d+(,\d+)*", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"expected a shape such as 1x3x224x224, but got '{text}'")
    shape = tuple(int(extent) for extent in re.split("[x,]", text))
    if 0 in shape:
        raise argparse.ArgumentTypeError(f"expected extents of at least 1, but got '{text}'")
    return shape


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    """Add ``--json``, for `Output`."""
    parser.add_argument(
        "--json",
        metavar="FILE",
        help="write the figures as JSON; - is the standard output, which then has nothing else",
    )


def add_model_arguments(
    parser: argparse.ArgumentParser, *, files: bool = True, artifacts: bool = False
) -> None:
    """Add MODEL and what it needs: ``--weights``, ``--input``.

    Args:
        parser: of the command.
        files: whether the command takes ``.pt2``, ``.onnx`` and ``.mlir`` files.
        artifacts: whether the command takes ``.patconv`` files too.
    """
    help_text = _MODULE_HELP + files * _FILE_HELP + artifacts * _ARTIFACT_HELP
    parser.add_argument("model", metavar="MODEL", help=help_text)
    group = parser.add_argument_group("model")
    group.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help=".safetensors, .pt or .pth (tensors only) with the module's state_dict"
        f"{files * '; .safetensors for .mlir'}. A built-in network without gets random weights",
    )
    group.add_argument(
        "--input",
        type=parse_shape,
        action="append",
        metavar="SHAPE",
        help="shape of an input, such as 1x3x224x224, for each input in order; for "
        "factories (required) and built-in networks (default: 1x3x224x224, digits 1x1x8x8)"
        f"{files * '; for .onnx files that leave a dimension open'}",
    )


def add_prune_arguments(parser: argparse.ArgumentParser) -> None:
    """Add options that prune a module on the way to the compiler."""
    group = parser.add_argument_group(
        "pruning",
        "Any of these prunes a module in one shot before it is compiled. That shows\n"
        "speed; for accuracy, compile weights that were retrained.",
    )
    group.add_argument(
        "--connectivity",
        type=float,
        metavar="R",
        help="kernels before divided by kernels after (default, if pruned: 3.6)",
    )
    group.add_argument(
        "--patterns", type=int, metavar="N", help="patterns of the network (default: 8)"
    )
    group.add_argument(
        "--entries", type=int, metavar="N", help="positions of a pattern (default: 4 of 9)"
    )
    group.add_argument("--share-filters", type=int, metavar="N", help=SHARE_FILTERS_HELP)


def add_compile_arguments(parser: argparse.ArgumentParser, *, switches: bool = True) -> None:
    """Add the options of compilation.

    Args:
        parser: of the command.
        switches: whether optimisations can be switched off.
    """
    group = parser.add_argument_group("compilation")
    group.add_argument(
        "--target",
        metavar="T",
        help="host (default) or a processor such as x86-64-v3; then, after commas, features to "
        "add or leave out: host,-avx512f",
    )
    group.add_argument(
        "--threads",
        type=positive_integer,
        metavar="N",
        help="threads that share the work of a call (default: 1)",
    )
    group.add_argument(
        "--max-patterns",
        type=positive_integer,
        metavar="N",
        help="patterns of a layer at most (default: 16); beyond, kernels share larger ones",
    )
    if not switches:
        return
    group.add_argument(
        "--strict",
        action="store_true",
        default=None,
        help="fail where a convolution cannot take the pattern path; one without zeros needs none",
    )
    group.add_argument(
        "--expose-layers",
        action="store_true",
        default=None,
        help="let the compiled model give the result of every convolution",
    )
    group.add_argument(
        "--layout",
        choices=("auto", "plain", "lane_tiled"),
        help="how activations lie in memory: as is predicted to be faster (auto, the default), "
        "in rows everywhere, or in the sub-images of lanes wherever that is possible",
    )
    for name, effect in _SWITCHES.items():
        group.add_argument(
            _switch(name), dest=name, action="store_false", default=None, help=effect
        )


def given(arguments: argparse.Namespace, *names: str) -> dict[str, Any]:
    """The options of these names that the command line sets."""
    values = {name: getattr(arguments, name, None) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def expect_absent(arguments: argparse.Namespace, reason: str, *names: str) -> None:
    """Refuse options that have no meaning here.

    Raises:
        UsageError: one of them is set; ends with `reason`.
    """
    for name in given(arguments, *names):
        raise UsageError(f"expected {option_of(name)} to be absent: {reason}")


def option_of(name: str) -> str:
    """How the command line writes an option that is stored under a name."""
    return _switch(name) if name in _SWITCHES else "--" + name.replace("_", "-")
