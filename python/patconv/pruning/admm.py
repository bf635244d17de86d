"""Training towards a pruned network: the extended ADMM of PatDNN."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from .admm_layer import LayerState, Residual
from .config import PruneConfig
from .layers import choose_patterns, plan_layers
from .masks import attach_masks_
from .patterns import Pattern
from .projection import checked_config, keep_weights, layer_report
from .ranks import expect_equal_on_ranks, unwrapped
from .report import PruneReport

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["ADMM"]

_VERSION = 1


class ADMM:
    """Draws the weights of a network towards patterns and few kernels while it trains.

    Minimises `f(W)` so that every kernel follows a pattern of the set and no layer has
    more kernels than it may keep. Auxiliary variables Z (patterns) and Y (connectivity)
    with scaled duals U and V give the augmented Lagrangian

        f(W) + sum of rho/2 * ||W - Z + U||^2 + sum of rho/2 * ||W - Y + V||^2

    over the layers. The user's optimiser minimises it over W: add `penalty()` to the
    loss. After some epochs `update()` does the rest; after the last update
    `finalize_()` projects for good. The method is PatDNN's (ASPLOS 2020, arXiv
    2001.00138).

    In a run of several processes every rank has an `ADMM` of its own and calls the same
    methods; all compute the same, which is checked.

    Attributes:
        cfg: what to prune.
        patterns: the network's pattern set, mined when the ADMM was made.
        rho: the weight of the penalty in this stage.
        stage: the number of this stage, from 0.
        updates: how many updates were done.
        converged: whether all residuals and changes were within the schedule's
            tolerance at the last update.
        finalized: whether `finalize_` was called.

    Args:
        model: the trained network; DistributedDataParallel and `torch.compile` around
            it are looked through.
        cfg: what to prune, and the schedule; `PruneConfig()` if None.

    Raises:
        PruneError: as `project_`.
        TypeError: as `project_`.
    """

    def __init__(self, model: nn.Module, cfg: PruneConfig | None = None) -> None:
        self.cfg = checked_config(cfg)
        self._model = unwrapped(model)
        self._planned = plan_layers(self._model, self.cfg)
        expect_equal_on_ranks((layer.conv.weight for layer in self._planned), "weights")
        self.patterns: tuple[Pattern, ...] = choose_patterns(self._planned, self.cfg)
        self._layers = [LayerState(layer, self.patterns) for layer in self._planned]
        self.rho = float(self.cfg.schedule.rho)
        self.stage = 0
        self.updates = 0
        self.converged = False
        self.finalized = False
        self._masked: list[str] = []

    @property
    def finished(self) -> bool:
        """Whether the schedule's updates are done, or the weights have converged."""
        schedule = self.cfg.schedule
        return self.converged or self.updates >= schedule.stages * schedule.updates

    def penalty(self) -> torch.Tensor:
        """What to add to the loss: half of rho times the squared distances, summed.

        Returns:
            A scalar that can be differentiated; 0 after `finalize_`, so that one
            training step serves both phases.
        """
        import torch

        total = torch.zeros((), device=self._planned[0].conv.weight.device)
        if self.finalized:
            return total
        for layer in self._layers:
            for distance in layer.squared_distances():
                total = total.to(distance.device) + distance
        return total * (self.rho / 2)

    def update(self) -> bool:
        """Project, then move the duals: Z from W + U, Y from W + V, U += W - Z, V += W - Y.

        The last update of a stage raises rho. The duals are scaled by 1 / rho, so they
        shrink as it rises, and the forces that they stand for stay.

        Returns:
            Whether a new stage begins: the learning rate is meant to restart.

        Raises:
            PruneError: after `finalize_`, or the weights are not finite, or they
                differ between ranks. Nothing is updated then.
        """
        self._check_open("update")
        self._check_weights()
        for layer in self._layers:
            layer.update(self.patterns)
        self.updates += 1
        schedule = self.cfg.schedule
        largest = [residual.largest for residual in self.residuals()]
        self.converged = max(largest, default=0.0) <= schedule.tolerance and schedule.tolerance > 0
        if self.finished or self.updates % schedule.updates:
            return False
        self.stage += 1
        self.rho *= schedule.factor
        for layer in self._layers:
            layer.scale_duals(1 / schedule.factor)
        return True

    def residuals(self) -> tuple[Residual, ...]:
        """How far each layer that is pruned is from its constraints, and what moved last."""
        return tuple(layer.residual() for layer in self._layers if layer.constrained)

    def finalize_(self) -> PruneReport:
        """Project the weights for good and freeze the masks, to retrain what survived.

        Connectivity first, then patterns, with exact counts, as `project_`. From now on
        an optimiser, also the one used so far, cannot revive a removed weight.
        `remove_masks_` gives back a plain model after the retraining.

        Returns:
            Figures of every convolution.

        Raises:
            PruneError: it was called before, or the weights are not finite, or they
                differ between ranks. Nothing is changed then.
        """
        import torch

        self._check_open("finalize_")
        self._check_weights()
        masks, reports = {}, []
        for layer in self._planned:
            kept = keep_weights(layer, layer.kernels, self.patterns)
            reports.append(layer_report(layer, kept, self.patterns))
            if not kept.weights.all():
                masks[layer.name] = torch.from_numpy(kept.weights).view(layer.shape)
        attach_masks_(self._model, masks)
        self._masked = list(masks)
        self.finalized = True
        return PruneReport(tuple(reports), self.patterns)

    def state_dict(self) -> dict[str, Any]:
        """All that training goes on from: tensors, numbers and strings.

        After `finalize_` the masks are in the model's own `state_dict`, and this says
        which layers have one.
        """
        return {
            "version": _VERSION,
            "plan": self._plan(),
            "patterns": [pattern.picture for pattern in self.patterns],
            "numbers": [list(layer.numbers) for layer in self._planned],
            "rho": self.rho,
            "stage": self.stage,
            "updates": self.updates,
            "converged": self.converged,
            "finalized": self.finalized,
            "masked": list(self._masked),
            "layers": {layer.planned.name: layer.state_dict() for layer in self._layers},
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on from what `state_dict` gave.

        Where it was taken after `finalize_`, the layers get masks of ones, so that the
        model's own state with the masks in it can be loaded next.

        Raises:
            PruneError: it is not from such a model with such a configuration, or this
                ADMM was finalized. Nothing is changed then.
        """
        import torch

        self._check_open("load_state_dict")
        whole = isinstance(state, Mapping) and state.keys() == self.state_dict().keys()
        if not whole or state["version"] != _VERSION:
            raise PruneError(
                f"expected the state of an ADMM of version {_VERSION}, but got another one; "
                "give what state_dict() returned"
            )
        self._check_plan(state["plan"])
        for layer in self._layers:
            layer.check_state(state["layers"][layer.planned.name])
        for layer in self._layers:
            layer.load_state_dict(state["layers"][layer.planned.name])
        self.patterns = tuple(Pattern.from_picture(picture) for picture in state["patterns"])
        for planned, numbers in zip(self._planned, state["numbers"], strict=True):
            planned.numbers = tuple(numbers)
            planned.by_pattern = bool(numbers)
        self.rho, self.stage = float(state["rho"]), int(state["stage"])
        self.updates, self.converged = int(state["updates"]), bool(state["converged"])
        self.finalized = bool(state["finalized"])
        shapes = {layer.name: layer.shape for layer in self._planned}
        self._masked = list(state["masked"])
        ones = {name: torch.ones(shapes[name], dtype=torch.bool) for name in self._masked}
        attach_masks_(self._model, ones)

    def _plan(self) -> list[list[Any]]:
        return [
            [
                layer.name,
                list(layer.shape),
                layer.keep,
                layer.share,
                layer.by_pattern,
                layer.entries or 0,
            ]
            for layer in self._planned
        ]

    def _check_plan(self, plan: list[list[Any]]) -> None:
        own = self._plan()
        names, theirs = [row[0] for row in own], [row[0] for row in plan]
        if names != theirs:
            odd = sorted(set(theirs) ^ set(names)) or names
            raise PruneError(
                f"expected the state of an ADMM for this model, but got one for another: "
                f"{len(plan)} convolutions, not {len(own)}, such as '{odd[0]}'; make the model "
                "that the state was taken from"
            )
        for mine, other in zip(own, plan, strict=True):
            if mine[1] != other[1]:
                raise PruneError(
                    f"expected the state of an ADMM for this model, but got one whose weight of "
                    f"'{mine[0]}' has the shape {other[1]}, not {mine[1]}; make the model that "
                    "the state was taken from"
                )
            if mine != other:
                raise PruneError(
                    f"expected the state of an ADMM with this configuration, but got another one "
                    f"for '{mine[0]}'; use the PruneConfig that the state was taken with"
                )

    def _check_open(self, what: str) -> None:
        if self.finalized:
            raise PruneError(
                f"expected {what} to come before finalize_, but got it after; "
                "make a new ADMM to prune the model again"
            )

    def _check_weights(self) -> None:
        # First, so that what follows is the same on all ranks: one that stopped alone would
        # leave the others waiting.
        expect_equal_on_ranks((layer.conv.weight for layer in self._planned), "weights")
        for layer in self._planned:
            if not bool(layer.conv.weight.isfinite().all()):
                raise PruneError(
                    f"expected the weights of '{layer.name}' to be finite, but got inf or nan; "
                    "go back to the last good checkpoint, with a lower learning rate"
                )
