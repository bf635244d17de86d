"""``python -m patconv.benchmarks.peers``: what there is to compare with, and its installation."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from ...cli.arguments import UsageError
from ...errors import PatConvError
from ...reports.progress import step
from ...reports.tables import table
from . import PEERS, select_peers
from .environments import environment_of, install, interpreter_of

_DESCRIPTION = """\
List the engines that 'patconv bench' can compare with, or install some of
them, each in an environment of its own. Installing needs a package index;
nothing else of patconv reaches for a network. The environments lie beside
patconv's packages, or in the folder that the variable PATCONV_PEERS names.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """List or install; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", nargs="?", choices=("list", "install"), default="list")
    parser.add_argument("names", nargs="*", metavar="NAME", help="peers to install (default: all)")
    given = parser.parse_args(arguments)
    try:
        if given.action == "install":
            return _install(given.names or ["all"])
        if given.names:
            raise UsageError(f"expected no names beside 'list', but got '{given.names[0]}'")
    except UsageError as error:
        parser.error(str(error))
    rows = [("name", "engine", "state", "licence")]
    for peer in PEERS.values():
        state = "installed" if interpreter_of(peer) else "missing"
        rows.append((peer.name, peer.title, state, peer.licence))
    print("\n".join(table(rows, left=range(4))))
    return 0


def _install(names: Sequence[str]) -> int:
    failed = 0
    for peer in select_peers(names):
        if not peer.requirements:
            print(f"{peer.title}: comes with PyTorch")
            continue
        try:
            with step(f"{peer.title}: {', '.join(peer.requirements)}"):
                install(peer)
        except PatConvError as error:
            failed += 1
            print(f"error: {error}", file=sys.stderr)
        else:
            print(f"{peer.title}: installed in {environment_of(peer)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
