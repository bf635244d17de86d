"""The options of ``patconv prune``, and which go together."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import (
    SHARE_FILTERS_HELP,
    UsageError,
    add_json_argument,
    add_model_arguments,
    expect_absent,
    given,
    options_in_range,
    positive_integer,
)

if TYPE_CHECKING:
    from ..pruning import PruneConfig

__all__ = [
    "BASELINES",
    "SUFFIX",
    "add_arguments",
    "check_arguments",
    "method_of",
    "prune_config",
]

#: Of the file that is written.
SUFFIX = ".safetensors"
#: Ways to prune that know no patterns, with which patterns are compared.
BASELINES = ("magnitude", "channel", "nm", "block_punched")
_METHODS = ("admm", "project", "refit", *BASELINES)
_DATA = ("method", "batch", "seed", "threads", "workers", "device")
_TRAINING = (
    "epochs",
    "learning_rate",
    "rate_schedule",
    "folder",
    "resume",
    "checkpoint_steps",
)
_ADMM = ("rho", "rho_factor", "stages", "updates", "update_epochs", "tolerance")
_REFIT = ("samples",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add all of them."""
    add_model_arguments(parser, files=False)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=f"F{SUFFIX}",
        help="the file to write; with --data, F.config.json and, if there are patterns, "
        "F.patterns.txt come beside it",
    )
    add_json_argument(parser)
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write a page with curves, patterns and layers (with matplotlib)",
    )
    _add_pruning(parser)
    _add_data(parser)
    _add_training(parser)
    _add_admm(parser)


def _add_pruning(parser: argparse.ArgumentParser) -> None:
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
    group.add_argument("--share-filters", type=int, default=1, metavar="N", help=SHARE_FILTERS_HELP)
    group.add_argument(
        "--no-force-centre", action="store_true", help="allow patterns without the centre"
    )
    group.add_argument(
        "--pattern-set",
        type=Path,
        metavar="F",
        help="the patterns of a text file, as this command writes it, instead of mined ones",
    )
    group.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="NAME",
        help="leave this module alone, with all inside it; repeatable",
    )


