"""What pruning costs in accuracy: methods and rates on digits, over seeds and folds.

Run as ``python -m patconv.benchmarks.accuracy --json F.json --html F.html``. A broken run goes
on where it was when it is started again: results lie in a journal beside the JSON file.
"""

from __future__ import annotations

import argparse
import copy
import json
import multiprocessing
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch

from ..errors import PatConvError
from ..files import check_writable, replaced
from ..importing import save_arrays
from ..reports.progress import bar
from .accuracy_digits import (
    METHODS,
    NETWORKS,
    RATES,
    Recipe,
    accuracy_of,
    kept_weights,
    load_fold,
    retrain_,
    train_,
)
from .accuracy_journal import Found, Journal, weights_file
from .accuracy_table import describe, summarise
from .table import verdict

__all__ = ["AccuracySpec", "main", "run_accuracy"]


@dataclass(frozen=True)
class AccuracySpec:
    """What a run goes through.

    Attributes:
        networks: names in `NETWORKS`.
        methods: names in `METHODS`.
        rates: numbers in `RATES`.
        seeds: how many, each with weights and folds of its own.
        folds: how many the digits are split into.
        recipe: how long and how fast networks are trained.
        device: where they are, by PyTorch's name.
    """

    networks: tuple[str, ...] = tuple(NETWORKS)
    methods: tuple[str, ...] = tuple(METHODS)
    rates: tuple[float, ...] = tuple(RATES)
    seeds: int = 5
    folds: int = 5
    recipe: Recipe = field(default_factory=Recipe)
    device: str = "cpu"

    def tasks(self) -> Iterator[tuple[str, int, int]]:
        """Network, seed and fold of each dense network."""
        for seed in range(self.seeds):
            for fold in range(self.folds):
                for network in self.networks:
                    yield network, seed, fold

    def variants(self) -> list[tuple[str, float]]:
        """Method and rate of each pruned network."""
        return [(method, rate) for rate in self.rates for method in self.methods]


def run_accuracy(spec: AccuracySpec, folder: Path, *, jobs: int = 1) -> list[dict[str, Any]]:
    """Train, prune and retrain everything that the journal has not yet.

    Args:
        spec: what to go through.
        folder: for the journal and the weights of the first fold's networks.
        jobs: processes, each with one thread; 1 works in this one.

    Returns:
        Rows of the result file, without times.

    Raises:
        PatConvError: the folder is of another recipe or device.
        OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    journal = Journal(folder / "journal.jsonl", f"{spec.recipe.digest()} on {spec.device}")
    done = {(f.network, f.seed, f.fold, f.method, f.rate) for f in journal.found}
    left = {
        task: missing
        for task in spec.tasks()
        if (missing := [v for v in [("dense", 1.0), *spec.variants()] if (*task, *v) not in done])
    }
    with bar("training", total=len(left)) as advance:
        for task, found in _results(spec, left, folder, jobs):
            journal.add(found)
            advance("training: after {} of seed {}, fold {}".format(*task))
    return summarise(journal.found, spec.variants(), spec.networks, list(spec.tasks()))


_Tasks = dict[tuple[str, int, int], list[tuple[str, float]]]


def _results(
    spec: AccuracySpec, tasks: _Tasks, folder: Path, jobs: int
) -> Iterator[tuple[tuple[str, int, int], list[Found]]]:
    if jobs == 1:
        for task, variants in tasks.items():
            yield task, _run_task(spec, task, variants, folder)
        return
    # A fork would share PyTorch's threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        jobs, context, initializer=torch.set_num_threads, initargs=(1,)
    ) as pool:
        futures = {
            pool.submit(_run_task, spec, task, variants, folder): task
            for task, variants in tasks.items()
        }
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _run_task(
    spec: AccuracySpec,
    task: tuple[str, int, int],
    variants: Sequence[tuple[str, float]],
    folder: Path,
) -> list[Found]:
    """Train one dense network, and prune and retrain copies of it."""
    network, seed, fold = task
    recipe = spec.recipe
    random = 1000 * seed + fold
    torch.manual_seed(random)
    dense = NETWORKS[network](recipe.width).to(spec.device)
    data = load_fold(recipe, seed, fold, spec.folds)
    train_(dense, data, recipe, epochs=recipe.dense_epochs, rate=recipe.dense_rate)
    found = []
    for method, rate in variants:
        # What comes next depends on the seed alone, not on which variants are left.
        torch.manual_seed(random)
        data = load_fold(recipe, seed, fold, spec.folds)
        model = copy.deepcopy(dense)
        if method != "dense":
            METHODS[method](model, rate, data, recipe)
        shot = accuracy_of(model, data, spec.device)
        if method != "dense":
            retrain_(model, data, recipe)
        accuracy = accuracy_of(model, data, spec.device)
        weights = kept_weights(model)
        found.append(Found(network, seed, fold, method, rate, accuracy, shot, weights))
        if (seed, fold) == (0, 0):
            arrays = {name: value.cpu().numpy() for name, value in model.state_dict().items()}
            save_arrays(arrays, weights_file(folder, network, method, rate))
    return found


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns the exit code."""
    options = _parser().parse_args(arguments)
    spec = AccuracySpec(
        tuple(options.networks),
        tuple(options.methods),
        tuple(options.rates),
        options.seeds,
        options.folds,
        Recipe(),
        options.device,
    )
    folder = options.folder or options.json.with_suffix(".run")
    try:
        for path in filter(None, (options.json, options.html)):
            check_writable(path)
        rows = run_accuracy(spec, folder, jobs=options.jobs)
        data = _result_file(spec, folder, rows)
        with replaced(options.json) as temporary:
            temporary.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        if options.html:
            from .accuracy_page import write_accuracy_page

            write_accuracy_page(data, options.html)
    except (PatConvError, ImportError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(describe(rows))
    if data["problems"]:
        print(verdict(data["problems"]))
    return 1 if data["problems"] else 0


def _result_file(spec: AccuracySpec, folder: Path, rows: list[dict[str, Any]]) -> dict[str, Any]:
    from .accuracy_times import add_times
    from .result_file import result_file

    problems = add_times(spec, folder, rows)
    data = result_file(rows, limits={}, problems=problems)
    return {
        **data,
        "seeds": spec.seeds,
        "folds": spec.folds,
        "recipe": asdict(spec.recipe),
        "device": spec.device,
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m patconv.benchmarks.accuracy",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", type=Path, required=True, metavar="F.json", help="results")
    parser.add_argument("--html", type=Path, metavar="F.html", help="a page with plots")
    parser.add_argument(
        "--folder", type=Path, help="for the journal and weights (default: F.run)", metavar="DIR"
    )
    parser.add_argument("--seeds", type=int, default=5, help="default: 5")
    parser.add_argument("--folds", type=int, default=5, help="default: 5")
    parser.add_argument(
        "--jobs", type=int, default=2, help="processes of one thread each (default: 2)"
    )
    parser.add_argument(
        "--device",
        default="cpu",
        choices=("cpu", "cuda"),
        help="where networks are trained (default: cpu); compiled ones always run on the CPU",
    )
    for name, known, kind in (
        ("networks", NETWORKS, str),
        ("methods", METHODS, str),
        ("rates", RATES, float),
    ):
        parser.add_argument(
            f"--{name}", nargs="+", type=kind, choices=list(known), default=list(known)
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
