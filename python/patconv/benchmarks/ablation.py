"""What each optimisation gains: added step by step, or left out; other patterns and rates."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import fmean, geometric_mean
from typing import Any

from ..errors import PatConvError
from ..reports.numbers import finite
from ..reports.progress import bar
from ..reports.tables import WIDTH, fill, table
from .blocks import Contender, Samples, find_warning, measure_contenders
from .layer_cases import LayerCase, Suite, Variant
from .layers import PATCONV_WORKER, TORCH_WORKER
from .machine import describe_machine
from .network import TOLERANCE, pairwise_ratio
from .result_file import result_entry, result_file
from .table import verdict
from .timing import largest
from .workers import Worker

__all__ = ["STEPS", "AblationRun", "CaseSteps", "run_ablation"]

_PLAIN = {"layout": "plain"}
#: By name, in the order of the table. The first five are the paper's figure; the last one of them
#: has everything, as those after it but for what they say. The dense layer that all are compared
#: with is computed directly.
STEPS = {
    "dense": Variant(patterns=0, options={"layout": "lane_tiled", "winograd": False}),
    "no reorder": Variant(options={**_PLAIN, "reorder": False, "lre": False}),
    "+ FKR": Variant(options={**_PLAIN, "lre": False}),
    "+ LRE": Variant(options=_PLAIN),
    "+ layout": Variant(),
    "all but FKR": Variant(options={"layout": "lane_tiled", "reorder": False}),
    "all but LRE": Variant(options={"layout": "lane_tiled", "lre": False}),
    "6 patterns": Variant(patterns=6),
    "12 patterns": Variant(patterns=12),
    "12x": Variant(rate=12.0),
    "18x": Variant(rate=18.0),
    "Winograd": Variant(patterns=0),
}
#: Steps for kernels of 3x3 alone.
_OF_PATTERNS = {"6 patterns", "12 patterns", "12x", "18x", "Winograd"}
#: PyTorch's product of a CSR matrix with the unfolded input, without the unfolding.
_CSR = "CSR"


@dataclass(frozen=True)
class CaseSteps:
    """One case at one number of threads, by step.

    Attributes:
        case: what was measured.
        samples: times.
        errors: of the layer against PyTorch in float64.
        macs: multiply-adds.
        loads: vectors of input loaded for each multiply-add of vectors; patconv's steps alone.
    """

    case: LayerCase
    samples: dict[str, Samples]
    errors: dict[str, float]
    macs: dict[str, int]
    loads: dict[str, float]

    def gain(self, step: str) -> float:
        """How much faster than the dense layer."""
        return pairwise_ratio(self.samples["dense"].runs, self.samples[step].runs)


@dataclass(frozen=True)
class AblationRun:
    """What a run found.

    Attributes:
        suite: what was measured.
        limits: of the machine, by number of threads.
        cases: by number of threads.
        problems: errors above the limit, a sentence each.
    """

    suite: Suite
    limits: dict[int, dict[str, Any]]
    cases: dict[int, list[CaseSteps]]
    problems: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The content of a result file; ``ratio`` is the gain over the dense layer."""
        return result_file(
            [
                result_entry(
                    samples,
                    suite=f"ablation/{self.suite.name}",
                    case=steps.case.name,
                    engine="torch" if step == _CSR else "patconv",
                    variant=step,
                    threads=threads,
                    # The product of CSR has the multiply-adds of the same pruned weights.
                    macs=steps.macs.get(step, steps.macs["+ layout"]),
                    peak=self.limits[threads]["gflops"],
                    ratio=steps.gain(step),
                    max_rel_error=finite(steps.errors[step]),
                    loads_per_mac=steps.loads.get(step),
                )
                for threads, cases in self.cases.items()
                for steps in cases
                for step, samples in steps.samples.items()
            ],
            limits=self.limits,
            problems=self.problems,
        )


