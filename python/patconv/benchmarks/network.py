"""A whole network, compiled by patconv, beside PyTorch eager on the same weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from ..compiling.report import LAYER_SEPARATOR, layer_names
from ..reports.numbers import finite
from ..reports.progress import bar
from .blocks import Samples, measure_pair
from .limits import peaks_agree
from .result_file import result_entry
from .table import convolution_seconds, layer_table, network_lines, read_shares
from .timing import largest
from .workers import Worker, workers_folder

__all__ = [
    "Comparison",
    "NetworkSpec",
    "compare",
    "describe",
    "find_problems",
    "find_warnings",
    "join_layers",
    "loaded_worker",
    "pairwise_ratio",
    "prepared",
    "results",
]

TOLERANCE = 1e-4
#: No code is faster than the peak, but the peak is a measurement too, made before and after the
#: layers: the frequency moves by up to 3 % in between. A share above that is a wrong measurement.
_PEAK_TOLERANCE = 1.03
#: Where a fully connected layer's share of the read bandwidth should lie; outside it, a warning,
#: since a neighbour on the machine takes bandwidth from one measurement and not from the other.
_READ_SHARES = (0.70, 1.03)
#: A layer whose weights stay in a cache is not bound by the memory.
_STREAMED_BYTES = 16 << 20
_OURS, _THEIRS = "patconv.benchmarks.patconv_worker", "patconv.benchmarks.torch_worker"


@dataclass(frozen=True)
class NetworkSpec:
    """What is compared.

    Attributes:
        model: as on the command line: a built-in network or ``pkg.mod:factory``.
        shapes: of the inputs; None for a built-in network's own.
        weights: a checkpoint, or None.
        prune: arguments of `PruneConfig`, or None to take the weights as they are.
    """

    model: str
    shapes: tuple[tuple[int, ...], ...] | None = None
    weights: str | None = None
    prune: Mapping[str, Any] | None = None

    @property
    def variant(self) -> str:
        """What results call it; weights of one's own may have any zeros."""
        if self.prune is None:
            return "dense" if self.weights is None else "given"
        alike = self.prune.get("share_filters", 1)
        return "pattern" if alike == 1 else f"pattern ({alike} filters share)"


@dataclass(frozen=True)
class Comparison:
    """Everything that was measured at one number of threads.

    Attributes:
        loaded: what patconv said of the compilation: times and layers.
        errors: of every convolution that the compiler exposes, by name.
        limits: of the machine.
        patconv: times of patconv.
        torch: times of PyTorch.
        spinning: patconv alone with OpenMP's own wait policy, or None at one thread.
    """

    loaded: dict[str, Any]
    errors: dict[str, float]
    limits: dict[str, Any]
    patconv: Samples
    torch: Samples
    spinning: dict[str, Any] | None = None

    @property
    def output_error(self) -> float:
        """The largest error of any output of any timed call."""
        spinning = self.spinning["error"] if self.spinning else 0.0
        return largest(self.patconv.error, self.torch.error, spinning)

    @property
    def layer_error(self) -> float:
        """The largest error of a convolution; 0 without one."""
        return largest(0.0, *self.errors.values())

    @property
    def timed(self) -> list[str]:
        """The convolutions that both engines timed."""
        return [name for name in self.torch.layers if name in self.patconv.layers]

    @property
    def macs(self) -> int:
        """Multiply-adds that are left in the network."""
        return sum(layer["macs"] for layer in self.loaded["layers"])

    def summary(self) -> dict[str, float]:
        """The figures that people ask for first."""
        figures = {
            "patconv_ms": round(self.patconv.median * 1e3, 3),
            "torch_ms": round(self.torch.median * 1e3, 3),
            "speedup_network": round(self.torch.median / self.patconv.median, 3),
        }
        if self.timed:
            ours, theirs = (convolution_seconds(s, self.timed) for s in (self.patconv, self.torch))
            figures["speedup_convolutions"] = round(theirs / ours, 3)
        return figures

    def shares(self) -> dict[str, float]:
        """Each convolution's share of the multiply-add peak."""
        return {
            layer["name"]: 2e-9
            * layer["macs"]
            / self.patconv.layer(layer["name"])
            / self.limits["gflops"]
            for layer in self.loaded["layers"]
            if layer["name"] in self.errors and layer["name"] in self.patconv.layers
        }


