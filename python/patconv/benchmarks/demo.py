"""VGG-16, pruned to patterns, compiled by patconv, beside PyTorch eager on the same weights.

Run as ``python -m patconv.benchmarks.demo``. The last line of the output is one JSON object; the
exit code is 1 where the numbers disagree, or where a measurement is above what the machine can do.
It is ``patconv bench vgg16`` with a machine-readable last line.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..reports.numbers import finite
from .network import Comparison, NetworkSpec
from .run import run_network
from .timing import largest

__all__ = ["main"]

#: Pruned as `PruneConfig` does by default: 8 patterns, a connectivity of 3.6.
_SPEC = NetworkSpec("vgg16", prune={})


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; returns the exit code."""
    options = _parser().parse_args(arguments)
    if not sys.stderr.isatty():
        # Where there is a terminal, a bar says so.
        print("compiling VGG-16 and timing it beside PyTorch: about two minutes", file=sys.stderr)
    run = run_network(
        _SPEC, threads=options.threads, blocks=options.blocks, runs=options.runs, report=True
    )
    print(json.dumps(_last_line(run.comparisons), allow_nan=False))
    return 1 if run.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m patconv.benchmarks.demo", description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="default: 1 2")
    parser.add_argument("--blocks", type=int, default=5, help="blocks an engine (default: 5)")
    parser.add_argument("--runs", type=int, default=5, help="timed calls a block (default: 5)")
    return parser


def _last_line(comparisons: dict[int, Comparison]) -> dict[str, Any]:
    first = next(iter(comparisons.values()))
    return {
        "model": _SPEC.model,
        "max_rel_error": finite(largest(*(c.output_error for c in comparisons.values()))),
        "max_layer_error": finite(largest(*(c.layer_error for c in comparisons.values()))),
        "compile_s": round(first.loaded["compile_s"], 3),
        "import_s": round(first.loaded["import_s"], 3),
        "threads": {str(threads): c.summary() for threads, c in comparisons.items()},
    }


if __name__ == "__main__":
    sys.exit(main())
