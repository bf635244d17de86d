"""The command line, ``patconv COMMAND``.

Each command is a module with `add_parser`, which describes it, and `run`, which does it.
Neither PyTorch nor the compiler is loaded before a command needs it.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import traceback
from collections.abc import Mapping, Sequence

from .. import __version__
from ..errors import PatConvError
from . import bench, compare, compile, inspect, prune, run
from .arguments import Formatter, UsageError

__all__ = ["main"]

_COMMANDS = (prune, compile, run, bench, compare, inspect)

_EPILOG = """\
MODEL is the name of a built-in network, the factory of a PyTorch module as
pkg.mod:factory, or, to compile, run, compare or inspect, a .pt2, .onnx or .mlir
file, to run or inspect a .patconv file, too; 'patconv compile --help' says more.

exit codes: 0 done, 1 failed (the reason is on the standard error), 2 usage

example:
  patconv compile vgg16 --connectivity 3.6 -o vgg16.patconv
  patconv run vgg16.patconv
"""
_FAILED = 1
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: what follows ``patconv`` on the command line; `sys.argv` if None.

    Returns:
        0 where the command did its work, 1 where it failed, 130 where it was interrupted.

    Raises:
        SystemExit: with 2 where the command line is wrong, 0 after ``--help``.
    """
    parser, commands = _parsers()
    arguments = argparse.Namespace(debug=False)
    try:
        arguments = _parse(parser, commands, argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except UsageError as error:
        commands[arguments.command].error(str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return _FAILED
    except (PatConvError, ImportError, MemoryError, OSError) as error:
        if _debugging(arguments):
            traceback.print_exc()
        else:
            print(f"error: {_describe(error)}", file=sys.stderr)
        return _FAILED
    return code


def _parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser(
        prog="patconv",
        description="Compile pattern-pruned convolutional networks into native code.",
        epilog=_EPILOG,
        formatter_class=Formatter,
    )
    parser.add_argument("--version", action="version", version=f"patconv {__version__}")
    subparsers = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    subparsers.required = True
    for command in _COMMANDS:
        command.add_parser(subparsers)
    for described in subparsers.choices.values():
        described.add_argument(
            "--debug",
            action="store_true",
            help="show where an error comes from (or set PATCONV_DEBUG)",
        )
    return parser, subparsers.choices


def _parse(
    parser: argparse.ArgumentParser,
    commands: Mapping[str, argparse.ArgumentParser],
    argv: Sequence[str] | None,
) -> argparse.Namespace:
    try:
        arguments, unknown = parser.parse_known_args(argv)
        if unknown:
            command = commands[arguments.command]
            command.error(f"unrecognized arguments: {' '.join(unknown)}{_hint(command, unknown)}")
        return arguments
    except SystemExit:
        # After --help: a reader that is gone shows here.
        sys.stdout.flush()
        raise


def _hint(command: argparse.ArgumentParser, unknown: Sequence[str]) -> str:
    """Which options may have been meant, or where they belong."""
    options = [name for action in command._actions for name in action.option_strings]
    names = [text.partition("=")[0] for text in unknown if text.startswith("-")]
    if any(name in options for name in names):
        return "; give options after the command"
    close = [
        match for name in names for match in difflib.get_close_matches(name, options, 1, cutoff=0.7)
    ]
    return f"; did you mean {' or '.join(dict.fromkeys(close))}?" if close else ""


def _debugging(arguments: argparse.Namespace) -> bool:
    return bool(arguments.debug or os.environ.get("PATCONV_DEBUG"))


def _describe(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        reason = error.strerror or type(error).__name__
        return f"expected '{error.filename}' to be accessible, but got: {reason}"
    if isinstance(error, MemoryError):
        return "expected enough memory, but got none; close other programs or take smaller inputs"
    return str(error) or type(error).__name__


def _forget_output() -> None:
    """The reader is gone: keep Python from telling so when it flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
