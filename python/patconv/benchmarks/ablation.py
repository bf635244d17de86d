"""What each optimisation gains: one more of them at each step, then other patterns and rates."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import geometric_mean
from typing import Any

from ..errors import PatConvError
from ..reports.numbers import finite
from ..reports.progress import bar
from ..reports.tables import WIDTH, table
from .blocks import Contender, Samples, find_warning, measure_contenders
from .layer_cases import LayerCase, Suite, Variant
from .layers import PATCONV_WORKER, TORCH_WORKER
from .machine import describe_machine
from .network import TOLERANCE, pairwise_ratio
from .result_file import result_entry, result_file
from .timing import largest
from .workers import Worker

__all__ = ["STEPS", "AblationRun", "CaseSteps", "run_ablation"]

_PLAIN = {"layout": "plain"}
#: By name, in the order of the table. The first five are the paper's figure; the last one of them
#: has everything, as those after it.
STEPS = {
    "dense": Variant(patterns=0),
    "no reorder": Variant(options={**_PLAIN, "reorder": False, "lre": False}),
    "+ FKR": Variant(options={**_PLAIN, "lre": False}),
    "+ LRE": Variant(options=_PLAIN),
    "+ layout": Variant(),
    "6 patterns": Variant(patterns=6),
    "12 patterns": Variant(patterns=12),
    "12x": Variant(rate=12.0),
    "18x": Variant(rate=18.0),
}
#: PyTorch's product of a CSR matrix with the unfolded input, without the unfolding.
_CSR = "CSR"


@dataclass(frozen=True)
class CaseSteps:
    """One case at one number of threads: times, errors and multiply-adds by step."""

    case: LayerCase
    samples: dict[str, Samples]
    errors: dict[str, float]
    macs: dict[str, int]

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
    """Measure every step on every case of 3x3 kernels, and tell what comes out as it does.

    Args:
        suite: the cases; those with other kernels, or in groups, are left out.
        threads: numbers of threads, one table each.
        blocks: blocks of each step.
        runs: timed calls of a block.
        tell: takes the text.

    Raises:
        PatConvError: no case is left.
        WorkerError: an engine failed.
        IdleError: an idle engine kept using the processor.
    """
    chosen = [case for case in suite.cases if case.kernel == 3 and case.groups == 1]
    if not chosen:
        raise PatConvError(
            f"expected the suite '{suite.name}' to have a case with a kernel of 3 and one group, "
            "but got none"
        )
    found: dict[int, list[CaseSteps]] = {}
    limits: dict[int, dict[str, Any]] = {}
    problems: list[str] = []
    tell(describe_machine())
    tell(
        textwrap.fill(
            f"{suite.title}: how much faster than the dense layer of the same compiler; from "
            "'no reorder' to '+ layout' each step adds an optimisation; CSR: PyTorch's sparse "
            "product, without unfolding the input",
            WIDTH,
            subsequent_indent="  ",
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
            tell(textwrap.fill(f"warning: {number} thread(s): {warning}", WIDTH))
    tell("\n".join(f"error: {problem}" for problem in problems) or "the numbers agree")
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
            variants = {name: dataclasses.asdict(step) for name, step in STEPS.items()}
            loaded = ours.call("load", case=description, variants=variants, threads=threads)
            theirs.call("load_csr", case=description, threads=threads)
            contenders = [Contender(ours, theirs, step) for step in STEPS]
            contenders.append(Contender(theirs, ours, _CSR))
            samples = measure_contenders(
                contenders, blocks=blocks, runs=runs, progress=lambda: advance("")
            )
            times = dict(zip([*STEPS, _CSR], samples, strict=True))
            errors = {step: largest(loaded[step]["error"], times[step].error) for step in STEPS}
            measured.append(
                CaseSteps(
                    case,
                    times,
                    {**errors, _CSR: times[_CSR].error},
                    {step: loaded[step]["layer"]["macs"] for step in STEPS},
                )
            )
        advance("")
    return limits, measured


def _describe(threads: int, cases: Sequence[CaseSteps]) -> str:
    """One row a step, one column a case."""
    rows = [("step", *(steps.case.name for steps in cases), "mean")]
    rows.append(("dense, ms", *(f"{c.samples['dense'].median * 1e3:.2f}" for c in cases), ""))
    for step in (*list(STEPS)[1:], _CSR):
        gains = [steps.gain(step) for steps in cases]
        rows.append((step, *(f"{gain:.2f}x" for gain in gains), f"{geometric_mean(gains):.2f}x"))
    lines = [f"{threads} thread(s)", *table(rows)]
    lines.insert(2, "-" * WIDTH)
    return "\n".join(lines)
