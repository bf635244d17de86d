"""VGG-16, pruned to patterns, compiled by patconv, beside PyTorch eager on the same weights.

Run as ``python -m patconv.benchmarks.demo``. The last line of the output is one JSON object; the
exit code is 1 where the numbers disagree, or where a measurement is above what the machine can do.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from .blocks import Samples, measure_pair
from .limits import peaks_agree
from .machine import describe_machine
from .table import convolution_seconds, layer_table, network_lines, read_shares
from .timing import largest
from .workers import Worker

__all__ = ["main"]

_TOLERANCE = 1e-4
#: No code is faster than the peak, but the peak is a measurement too, made before and after the
#: layers: the frequency moves by up to 3 % in between. A share above that is a wrong measurement.
_PEAK_TOLERANCE = 1.03
#: Where a fully connected layer's share of the read bandwidth should lie; outside it, a warning,
#: since a neighbour on the machine takes bandwidth from one measurement and not from the other.
_READ_SHARES = (0.70, 1.03)
_SEED = 2020
_PATTERNS = 8
_CONNECTIVITY = 3.6


@dataclass(frozen=True)
class _Comparison:
    """Everything that was measured at one number of threads."""

    loaded: dict[str, Any]
    errors: dict[str, float]
    limits: dict[str, Any]
    patconv: Samples
    torch: Samples
    spinning: dict[str, Any] | None = None

    @property
    def output_error(self) -> float:
        spinning = self.spinning["error"] if self.spinning else 0.0
        return largest(self.patconv.error, self.torch.error, spinning)

    @property
    def layer_error(self) -> float:
        return largest(*self.errors.values())

    def summary(self) -> dict[str, float]:
        """The figures for the last line."""
        ours, theirs = (convolution_seconds(s, self.errors) for s in (self.patconv, self.torch))
        return {
            "patconv_ms": round(self.patconv.median * 1e3, 3),
            "torch_ms": round(self.torch.median * 1e3, 3),
            "speedup_network": round(self.torch.median / self.patconv.median, 3),
            "speedup_convolutions": round(theirs / ours, 3),
        }

    def shares(self) -> dict[str, float]:
        """Each convolution's share of the multiply-add peak."""
        macs = {layer["name"]: layer["macs"] for layer in self.loaded["layers"]}
        return {
            name: 2e-9 * macs[name] / self.patconv.layer(name) / self.limits["gflops"]
            for name in self.errors
        }


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; returns the exit code."""
    options = _parser().parse_args(arguments)
    comparisons: dict[int, _Comparison] = {}
    print(describe_machine())
    with tempfile.TemporaryDirectory(prefix="patconv-demo-") as folder:
        _prepare(folder)
        for threads in options.threads:
            comparisons[threads] = _compare(folder, threads, options.blocks, options.runs)
            _print_comparison(threads, comparisons[threads], with_report=len(comparisons) == 1)
    problems = [
        f"{threads} thread(s): {problem}"
        for threads, comparison in comparisons.items()
        for problem in _problems(comparison)
    ]
    for threads, comparison in comparisons.items():
        for warning in _warnings(threads, comparison):
            print(f"warning: {threads} thread(s): {warning}")
    print("\n".join(f"error: {problem}" for problem in problems) or "the numbers agree")
    print(json.dumps(_last_line(comparisons), allow_nan=False))
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m patconv.benchmarks.demo", description=__doc__)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="default: 1 2")
    parser.add_argument("--blocks", type=int, default=5, help="blocks an engine (default: 5)")
    parser.add_argument("--runs", type=int, default=5, help="timed calls a block (default: 5)")
    return parser


def _prepare(folder: str) -> None:
    print("VGG-16, 1x3x224x224: Kaiming weights, pruning, unit variance ...", flush=True)
    with Worker("patconv.benchmarks.torch_worker", threads=2) as worker:
        pruned = worker.call(
            "prepare", folder=folder, seed=_SEED, patterns=_PATTERNS, rate=_CONNECTIVITY
        )
    print(
        f"{_PATTERNS} patterns, {pruned['kept']} of {pruned['kernels']} kernels kept, "
        f"{pruned['rate']:.2f}x fewer weights in the convolutions"
    )


def _compare(folder: str, threads: int, blocks: int, runs: int) -> _Comparison:
    with ExitStack() as stack:
        bar = stack.enter_context(_progress())
        task = bar.add_task("", total=5 + 4 * blocks)

        def step(name: str) -> None:
            bar.update(task, description=f"{threads} thread(s): {name}")

        def done() -> None:
            bar.advance(task)

        # The exposed layers' memory goes with the process that needs it.
        step("layer by layer")
        with Worker("patconv.benchmarks.patconv_worker", threads) as checker:
            checker.call("load", folder=folder, threads=threads)
            errors = checker.call("layer_errors")
        done()
        step("compilation")
        ours = stack.enter_context(Worker("patconv.benchmarks.patconv_worker", threads))
        loaded = ours.call("load", folder=folder, threads=threads)
        done()
        step("limits of the machine")
        limits = ours.call("limits")
        done()
        step("PyTorch")
        theirs = stack.enter_context(Worker("patconv.benchmarks.torch_worker", threads))
        theirs.call("load", folder=folder, threads=threads)
        done()
        step("interleaved blocks")
        patconv, torch = measure_pair(ours, theirs, blocks=blocks, runs=runs, progress=done)
        # The clock's frequency may have changed meanwhile: the larger figure is the limit.
        step("limits of the machine")
        again = ours.call("limits")
        limits = {name: max(value, again[name]) for name, value in limits.items()}
        done()
    return _Comparison(loaded, errors, limits, patconv, torch, _spinning(folder, threads, runs))


def _spinning(folder: str, threads: int, runs: int) -> dict[str, Any] | None:
    """Time patconv alone with OpenMP's own wait policy, which is what its users have."""
    if threads == 1:
        return None
    with Worker("patconv.benchmarks.patconv_worker", threads, spinning=True) as worker:
        worker.call("load", folder=folder, threads=threads)
        measured: dict[str, Any] = worker.call("measure", runs=runs)
    return measured


