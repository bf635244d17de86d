"""One-shot pruning that makes up for what it removes, from unlabelled inputs alone."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from ..reports.progress import bar
from .calibration import batches_of
from .config import PruneConfig
from .layers import PlannedLayer, plan_network
from .patterns import Pattern
from .projection import Kept, keep_weights, layer_report, remove_weights_
from .report import LayerReport, PruneReport

if TYPE_CHECKING:
    import torch
    from torch import nn

    from .moments import Moments

__all__ = ["RefitReport", "project_and_refit_"]

_UNREACHED = "the calibration inputs do not reach it: chosen by norm, not refitted"


@dataclass(frozen=True)
class RefitReport(PruneReport):
    """What `project_and_refit_` did to a network; its `str` is a table of 80 columns.

    Attributes:
        errors: per refitted layer the mean square of what its output misses on the
            calibration inputs, as a share of the mean square of the output that the
            network as it was gives there. The bias takes up the mean of both, where
            there is one.
        projected_errors: the same for `project_`, which does not refit.
    """

    errors: dict[str, float]
    projected_errors: dict[str, float]


def project_and_refit_(
    model: nn.Module,
    cfg: PruneConfig | None = None,
    *,
    calibration: torch.Tensor | Iterable[Any],
    samples: int = 512,
    positions: int = 256,
    damping: float = 0.01,
) -> RefitReport:
    """Prune the convolutions of `model` in place, and refit the weights that stay.

    Like `project_`, with as many kernels and weights of each layer, but what stays is
    chosen by the error that the layer's output is left with, and fitted so that this
    error is least. Layer by layer in the order of execution, a convolution reads what
    the layers pruned before give it, and is fitted to the output that the network as it
    was has there, so that errors do not add up. Biases take up what the means miss;
    batch normalisations stay as they are. No labels are used and nothing is trained.

    The network and its copy run about once per convolution, in evaluation mode. The largest layer
    decides the memory: about seven square float64 matrices of `C * KH * KW` values a side
    for each group of the convolution (C: its input channels), 170 MB each for 512
    channels and 3x3 kernels, beside a copy of the network.

    Args:
        model: the network; it keeps its training or evaluation mode.
        cfg: what to prune; `PruneConfig()` if None.
        calibration: inputs as the network takes them: one tensor, or batches, as a
            `DataLoader` yields them; of a batch that is a tuple or a list the first
            member counts.
        samples: inputs that are used at most; a few hundred are enough.
        positions: output positions of an input and layer that are used at most, drawn
            at random.
        damping: how much weights are held where they were, as a share of the mean
            square of the layer's inputs; more where there are few inputs.

    Returns:
        Figures of every convolution, with the errors left.

    Raises:
        PruneError: as `project_`; or the calibration yields no tensor, or one that the
            network does not take, or that makes an activation inf or nan; or a number is
            out of its range. The model is not changed then.
        TypeError: `model` is no module, or `cfg` no `PruneConfig`.
    """
    cfg = PruneConfig() if cfg is None else cfg
    if not isinstance(cfg, PruneConfig):
        raise TypeError(f"expected cfg to be a PruneConfig, but got {type(cfg).__name__}")
    _check_numbers(samples, positions, damping)
    layers, patterns = plan_network(model, cfg)
    return _Refit(model, layers, patterns, positions, damping).run(
        batches_of(calibration, samples, layers[0].conv.weight.device)
    )


def _check_numbers(samples: int, positions: int, damping: float) -> None:
    for name, value in (("samples", samples), ("positions", positions)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise PruneError(f"expected {name} to be an integer of at least 1, but got {value!r}")
    if not isinstance(damping, (int, float)) or not 0 < damping < math.inf:
        raise PruneError(
            f"expected damping to be a finite number above 0, but got {damping!r}; "
            "give a share such as 0.01"
        )


class _Refit:
    """One run over the layers of a network."""

    def __init__(
        self,
        model: nn.Module,
        layers: Sequence[PlannedLayer],
        patterns: Sequence[Pattern],
        positions: int,
        damping: float,
    ) -> None:
        self._model = model
        self._layers = layers
        self._patterns = tuple(patterns)
        self._positions = positions
        self._damping = damping
        self._errors: dict[str, float] = {}
        self._projected: dict[str, float] = {}

    def run(self, batches: Sequence[torch.Tensor]) -> RefitReport:
        from .moments import count_calls

        with _undone_on_error(self._model):
            self._model.eval()
            dense = copy.deepcopy(self._model)
            calls = count_calls(self._model, batches)
            planned = {layer.conv: layer for layer in self._layers}
            reports: dict[str, LayerReport] = {}
            with bar("refitting", total=len(self._layers)) as advance:
                # In the order of execution, then what is not executed.
                for conv in dict.fromkeys((*calls, *planned)):
                    layer = planned[conv]
                    reports[layer.name] = self._prune(layer, dense, calls.get(conv, 0), batches)
                    advance(f"refitting: after {layer.name}")
        return RefitReport(
            tuple(reports[layer.name] for layer in self._layers),
            self._patterns,
            self._errors,
            self._projected,
        )

    def _prune(
        self, layer: PlannedLayer, dense: nn.Module, calls: int, batches: Sequence[torch.Tensor]
    ) -> LayerReport:
        from .moments import collect_moments

        kept = keep_weights(layer, layer.kernels, self._patterns)
        if kept.weights.all():
            return layer_report(layer, kept, self._patterns)
        if not calls:
            layer.reason = "; ".join(filter(None, (layer.reason, _UNREACHED)))
            remove_weights_(layer, kept)
            return layer_report(layer, kept, self._patterns)
        conv: Any = dense.get_submodule(layer.name)
        moments = collect_moments(
            self._model, layer.conv, dense, conv, batches, calls=calls, positions=self._positions
        )
        if not bool(moments.inputs.isfinite().all() and moments.outputs.isfinite().all()):
            raise PruneError(
                f"expected the input and output of '{layer.name}' to be finite on the "
                "calibration inputs, but got inf or nan; look for such values in the inputs"
            )
        return layer_report(layer, self._refit(layer, kept, moments), self._patterns)

    def _refit(self, layer: PlannedLayer, projected: Kept, moments: Moments) -> Kept:
        import torch

        from .layerwise import LeastSquares, choose_kept, fit_kept, output_error

        conv = layer.conv
        shape = conv.groups, conv.out_channels // conv.groups, -1
        weights = conv.weight.detach().double().reshape(shape)
        fitted_to = moments if conv.bias is None else moments.centred()
        fit = LeastSquares.of(fitted_to, weights, self._damping)

        def mask_of(kept: Kept) -> torch.Tensor:
            return torch.from_numpy(kept.weights.reshape(weights.shape)).to(weights.device)

        def keep(some: torch.Tensor) -> Kept:
            kernels = some.cpu().numpy().reshape(projected.weights.shape)
            return keep_weights(layer, kernels, self._patterns)

        chosen = keep(choose_kept(fit, lambda some: mask_of(keep(some))))
        # What the norm alone chooses is seldom better, but never worse than this.
        found = [(fit_kept(fit, mask_of(kept)), kept) for kept in (chosen, projected)]
        best, kept = min(found, key=lambda pair: float(fit.objective(pair[0])))
        self._errors[layer.name] = output_error(fitted_to, best)
        self._projected[layer.name] = output_error(fitted_to, weights * mask_of(projected))
        with torch.no_grad():
            conv.weight.copy_(best.reshape(conv.weight.shape))
            if conv.bias is not None:
                means = (best @ moments.input_mean[:, :, None])[:, :, 0]
                conv.bias.copy_(conv.bias + (moments.output_mean - means).reshape(-1))
        return kept


@contextmanager
def _undone_on_error(model: nn.Module) -> Iterator[None]:
    """Give `model` its modes back, and where the block raises its weights, too."""
    import torch
    from torch import nn

    modes = {module: module.training for module in model.modules()}
    convolutions = [module for module in model.modules() if isinstance(module, nn.Conv2d)]
    saved = [
        (parameter, parameter.detach().clone())
        for module in convolutions
        for parameter in module.parameters(recurse=False)
    ]
    try:
        yield
    except BaseException:
        with torch.no_grad():
            for parameter, value in saved:
                parameter.copy_(value)
        raise
    finally:
        for module, mode in modes.items():
            module.training = mode