@contextmanager
def prepared(spec: NetworkSpec) -> Iterator[tuple[str, dict[str, Any]]]:
    """Make the network in a folder that goes at the end of the block.

    Yields:
        The folder, and what was made of the network: parameters, and kernels where it was pruned.
    """
    with workers_folder() as path:
        folder = str(path)
        with bar(f"{spec.model}: weights and reference", total=1) as advance:
            with Worker(_THEIRS, threads=2) as worker:
                made = worker.call(
                    "prepare",
                    folder=folder,
                    model=spec.model,
                    shapes=spec.shapes,
                    weights=spec.weights,
                    prune=None if spec.prune is None else dict(spec.prune),
                )
            advance("done")
        yield folder, made


def compare(spec: NetworkSpec, folder: str, *, threads: int, blocks: int, runs: int) -> Comparison:
    """Measure both engines in turns, on what `prepared` made, with progress on a terminal."""
    network: dict[str, Any] = {
        "folder": folder,
        "model": spec.model,
        "shapes": spec.shapes,
        "threads": threads,
    }
    with ExitStack() as stack:
        advance = stack.enter_context(bar(f"{threads} thread(s): layers", total=5 + 4 * blocks))
        # The exposed layers' memory goes with the process that needs it.
        with Worker(_OURS, threads) as checker:
            checker.call("load", **network)
            errors = checker.call("layer_errors")
        advance(f"{threads} thread(s): compilation")
        ours = stack.enter_context(Worker(_OURS, threads))
        loaded = ours.call("load", **network)
        advance(f"{threads} thread(s): limits of the machine")
        limits = ours.call("limits")
        advance(f"{threads} thread(s): PyTorch")
        theirs = stack.enter_context(Worker(_THEIRS, threads))
        theirs.call("load", **network)
        advance(f"{threads} thread(s): interleaved blocks")
        patconv, torch = measure_pair(
            ours, theirs, blocks=blocks, runs=runs, progress=lambda: advance("")
        )
        # The clock's frequency may have changed meanwhile: the larger figure is the limit.
        again = ours.call("limits")
        limits = {name: max(value, again[name]) for name, value in limits.items()}
        advance("")
    join_layers(loaded["layers"], errors, patconv, torch)
    return Comparison(loaded, errors, limits, patconv, torch, _spinning(network, threads, runs))


def join_layers(
    layers: list[dict[str, Any]], errors: dict[str, float], patconv: Samples, torch: Samples
) -> None:
    """Join, in place, what else is known of layers that patconv runs together, under one time.

    Args:
        layers: the compiler's report; of each such pair one entry is left.
        errors: by layer; of a pair the larger one counts.
        patconv: whose layers tell the pairs.
        torch: has each layer's time by itself; those of a pair are added up.
    """
    reported = {layer["name"]: layer for layer in layers}
    for name in patconv.layers:
        parts = layer_names(name, reported)
        if len(parts) == 1 or not all(part in reported for part in parts):
            continue
        joined = [reported[part] for part in parts]
        layers[layers.index(joined[0])] = joined[0] | {
            "name": name,
            "path": LAYER_SEPARATOR.join(layer["path"] for layer in joined),
            **{key: sum(layer[key] for layer in joined) for key in ("macs", "bytes")},
        }
        for layer in joined[1:]:
            layers.remove(layer)
        if all(part in errors for part in parts):
            errors[name] = largest(*(errors.pop(part) for part in parts))
        if all(part in torch.layers for part in parts):
            times = [torch.layers.pop(part) for part in parts]
            torch.layers[name] = [sum(run) for run in zip(*times, strict=True)]


@contextmanager
def loaded_worker(spec: NetworkSpec, folder: str, threads: int) -> Iterator[Worker]:
    """A worker of patconv's that has compiled the network."""
    with Worker(_OURS, threads) as worker:
        worker.call("load", folder=folder, model=spec.model, shapes=spec.shapes, threads=threads)
        yield worker


def _spinning(network: Mapping[str, Any], threads: int, runs: int) -> dict[str, Any] | None:
    """Time patconv alone with OpenMP's own wait policy, which is what its users have."""
    if threads == 1:
        return None
    with Worker(_OURS, threads, spinning=True) as worker:
        worker.call("load", **network)
        measured: dict[str, Any] = worker.call("measure", runs=runs)
    return measured


