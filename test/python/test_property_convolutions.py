"""Any convolution computes what PyTorch computes in double precision.

A case that fails is made small by hypothesis and printed as it can be pasted below. Should the
compiled code end the process, `last-*.txt` in pytest's temporary folder names the cases at work.
"""

from __future__ import annotations

import gc
import itertools
import logging
import secrets
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest
import torch
from convolution_cases import Case, Compilation, compilations, modules
from convolution_comparison import find_faults
from convolution_coverage import Coverage
from hypothesis import HealthCheck, Phase, given, seed, settings

#: Together, the many and the few are more than 5,000.
FEW, MANY = 300, 4720
#: Of the few, which are the same in every run.
SEED = 1
#: The many are shared by two processes, whose seeds begin this far apart.
PROCESSES, SEEDS = 2, 10**6

AddSection = Callable[[str, list[str]], None]


def explore(count: int, first_seed: int, record: Path) -> Coverage:
    """Try modules of random convolutions until there have been `count` of them.

    Each module comes from a run of hypothesis of its own: within one, most examples are
    made from earlier ones, and two of three convolutions had been tried before. The
    first example of a run is always the simplest, no convolution at all.

    Args:
        count: convolutions to try.
        first_seed: of the first module; the next one has the next seed.
        record: file that names the cases at work.
    """
    coverage = Coverage()

    @settings(
        max_examples=2,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(modules(), compilations())
    def try_module(cases: list[Case], compilation: Compilation) -> None:
        if cases:
            record.write_text(f"{compilation!r}, {cases!r}\n")
            results, faults = find_faults(cases, compilation)
            if faults:
                raise AssertionError(faults)
            coverage.add(results, compilation)

    with _surroundings():
        for number in itertools.count(first_seed):
            if len(coverage.seen) >= count:
                break
            seed(number)(try_module)()
    return coverage


@contextmanager
def _surroundings() -> Iterator[None]:
    """Warnings are errors in every process; PyTorch's threads do not wait for such small work.

    Modules come and go by the thousand, so garbage is looked for less often.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", message="Using padding='same' with even kernel")
            yield
    finally:
        torch.set_num_threads(threads)
        gc.set_threshold(*thresholds)


def test_few_convolutions(
    add_section: AddSection, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Else thousands of lines of it would follow a failure.
    caplog.set_level(logging.WARNING, "torch.__trace")
    coverage = explore(FEW, SEED, tmp_path / "last-cases.txt")
    check(coverage, SEED, add_section)


@pytest.mark.full
def test_many_convolutions(add_section: AddSection, tmp_path: Path) -> None:
    first_seed = secrets.randbelow(2**32)
    print(f"first seed {first_seed}")
    records = [tmp_path / f"last-{part}.txt" for part in range(PROCESSES)]
    seeds = [first_seed + part * SEEDS for part in range(PROCESSES)]
    coverage = Coverage()
    try:
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
            for part in pool.map(explore, [MANY // PROCESSES] * PROCESSES, seeds, records):
                coverage.update(part)
    except BrokenProcessPool:
        cases = "".join(record.read_text() for record in records if record.exists())
        pytest.fail(f"expected the processes to live, but one of these ended its own:\n{cases}")
    check(coverage, first_seed, add_section)


def check(coverage: Coverage, first_seed: int, add_section: AddSection) -> None:
    """Show what was tried; no kind of convolution may be missing."""
    title = f"{len(coverage.seen)} random convolutions, first seed {first_seed}"
    add_section(title, coverage.lines())
    assert not coverage.missing()


CROPPED = Case(channels=3, filters=5, kernel=(3, 3), plane=(12, 13), zero_pad=(-1, 2, 0, -3))


@pytest.mark.parametrize("case", [Case(), CROPPED], ids=repr)
def test_convolution(case: Case) -> None:
    """Cases that were wrong once, and the simplest."""
    assert not find_faults([case], Compilation())[1]
