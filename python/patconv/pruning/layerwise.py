"""Which weights of one layer stay, and their new values, by the error of the layer's output.

With second moments G of the inputs and R of inputs and wanted outputs, the error of
weights V is `tr(V G V^T) - 2 tr(V R^T)` and a constant. The weights that stay are
found by ADMM on this quadratic, as for the pruning of language models (Boza 2024, arXiv
2401.02938; Meng et al. 2024, arXiv 2406.07831), here with PatDNN's projection; what
stays is then fitted in closed form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from .moments import Moments

__all__ = ["LeastSquares", "choose_kept", "fit_kept", "output_error"]

#: Penalties, as shares of the inputs' mean second moment, and the steps at each.
_PENALTIES = (0.03, 0.1, 0.3, 1.0)
_STEPS = 25
#: Bytes of the systems that are solved at once, unless one alone has more.
_CHUNK = 64 << 20


@dataclass(frozen=True)
class LeastSquares:
    """The fit of one layer; shapes as in `Moments`, weights `(G, F / G, D)`.

    Attributes:
        matrix: second moments of the inputs, damped, so that it is positive definite.
        target: what `matrix` times the best weights is.
        weights: as they were.
    """

    matrix: torch.Tensor
    target: torch.Tensor
    weights: torch.Tensor

    @classmethod
    def of(cls, moments: Moments, weights: torch.Tensor, damping: float) -> LeastSquares:
        """Set up the fit.

        Args:
            moments: of the layer.
            weights: as they are, float64.
            damping: how much weights are held where they are, as a share of the mean
                second moment of the inputs; above 0.
        """
        scale = moments.inputs.diagonal(dim1=1, dim2=2).mean(1)
        # Nothing ever comes in: then all weights are held.
        held = torch.where(scale > 0, damping * scale, torch.ones_like(scale))
        target = moments.cross + held[:, None, None] * weights
        return cls(_raised(moments.inputs, held[:, None]), target, weights)

    def objective(self, weights: torch.Tensor) -> torch.Tensor:
        """What the fit makes small: the damped error, less a constant."""
        return ((weights @ self.matrix - 2 * self.target) * weights).sum()


def _raised(matrices: torch.Tensor, by: torch.Tensor | float) -> torch.Tensor:
    """The matrices with their diagonals raised."""
    raised = matrices.clone()
    raised.diagonal(dim1=1, dim2=2).add_(by)
    return raised


def choose_kept(fit: LeastSquares, project: Callable[[torch.Tensor], torch.Tensor]) -> torch.Tensor:
    """Choose the weights that stay so that what is left of the error is small.

    Args:
        fit: of the layer.
        project: takes weights and gives true for those that stay so that most of
            their sum of squares does.

    Returns:
        True for the weights that stay.
    """
    # With inputs of one size, large weights are those that matter.
    size = fit.matrix.diagonal(dim1=1, dim2=2).sqrt()[:, None, :]
    matrix = fit.matrix / size / size.mT
    target = fit.target / size
    weights = fit.weights * size
    kept = project(weights)
    auxiliary = weights * kept
    dual = torch.zeros_like(weights)
    last = 0.0
    for penalty in _PENALTIES:
        inverse = torch.cholesky_inverse(torch.linalg.cholesky(_raised(matrix, penalty)))
        # The dual is scaled by the penalty.
        dual *= last / penalty
        last = penalty
        for _ in range(_STEPS):
            weights = (target + penalty * (auxiliary - dual)) @ inverse
            kept = project(weights + dual)
            auxiliary = (weights + dual) * kept
            dual += weights - auxiliary
    return kept


def fit_kept(fit: LeastSquares, kept: torch.Tensor) -> torch.Tensor:
    """The best weights that are 0 where `kept` is false; each filter is fitted by itself.

    Args:
        fit: of the layer.
        kept: true for the weights that stay.

    Returns:
        Weights in the shape of `kept`.
    """
    fitted = torch.zeros_like(fit.weights)
    for group, matrix in enumerate(fit.matrix):
        for filters, places, there in _systems(kept[group]):
            system = matrix[places[:, :, None], places[:, None, :]]
            both = there[:, :, None] & there[:, None, :]
            # A place that is there to fill up is an equation x = 0.
            system = torch.where(both, system, 0) + torch.diag_embed((~there).double())
            target = fit.target[group, filters[:, None], places] * there
            factor = torch.linalg.cholesky(system)
            solved = torch.cholesky_solve(target[:, :, None], factor)[:, :, 0]
            rows = fitted[group, filters]
            fitted[group, filters] = rows.scatter_add(1, places, solved * there)
    return fitted


def _systems(kept: torch.Tensor) -> Iterator[tuple[torch.Tensor, torch.Tensor, torch.Tensor]]:
    """Filters with about as many weights each: their numbers, their places, and which count."""
    counts = kept.sum(1)
    order = torch.argsort(counts)
    # The places that are kept come first.
    places = torch.argsort(~kept, dim=1, stable=True)
    start = 0
    lengths = counts[order].tolist()
    while start < len(lengths):
        stop = start + 1
        while stop < len(lengths) and _fits(lengths[start : stop + 1]):
            stop += 1
        filters = order[start:stop]
        longest = lengths[stop - 1]
        if longest:
            there = torch.arange(longest, device=kept.device) < counts[filters, None]
            yield filters, places[filters, :longest], there
        start = stop


def _fits(lengths: list[int]) -> bool:
    """Whether filters of rising length are solved together: little padding, little memory."""
    low, high = lengths[0], lengths[-1]
    return high <= 1.25 * low + 8 and len(lengths) * high * high * 8 <= _CHUNK


def output_error(moments: Moments, weights: torch.Tensor) -> float:
    """The mean square of what the outputs miss, as a share of the mean square wanted.

    Args:
        moments: of the layer; centred where a bias takes up the means.
        weights: float64.
    """
    got = ((weights @ moments.inputs - 2 * moments.cross) * weights).sum()
    wanted = moments.outputs.sum()
    return float((got + wanted) / wanted) if wanted > 0 else 0.0