def _progress() -> Progress:
    """A bar on the standard error that goes when it is done."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _print_comparison(threads: int, comparison: _Comparison, *, with_report: bool) -> None:
    loaded, limits = comparison.loaded, comparison.limits
    if with_report:
        print(f"\nwhat became of each layer\n{loaded['report']}")
    print(f"\n{threads} thread(s)")
    print(f"import {loaded['import_s']:.1f} s, compilation {loaded['compile_s']:.1f} s")
    print(
        f"limits: multiply-add {limits['gflops']:.0f} GFLOP/s (compiled code "
        f"{limits['compiled_gflops']:.0f}, machine code {limits['machine_gflops']:.0f}), "
        f"memory read {limits['gbytes']:.1f} GB/s"
    )
    print(
        layer_table(
            loaded["layers"],
            comparison.errors,
            comparison.shares(),
            limits,
            comparison.patconv,
            comparison.torch,
        )
    )
    print(network_lines(comparison.patconv, comparison.torch, comparison.errors))
    if comparison.spinning:
        seconds = median(comparison.spinning["seconds"])
        print(
            f"network, alone, idle threads spin (the runtime's default): patconv "
            f"{seconds * 1e3:.2f} ms, median of {len(comparison.spinning['seconds'])}"
        )
    print(
        f"largest error: output {comparison.output_error:.1e}, "
        f"layers {comparison.layer_error:.1e} (limit {_TOLERANCE:.0e})"
    )


def _problems(comparison: _Comparison) -> list[str]:
    problems = []
    # "not <=" so that a NaN is a problem.
    if not comparison.output_error <= _TOLERANCE:
        problems.append(f"the output is off by {comparison.output_error:.1e}")
    for name, error in comparison.errors.items():
        if not error <= _TOLERANCE:
            problems.append(f"the output of {name} is off by {error:.1e}")
    limits = comparison.limits
    if not peaks_agree(limits["compiled_gflops"], limits["machine_gflops"]):
        problems.append(
            f"the multiply-add peak is {limits['compiled_gflops']:.0f} GFLOP/s by compiled code "
            f"and {limits['machine_gflops']:.0f} by machine code, more than 3 % apart: the run is "
            "invalid"
        )
    for name, share in comparison.shares().items():
        if share > _PEAK_TOLERANCE:
            problems.append(f"{name} runs at {share:.0%} of the peak: a wrong measurement")
    return problems


def _warnings(threads: int, comparison: _Comparison) -> list[str]:
    if threads != 1:
        return []
    low, high = _READ_SHARES
    shares = read_shares(
        comparison.loaded["layers"], comparison.errors, comparison.limits, comparison.patconv
    )
    return [
        f"{name} reads its weights at {share:.0%} of the read bandwidth, "
        f"expected {low:.0%} to {high:.0%}"
        for name, share in shares.items()
        if not low <= share <= high
    ]


def _last_line(comparisons: dict[int, _Comparison]) -> dict[str, Any]:
    first = next(iter(comparisons.values()))
    return {
        "model": "vgg16",
        "max_rel_error": _finite(largest(*(c.output_error for c in comparisons.values()))),
        "max_layer_error": _finite(largest(*(c.layer_error for c in comparisons.values()))),
        "compile_s": round(first.loaded["compile_s"], 3),
        "import_s": round(first.loaded["import_s"], 3),
        "threads": {str(threads): c.summary() for threads, c in comparisons.items()},
    }


def _finite(error: float) -> float | None:
    """JSON has no infinity: null stands for it."""
    return error if math.isfinite(error) else None


if __name__ == "__main__":
    sys.exit(main())
