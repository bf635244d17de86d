"""Single layers, each in the layout that suits it, beside PyTorch's dense ones."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..reports.numbers import finite
from ..reports.progress import bar
from ..reports.tables import WIDTH, fill, table
from .blocks import Contender, Samples, find_warning, measure_contenders
from .layer_cases import LayerCase, Suite, Variant
from .limits import peaks_agree
from .machine import describe_machine
from .network import TOLERANCE, pairwise_ratio
from .peers import Peer
from .peers.measure import PeerBench, PeerTimes
from .peers.prepared import Prepared
from .peers.table import peer_results, peer_table
from .result_file import result_entry, result_file
from .table import verdict
from .timing import largest
from .workers import Worker, workers_folder

__all__ = [
    "PATCONV_WORKER",
    "TORCH_WORKER",
    "VARIANTS",
    "LayerComparison",
    "LayersRun",
    "run_layers",
]

#: What patconv runs: the layer pruned as the suite says, and as it is.
VARIANTS = {"pattern": Variant(), "dense": Variant(patterns=0)}
PATCONV_WORKER, TORCH_WORKER = (
    f"patconv.benchmarks.{engine}_layer_worker" for engine in ("patconv", "torch")
)
#: A share above this is a wrong measurement: the peak is one, too.
_PEAK_TOLERANCE = 1.03


@dataclass(frozen=True)
class LayerComparison:
    """One case at one number of threads.

    Attributes:
        case: what was measured.
        layers: patconv's report of the layer, by variant.
        errors: of the layer against PyTorch in float64, by variant.
        patconv: times by variant.
        torch: times of the dense layer by layout.
        peers: other engines, with the weights of the first variant.
    """

    case: LayerCase
    layers: dict[str, dict[str, Any]]
    errors: dict[str, float]
    patconv: dict[str, Samples]
    torch: dict[str, Samples]
    peers: Sequence[PeerTimes] = ()

    @property
    def best_layout(self) -> str:
        """The layout in which PyTorch is fastest."""
        return min(self.torch, key=lambda layout: self.torch[layout].median)

    def ratio(self, variant: str) -> float:
        """PyTorch's time in its best layout over patconv's."""
        return pairwise_ratio(self.torch[self.best_layout].runs, self.patconv[variant].runs)

    def gflops(self, variant: str) -> float:
        """10^9 operations a second, two a multiply-add that is left."""
        macs: int = self.layers[variant]["macs"]
        return 2e-9 * macs / self.patconv[variant].median

    def lane_share(self, variant: str) -> float | None:
        """The share of the lanes that have a position of the output, in the lane-tiled layout.

        No code does better there. None in plain rows.
        """
        layout = self.layers[variant]["layout"]
        size = self.case.output_size
        if not layout.startswith("lane_tiled "):
            return None
        rows, columns = map(int, layout.removeprefix("lane_tiled ").split("x"))
        vectors = math.ceil(size / rows) * math.ceil(size / columns)
        return size * size / (vectors * rows * columns)

    def memory_share(self, variant: str, gbytes: float) -> float:
        """The share of the read bandwidth that moving input and output once would take."""
        return 1e-9 * self.case.activation_bytes / self.patconv[variant].median / gbytes


@dataclass(frozen=True)
class LayersRun:
    """What a run found.

    Attributes:
        suite: what was measured.
        limits: of the machine, by number of threads.
        comparisons: by number of threads, in the order of the suite.
        problems: what makes the run wrong or invalid; empty for a good one.
        target: what patconv compiled for.
    """

    suite: Suite
    limits: dict[int, dict[str, Any]]
    comparisons: dict[int, list[LayerComparison]]
    problems: tuple[str, ...]
    target: str = "host"

    def to_json(self) -> dict[str, Any]:
        """The content of a result file."""
        return result_file(
            [
                entry
                for threads, comparisons in self.comparisons.items()
                for comparison in comparisons
                for entry in self._entries(threads, comparison)
            ],
            limits=self.limits,
            problems=self.problems,
            peers=[
                {"threads": threads, "case": comparison.case.name, **peer.state()}
                for threads, comparisons in self.comparisons.items()
                for comparison in comparisons
                for peer in comparison.peers
            ],
        )

    def _entries(self, threads: int, comparison: LayerComparison) -> list[dict[str, Any]]:
        case = comparison.case

        def entry(engine: str, variant: str, samples: Samples, macs: int, **more: Any) -> Any:
            return result_entry(
                samples,
                suite=f"layers/{self.suite.name}",
                case=case.name,
                engine=engine,
                variant=variant,
                threads=threads,
                macs=macs,
                peak=self.limits[threads]["gflops"],
                times=case.times,
                **({"target": self.target} if engine == "patconv" else {}),
                **more,
            )

        ours = [
            entry(
                "patconv",
                variant,
                samples,
                comparison.layers[variant]["macs"],
                bytes=case.activation_bytes + comparison.layers[variant]["bytes"],
                lane_share=comparison.lane_share(variant),
                ratio=comparison.ratio(variant),
                max_rel_error=finite(comparison.errors[variant]),
            )
            for variant, samples in comparison.patconv.items()
        ]
        theirs = [
            entry(
                "torch",
                f"dense {layout}",
                samples,
                case.dense_macs,
                ratio=None,
                max_rel_error=finite(samples.error),
            )
            for layout, samples in comparison.torch.items()
        ]
        others = peer_results(
            comparison.peers,
            suite=f"layers/{self.suite.name}",
            case=case.name,
            threads=threads,
            macs=case.dense_macs,
            peak=self.limits[threads]["gflops"],
        )
        return ours + theirs + others


def run_layers(
    suite: Suite,
    *,
    threads: Sequence[int],
    blocks: int,
    runs: int,
    variants: Sequence[str] = tuple(VARIANTS),
    peers: Sequence[Peer] = (),
    budget: float = 600.0,
    target: str = "host",
    tell: Callable[[str], None] = print,
) -> LayersRun:
    """Measure every case of a suite, and tell what comes out as it does.

    Args:
        suite: the cases.
        threads: numbers of threads, one table each.
        blocks: blocks of each variant of an engine.
        runs: timed calls of a block.
        variants: what patconv runs, of `VARIANTS`; the first one is measured beside peers.
        peers: other engines to measure after PyTorch, on the pruned weights. Their calls take and
            give images in the order of their users, conversions included; patconv's time, and
            PyTorch's, is of the layer alone.
        budget: seconds that each of them may take, as `PeerBench` says.
        target: what patconv compiles for; the peak is this machine's in any case.
        tell: takes the text.

    Raises:
        WorkerError: an engine failed.
        IdleError: an idle engine kept using the processor.
    """
    limits: dict[int, dict[str, Any]] = {}
    comparisons: dict[int, list[LayerComparison]] = {}
    problems: list[str] = []
    tell(describe_machine())
    tell(
        fill(
            f"{suite.title}; patconv in the layout of a network, without what converts the image; "
            "PyTorch: the dense layer in its best layout, with bias, without ReLU",
        )
    )
    if target != "host":
        tell(f"patconv compiles for {target}; the peak is that of this machine")
    bench = PeerBench(peers, budget=budget, blocks=blocks, runs=runs)
    with workers_folder() as folder:
        for number in threads:
            limits[number], comparisons[number] = _measure(
                suite, number, blocks, runs, variants, bench, folder, target
            )
            tell("\n" + _describe(number, limits[number], comparisons[number]))
    for number in threads:
        found = _find_problems(limits[number], comparisons[number])
        problems += [f"{number} thread(s): {problem}" for problem in found]
        samples = [s for c in comparisons[number] for s in (*c.patconv.values(), *c.torch.values())]
        samples += [s for c in comparisons[number] for p in c.peers for s in p.samples]
        if warning := find_warning(samples):
            tell(fill(f"warning: {number} thread(s): {warning}"))
    tell(verdict(problems))
    return LayersRun(suite, limits, comparisons, tuple(problems), target)


def _measure(
    suite: Suite,
    threads: int,
    blocks: int,
    runs: int,
    variants: Sequence[str],
    bench: PeerBench,
    folder: Path,
    target: str,
) -> tuple[dict[str, Any], list[LayerComparison]]:
    comparisons: list[LayerComparison] = []
    with ExitStack() as stack:
        total = 2 + len(suite.cases) * (1 + blocks + len(bench.variants))
        advance = stack.enter_context(bar(f"{threads} thread(s): limits", total=total))
        ours = stack.enter_context(Worker(PATCONV_WORKER, threads))
        theirs = stack.enter_context(Worker(TORCH_WORKER, threads))
        limits = ours.call("limits", threads=threads)
        for case in suite.cases:
            advance(f"{threads} thread(s): {case.name}")
            description = dataclasses.asdict(case)
            compiled = {name: dataclasses.asdict(VARIANTS[name]) for name in variants}
            loaded = ours.call(
                "load", case=description, variants=compiled, threads=threads, target=target
            )
            layouts = theirs.call("load", case=description, threads=threads)
            contenders = [Contender(ours, theirs, variant) for variant in variants]
            contenders += [Contender(theirs, ours, layout) for layout in layouts]
            samples = measure_contenders(
                contenders, blocks=blocks, runs=runs, progress=lambda: advance("")
            )
            times = dict(zip([c.variant for c in contenders], samples, strict=True))
            prepared = Prepared(str(folder / str(len(comparisons))), case=description)
            if bench.variants and not Path(prepared.folder).exists():
                Path(prepared.folder).mkdir()
                theirs.call("prepare", case=description, folder=prepared.folder)
            comparisons.append(
                LayerComparison(
                    case,
                    {variant: loaded[variant]["layer"] for variant in variants},
                    {
                        variant: largest(loaded[variant]["error"], times[variant].error)
                        for variant in variants
                    },
                    {variant: times[variant] for variant in variants},
                    {layout: times[layout] for layout in layouts},
                    bench.measure(prepared, ours, variants[0], threads, lambda title: advance("")),
                )
            )
        # The clock's frequency may have changed meanwhile: the larger figure is the limit.
        again = ours.call("limits", threads=threads)
        advance("")
    return {name: max(value, again[name]) for name, value in limits.items()}, comparisons


def _describe(threads: int, limits: dict[str, Any], comparisons: Sequence[LayerComparison]) -> str:
    header = ("case", "variant", "MMAC", "ms", "GFLOP/s", "of peak", "lanes", "PyTorch", "ratio")
    rows = [header]
    for comparison in comparisons:
        for variant, samples in comparison.patconv.items():
            best = comparison.torch[comparison.best_layout]
            share = comparison.gflops(variant) / limits["gflops"]
            lanes = comparison.lane_share(variant)
            rows.append(
                (
                    comparison.case.name,
                    variant,
                    f"{comparison.layers[variant]['macs'] / 1e6:.1f}",
                    f"{samples.median * 1e3:.3f}",
                    f"{comparison.gflops(variant):.1f}",
                    f"{share:.1%}",
                    "plain" if lanes is None else f"{lanes:.1%}" if lanes < 1 else "",
                    f"{best.median * 1e3:.3f}",
                    f"{comparison.ratio(variant):.2f}x",
                )
            )
    lines = [
        f"{threads} thread(s)",
        f"limits: multiply-add {limits['gflops']:.0f} GFLOP/s, memory read "
        f"{limits['gbytes']:.1f} GB/s",
        *table(rows, left=(0, 1)),
    ]
    lines.insert(3, "-" * WIDTH)
    lines.append("MMAC: multiply-adds that are left; lanes: the share that a plane can use at most")
    for variant in comparisons[0].patconv:
        lines.append(_total(variant, comparisons))
    lines += _memory_bound(limits, comparisons)
    for comparison in comparisons:
        if comparison.peers:
            lines += [
                "",
                f"{comparison.case.name}, {threads} thread(s), other engines, whole calls",
            ]
            lines.append(peer_table(comparison.peers))
    return "\n".join(lines)


def _total(variant: str, comparisons: Sequence[LayerComparison]) -> str:
    """All cases together, each as often as the network has it."""
    ours = sum(c.case.times * c.patconv[variant].median for c in comparisons)
    theirs = sum(c.case.times * c.torch[c.best_layout].median for c in comparisons)
    mean = math.exp(sum(math.log(c.ratio(variant)) for c in comparisons) / len(comparisons))
    return (
        f"{variant}: as often as the network has them {ours * 1e3:.2f} ms, PyTorch "
        f"{theirs * 1e3:.2f} ms,\n  {theirs / ours:.2f}x; geometric mean of the cases {mean:.2f}x"
    )


def _memory_bound(limits: dict[str, Any], comparisons: Sequence[LayerComparison]) -> list[str]:
    """Layers whose activations alone take a good part of the time at the memory's read rate."""
    return [
        f"{c.case.name}, {variant}: its activations take {share:.0%} of its time at the read rate"
        for c in comparisons
        for variant in c.patconv
        if (share := c.memory_share(variant, limits["gbytes"])) > 0.3
    ]


def _find_problems(limits: dict[str, Any], comparisons: Sequence[LayerComparison]) -> list[str]:
    problems = []
    if not peaks_agree(limits["compiled_gflops"], limits["machine_gflops"]):
        problems.append(
            f"the multiply-add peak is {limits['compiled_gflops']:.0f} GFLOP/s by compiled code "
            f"and {limits['machine_gflops']:.0f} by machine code, more than 3 % apart: the run is "
            "invalid; repeat on a quiet machine"
        )
    for comparison in comparisons:
        name = comparison.case.name
        errors = {f"patconv, {v}": error for v, error in comparison.errors.items()}
        errors |= {f"PyTorch, {v}": samples.error for v, samples in comparison.torch.items()}
        # "not <=" so that a NaN is a problem.
        problems += [
            f"{name} of {engine} is off by {error:.1e}"
            for engine, error in errors.items()
            if not error <= TOLERANCE
        ]
        problems += [f"{name}: {peer.problem}" for peer in comparison.peers if peer.problem]
        for variant in comparison.patconv:
            share = comparison.gflops(variant) / limits["gflops"]
            if share > _PEAK_TOLERANCE:
                problems.append(f"{name} runs at {share:.0%} of the peak: a wrong measurement")
    return problems