def describe(threads: int, comparison: Comparison) -> str:
    """The tables of one comparison."""
    loaded, limits = comparison.loaded, comparison.limits
    lines = [
        f"{threads} thread(s)",
        f"import {loaded['import_s']:.1f} s, compilation {loaded['compile_s']:.1f} s",
        f"limits: multiply-add {limits['gflops']:.0f} GFLOP/s (compiled code "
        f"{limits['compiled_gflops']:.0f},",
        f"  machine code {limits['machine_gflops']:.0f}), memory read {limits['gbytes']:.1f} GB/s",
        layer_table(
            loaded["layers"],
            comparison.errors,
            comparison.shares(),
            limits,
            comparison.patconv,
            comparison.torch,
        ),
        network_lines(comparison.patconv, comparison.torch, comparison.timed),
    ]
    if comparison.spinning:
        seconds = comparison.spinning["seconds"]
        lines.append(
            f"alone, idle threads spin (the runtime's default): patconv "
            f"{median(seconds) * 1e3:.2f} ms, median of {len(seconds)}"
        )
    layers = f"layers {comparison.layer_error:.1e}" if comparison.errors else "no layers compared"
    lines.append(
        f"largest error: output {comparison.output_error:.1e}, {layers} (limit {TOLERANCE:.0e})"
    )
    return "\n".join(lines)


def find_problems(comparison: Comparison) -> list[str]:
    """What makes the run wrong or invalid, a sentence each."""
    problems = []
    # "not <=" so that a NaN is a problem.
    if not comparison.output_error <= TOLERANCE:
        problems.append(f"the output is off by {comparison.output_error:.1e}")
    for name, error in comparison.errors.items():
        if not error <= TOLERANCE:
            problems.append(f"the output of {name} is off by {error:.1e}")
    limits = comparison.limits
    if not peaks_agree(limits["compiled_gflops"], limits["machine_gflops"]):
        problems.append(
            f"the multiply-add peak is {limits['compiled_gflops']:.0f} GFLOP/s by compiled code "
            f"and {limits['machine_gflops']:.0f} by machine code, more than 3 % apart: the run is "
            "invalid; repeat on a quiet machine"
        )
    for name, share in comparison.shares().items():
        if share > _PEAK_TOLERANCE:
            problems.append(f"{name} runs at {share:.0%} of the peak: a wrong measurement")
    return problems


def find_warnings(threads: int, comparison: Comparison) -> list[str]:
    """What a reader should know of the run, a sentence each."""
    warnings = []
    for engine, samples in (("patconv", comparison.patconv), ("PyTorch", comparison.torch)):
        if samples.disturbed:
            warnings.append(
                f"other programs were at work before {samples.disturbed} of {samples.blocks} "
                f"blocks of {engine}: times and ratios may be off; repeat on a quiet machine"
            )
    return warnings + (_read_warnings(comparison) if threads == 1 else [])


def _read_warnings(comparison: Comparison) -> list[str]:
    low, high = _READ_SHARES
    streamed = [layer for layer in comparison.loaded["layers"] if layer["bytes"] >= _STREAMED_BYTES]
    shares = read_shares(streamed, comparison.shares(), comparison.limits, comparison.patconv)
    return [
        f"{name} reads its weights at {share:.1%} of the read bandwidth, "
        f"expected {low:.0%} to {high:.0%}"
        for name, share in shares.items()
        if not low <= share <= high
    ]


def results(spec: NetworkSpec, threads: int, comparison: Comparison) -> list[dict[str, Any]]:
    """A comparison as entries of a result file: the network, then every layer, by engine."""

    def entry(
        suite: str, case: str, engine: str, seconds: Sequence[float], macs: int, **more: Any
    ) -> dict[str, Any]:
        return result_entry(
            Samples(list(seconds)),
            suite=suite,
            case=case,
            engine=engine,
            variant=spec.variant,
            threads=threads,
            macs=macs,
            peak=comparison.limits["gflops"],
            **more,
        )

    ours, theirs = comparison.patconv, comparison.torch
    entries = [
        entry(
            "network",
            spec.model,
            engine,
            samples.runs,
            comparison.macs,
            ratio=pairwise_ratio(samples.runs, ours.runs),
            max_rel_error=finite(samples.error),
        )
        for engine, samples in (("patconv", ours), ("torch", theirs))
    ]
    for layer in comparison.loaded["layers"]:
        name = layer["name"]
        error = finite(comparison.errors[name]) if name in comparison.errors else None
        for engine, samples in (("patconv", ours), ("torch", theirs)):
            if name not in samples.layers or name not in ours.layers:
                continue
            entries.append(
                entry(
                    "layers",
                    f"{spec.model}/{name}",
                    engine,
                    samples.layers[name],
                    layer["macs"],
                    ratio=pairwise_ratio(samples.layers[name], ours.layers[name]),
                    max_rel_error=error if engine == "patconv" else None,
                )
            )
    return entries


def pairwise_ratio(peer: Sequence[float], patconv: Sequence[float]) -> float:
    """The median of the ratios of runs in the same place of neighbouring blocks."""
    return median(theirs / ours for theirs, ours in zip(peer, patconv, strict=True))