def _add_data(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("data")
    group.add_argument(
        "--data",
        metavar="SET",
        help="digits, cifar10:DIR (binary files) or imagenet:DIR (train/CLASS/*, val/CLASS/*): "
        "prune so that the accuracy on it stays, by --method",
    )
    group.add_argument(
        "--method",
        choices=_METHODS,
        metavar="M",
        help="admm (default): towards patterns in training, then retraining; project: by norm "
        "at once, then retraining; refit: at once, the rest refitted on images without labels; "
        f"{', '.join(BASELINES)}: as many weights of each layer, chosen without patterns (nm: a "
        "number of 16 neighbouring channels or more, so only about as many), then retraining, to "
        "compare with",
    )
    group.add_argument(
        "--batch", type=positive_integer, metavar="N", help="images of a batch (default: the set's)"
    )
    group.add_argument(
        "--seed", type=_whole_number, metavar="N", help="of order, augmentation, draws (default: 0)"
    )
    group.add_argument(
        "--threads", type=positive_integer, metavar="N", help="of PyTorch (default: its own choice)"
    )
    group.add_argument(
        "--device",
        metavar="D",
        help="where the network is trained, as PyTorch calls it: cpu (default), cuda, cuda:1",
    )
    group.add_argument(
        "--workers",
        type=_whole_number,
        metavar="N",
        help="processes that read images (default: 0, none)",
    )
    group.add_argument(
        "--samples",
        type=positive_integer,
        metavar="N",
        help="images that refit uses (default: 512)",
    )


def _add_training(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("training, with Adam")
    group.add_argument(
        "--epochs", type=_whole_number, metavar="N", help="epochs of retraining (default: 10)"
    )
    group.add_argument(
        "--learning-rate",
        type=float,
        metavar="R",
        help="at the start of each stage and of the retraining (default: 0.001)",
    )
    group.add_argument(
        "--rate-schedule",
        choices=("cosine", "linear", "constant"),
        help="how it falls from there to 0 (default: cosine)",
    )
    group.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="write checkpoints and logs there: log.csv, residuals.csv, TensorBoard's if installed",
    )
    group.add_argument(
        "--resume",
        action="store_true",
        default=None,
        help="go on from the folder's checkpoint if it has one",
    )
    group.add_argument(
        "--checkpoint-steps",
        type=positive_integer,
        metavar="N",
        help="steps between checkpoints within an epoch (default: none, one after each epoch)",
    )


def _add_admm(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("ADMM")
    group.add_argument(
        "--rho", type=float, metavar="R", help="weight of the penalty at first (default: 1e-4)"
    )
    group.add_argument(
        "--rho-factor", type=float, metavar="R", help="what it grows by at a stage (default: 10)"
    )
    group.add_argument("--stages", type=positive_integer, metavar="N", help="default: 4")
    group.add_argument(
        "--updates", type=positive_integer, metavar="N", help="in each stage (default: 3)"
    )
    group.add_argument(
        "--update-epochs",
        type=positive_integer,
        metavar="N",
        help="epochs before each update (default: 1)",
    )
    group.add_argument(
        "--tolerance",
        type=float,
        metavar="R",
        help="end early once no residual is larger (default: 0.001; 0 never)",
    )


def _whole_number(text: str) -> int:
    """Type of an argument: an integer of at least 0."""
    try:
        value = int(text)
    except ValueError:
        value = -1
    if not 0 <= value < 1 << 63:
        raise argparse.ArgumentTypeError(f"expected an integer of at least 0, but got '{text}'")
    return value


def method_of(arguments: argparse.Namespace) -> str:
    """What ``--method`` says, or leaves out."""
    return str(arguments.method or "admm")


def check_arguments(arguments: argparse.Namespace) -> None:
    """Refuse what does not go together.

    Raises:
        UsageError: an option has no meaning, or a file another ending.
    """
    if arguments.output.suffix != SUFFIX:
        raise UsageError(f"expected -o to end in {SUFFIX}, but got '{arguments.output}'")
    if arguments.html is not None and arguments.html.suffix != ".html":
        raise UsageError(f"expected --html to end in .html, but got '{arguments.html}'")
    if arguments.data is None:
        reason = "it needs --data, without which pruning is one shot"
        expect_absent(arguments, reason, *_DATA, *_TRAINING, *_ADMM, *_REFIT)
        return
    method = method_of(arguments)
    if method == "refit":
        expect_absent(arguments, "--method refit trains nothing", *_TRAINING)
    else:
        expect_absent(arguments, "it belongs to --method refit", *_REFIT)
    if method != "admm":
        expect_absent(arguments, "it belongs to --method admm", *_ADMM)
    if arguments.folder is None:
        reason = "there are no checkpoints without --folder"
        expect_absent(arguments, reason, "resume", "checkpoint_steps")


def prune_config(arguments: argparse.Namespace) -> PruneConfig:
    """What to prune, and ADMM's schedule.

    Raises:
        UsageError: a value is out of its range.
        PruneError: the pattern set is none.
        OSError: the pattern set cannot be read.
    """
    from ..pruning import PruneConfig, Schedule, load_pattern_set

    path: Path | None = arguments.pattern_set
    patterns = None if path is None else load_pattern_set(path).patterns
    with options_in_range():
        schedule = Schedule(
            **given(arguments, "rho", "stages", "updates", "tolerance", "learning_rate")
        )
        if arguments.rho_factor is not None:
            schedule = replace(schedule, factor=arguments.rho_factor)
        if arguments.update_epochs is not None:
            schedule = replace(schedule, epochs=arguments.update_epochs)
        if method_of(arguments) != "admm":
            schedule = replace(schedule, stages=0)
        return PruneConfig(
            entries=arguments.entries,
            patterns=arguments.patterns,
            connectivity=arguments.connectivity,
            share_filters=arguments.share_filters,
            force_centre=not arguments.no_force_centre,
            skip=tuple(arguments.skip),
            pattern_set=patterns,
            schedule=schedule,
        )
