"""One option for each layer, so that the sum of errors is least within a budget of time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["choose_options"]

#: Sums that are gone on with; up to so many the choice is exact.
_SUMS = 20_000


def choose_options(
    times: Sequence[Sequence[float]],
    errors: Sequence[Sequence[float]],
    budget: float,
    *,
    sums: int = _SUMS,
) -> tuple[int, ...] | None:
    """Choose one option of each layer.

    Layer by layer, the sums of time and error are kept that no other sum betters in both
    (dynamic programming on the Pareto front, as for the multiple-choice knapsack problem). The
    choice is exact while there are at most `sums` of them. Beyond, the times are cut into
    so many equal intervals, and the sum of least error in each goes on: the choice keeps
    the budget, and errs no more than the best one for a budget that is smaller by an
    interval per layer.

    Args:
        times: of each layer and option.
        errors: of each layer and option.
        budget: what the times may add up to.
        sums: see above.

    Returns:
        The number of each layer's option, of least error, then of least time; None where
        even the fastest options are slower than the budget.
    """
    # What the layers to come take at least.
    rest = np.cumsum([0.0, *(min(layer) for layer in reversed(times))])[::-1]
    time, error = np.zeros(1), np.zeros(1)
    steps: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = []
    # Sums of the same times in another order differ in their last bits.
    limit = budget * (1 + 1e-12)
    for layer, (layer_times, layer_errors) in enumerate(zip(times, errors, strict=True)):
        added = np.add.outer(time, np.asarray(layer_times)).ravel()
        missed = np.add.outer(error, np.asarray(layer_errors)).ravel()
        (within,) = np.nonzero(added + rest[layer + 1] <= limit)
        if not len(within):
            return None
        front = within[_front(added[within], missed[within])]
        front = front[_thinned(added[front], sums)]
        time, error = added[front], missed[front]
        steps.append((front // len(layer_times), front % len(layer_times)))
    # The front rises in time and falls in error.
    place = len(time) - 1
    chosen = []
    for before, option in reversed(steps):
        chosen.append(int(option[place]))
        place = int(before[place])
    return tuple(reversed(chosen))


def _front(time: npt.NDArray[np.float64], error: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Places of the sums that are not bettered, in the order of their times."""
    order = np.lexsort((error, time))
    least = np.minimum.accumulate(error[order])
    new = np.concatenate([[True], least[1:] < least[:-1]])
    places: npt.NDArray[np.intp] = order[new]
    return places


def _thinned(time: npt.NDArray[np.float64], sums: int) -> npt.NDArray[np.intp]:
    """Places that go on of rising times: the first, and the last of each interval."""
    if len(time) <= sums:
        return np.arange(len(time))
    interval = np.floor((time - time[0]) / (time[-1] - time[0]) * sums)
    last = np.append(interval[1:] != interval[:-1], True)
    last[0] = True
    (places,) = np.nonzero(last)
    return places