def run_ablation(
    suite: Suite,
    *,
    threads: Sequence[int],
    blocks: int,
    runs: int,
    tell: Callable[[str], None] = print,
) -> AblationRun:
    """Measure every step on every case of 3x3 or 1x1 kernels, and tell what comes out as it does.

    Args:
        suite: the cases; those with other kernels, or in groups, are left out. Of a suite without
            kernels of 3x3 those of 1x1 are taken, without the steps that have no meaning there.
        threads: numbers of threads, one table each.
        blocks: blocks of each step.
        runs: timed calls of a block.
        tell: takes the text.

    Raises:
        PatConvError: no case is left.
        WorkerError: an engine failed.
        IdleError: an idle engine kept using the processor.
    """
    for kernel in (3, 1):
        chosen = [case for case in suite.cases if case.kernel == kernel and case.groups == 1]
        if chosen:
            break
    else:
        raise PatConvError(
            f"expected the suite '{suite.name}' to have a case with a kernel of 3 or 1 and one "
            "group, but got none"
        )
    found: dict[int, list[CaseSteps]] = {}
    limits: dict[int, dict[str, Any]] = {}
    problems: list[str] = []
    tell(describe_machine())
    tell(
        fill(
            f"{suite.title}: how much faster than the dense layer of the same compiler; from "
            "'no reorder' to '+ layout' each step adds an optimisation; Winograd: the dense layer "
            "by minimal filtering; CSR: PyTorch's sparse product, without unfolding the input",
        )
    )
    for number in threads:
        limits[number], found[number] = _measure(chosen, number, blocks, runs)
        tell("\n" + _describe(number, found[number]))
        problems += [
            f"{number} thread(s): {steps.case.name}, {step} is off by {error:.1e}"
            for steps in found[number]
            for step, error in steps.errors.items()
            # "not <=" so that a NaN is a problem.
            if not error <= TOLERANCE
        ]
        if warning := find_warning([s for c in found[number] for s in c.samples.values()]):
            tell(fill(f"warning: {number} thread(s): {warning}"))
    tell(verdict(problems))
    return AblationRun(suite, limits, found, tuple(problems))


def _measure(
    cases: Sequence[LayerCase], threads: int, blocks: int, runs: int
) -> tuple[dict[str, Any], list[CaseSteps]]:
    measured = []
    with ExitStack() as stack:
        total = 1 + len(cases) * (1 + blocks)
        advance = stack.enter_context(bar(f"{threads} thread(s): limits", total=total))
        ours = stack.enter_context(Worker(PATCONV_WORKER, threads))
        theirs = stack.enter_context(Worker(TORCH_WORKER, threads))
        limits = ours.call("limits", threads=threads)
        for case in cases:
            advance(f"{threads} thread(s): {case.name}")
            description = dataclasses.asdict(case)
            variants = {
                name: dataclasses.asdict(step)
                for name, step in STEPS.items()
                if case.kernel == 3 or name not in _OF_PATTERNS
            }
            loaded = ours.call("load", case=description, variants=variants, threads=threads)
            theirs.call("load_csr", case=description, threads=threads)
            contenders = [Contender(ours, theirs, step) for step in variants]
            contenders.append(Contender(theirs, ours, _CSR))
            samples = measure_contenders(
                contenders, blocks=blocks, runs=runs, progress=lambda: advance("")
            )
            times = dict(zip([*variants, _CSR], samples, strict=True))
            errors = {step: largest(loaded[step]["error"], times[step].error) for step in variants}
            measured.append(
                CaseSteps(
                    case,
                    times,
                    {**errors, _CSR: times[_CSR].error},
                    {step: loaded[step]["layer"]["macs"] for step in variants},
                    {step: loaded[step]["layer"]["loads_per_mac"] for step in variants},
                )
            )
        advance("")
    return limits, measured


def _describe(threads: int, cases: Sequence[CaseSteps]) -> str:
    """One row a step, one column a case: how much faster, and how often input is loaded."""
    header = ("step", *(steps.case.name for steps in cases), "mean")
    gains = [header, ("dense, ms", *(f"{c.samples['dense'].median * 1e3:.2f}" for c in cases), "")]
    loads = [header]
    for step in cases[0].samples:
        found = [steps.gain(step) for steps in cases]
        row = (*(f"{gain:.2f}x" for gain in found), f"{geometric_mean(found):.2f}x")
        if step != "dense":
            gains.append((step, *row))
        if step in cases[0].loads:
            each = [steps.loads[step] for steps in cases]
            loads.append((step, *(f"{value:.2f}" for value in each), f"{fmean(each):.2f}"))
    lines = []
    for title, rows in (("", gains), ("loads of input for each multiply-add", loads)):
        shown = table(rows)
        lines += [*([title] if title else []), shown[0], "-" * WIDTH, *shown[1:]]
    return "\n".join([f"{threads} thread(s)", *lines])
