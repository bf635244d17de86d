"""ADMM's variables of one convolution."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import PruneError
from .layers import PlannedLayer
from .patterns import Pattern
from .projection import keep_kernels, keep_patterns

if TYPE_CHECKING:
    import numpy.typing as npt
    import torch

__all__ = ["LayerState", "Residual"]


@dataclass(frozen=True)
class Residual:
    """How far a layer is from its constraints, as shares of norms; None: no such constraint.

    Attributes:
        name: the module's name.
        pattern: `||W - Z|| / ||W||`.
        connectivity: `||W - Y|| / ||W||`.
        pattern_change: what the last update moved, `||Z - Z before|| / ||Z||`; infinite
            before the first one.
        connectivity_change: the same of Y.
    """

    name: str
    pattern: float | None
    connectivity: float | None
    pattern_change: float | None
    connectivity_change: float | None

    @property
    def largest(self) -> float:
        """The largest of them."""
        all_four = (
            self.pattern,
            self.connectivity,
            self.pattern_change,
            self.connectivity_change,
        )
        return max((value for value in all_four if value is not None), default=0.0)


class _Constraint:
    """One constraint of a layer: the auxiliary variable and its scaled dual."""

    def __init__(self, auxiliary: torch.Tensor) -> None:
        import torch

        self.auxiliary = auxiliary
        self.dual = torch.zeros_like(auxiliary)
        self.change = math.inf

    def to(self, weight: torch.Tensor) -> None:
        """Follow a model that was moved."""
        if self.auxiliary.device != weight.device:
            self.auxiliary = self.auxiliary.to(weight.device)
            self.dual = self.dual.to(weight.device)


class LayerState:
    """Z, Y, U and V of one layer, of the weight's shape, in at least single precision.

    Args:
        planned: what is to be done to the layer; `choose_patterns` has seen it.
        patterns: the network's set.
    """

    def __init__(self, planned: PlannedLayer, patterns: Sequence[Pattern]) -> None:
        self.planned = planned
        self._constraints: dict[str, _Constraint] = {}
        weight = self._weight()
        if planned.by_pattern:
            self._constraints["pattern"] = _Constraint(self._project("pattern", weight, patterns))
        if planned.keep < planned.count:
            projected = self._project("connectivity", weight, patterns)
            self._constraints["connectivity"] = _Constraint(projected)

    @property
    def constrained(self) -> bool:
        """Whether the layer has any constraint."""
        return bool(self._constraints)

    def squared_distances(self) -> Iterator[torch.Tensor]:
        """`||W - Z + U||^2` and `||W - Y + V||^2`, as far as the layer has them."""
        for constraint in self._constraints.values():
            weight = self.planned.conv.weight
            constraint.to(weight)
            yield (weight - constraint.auxiliary + constraint.dual).square().sum()

    def update(self, patterns: Sequence[Pattern]) -> None:
        """Project onto each constraint and move its dual."""
        weight = self._weight()
        for kind, constraint in self._constraints.items():
            constraint.to(weight)
            projected = self._project(kind, weight + constraint.dual, patterns)
            constraint.change = _share(projected - constraint.auxiliary, projected)
            # In place: a compiled step goes on with the same tensors.
            constraint.auxiliary.copy_(projected)
            constraint.dual += weight - projected

    def scale_duals(self, factor: float) -> None:
        """Multiply U and V, as they are scaled by 1 / rho and it changes."""
        for constraint in self._constraints.values():
            constraint.dual *= factor

    def residual(self) -> Residual:
        """Where the layer stands now."""
        weight = self._weight()
        distances = {}
        for kind, constraint in self._constraints.items():
            constraint.to(weight)
            distances[kind] = _share(weight - constraint.auxiliary, weight)
        changes = {kind: constraint.change for kind, constraint in self._constraints.items()}
        return Residual(
            self.planned.name,
            distances.get("pattern"),
            distances.get("connectivity"),
            changes.get("pattern"),
            changes.get("connectivity"),
        )

    def state_dict(self) -> dict[str, dict[str, Any]]:
        """The variables per constraint, not copied."""
        return {
            kind: {"auxiliary": one.auxiliary, "dual": one.dual, "change": one.change}
            for kind, one in self._constraints.items()
        }

    def check_state(self, state: Mapping[str, Mapping[str, Any]]) -> None:
        """Find out whether `load_state_dict` can take a state.

        Raises:
            PruneError: it is of other constraints or of another shape.
        """
        shapes = {kind: (one["auxiliary"].shape, one["dual"].shape) for kind, one in state.items()}
        expected = {
            kind: (one.auxiliary.shape, one.dual.shape) for kind, one in self._constraints.items()
        }
        if shapes != expected:
            raise PruneError(
                f"expected the state of '{self.planned.name}' to be of its constraints, "
                f"{', '.join(expected) or 'none'}, but got {', '.join(shapes) or 'none'}, or of "
                "another shape; use the model and the PruneConfig that it was taken with"
            )

    def load_state_dict(self, state: Mapping[str, Mapping[str, Any]]) -> None:
        """Take over what `state_dict` gave."""
        for kind, one in self._constraints.items():
            one.auxiliary.copy_(state[kind]["auxiliary"])
            one.dual.copy_(state[kind]["dual"])
            one.change = float(state[kind]["change"])

    def _weight(self) -> torch.Tensor:
        """A copy of the weight, in at least single precision."""
        import torch

        weight = self.planned.conv.weight.detach()
        return weight.to(torch.promote_types(weight.dtype, torch.float32), copy=True)

    def _project(
        self, kind: str, weight: torch.Tensor, patterns: Sequence[Pattern]
    ) -> torch.Tensor:
        """The nearest tensor that satisfies the constraint."""
        import torch

        kernels = weight.cpu().numpy().reshape(-1, *weight.shape[2:])
        kept: npt.NDArray[np.bool_]
        if kind == "pattern":
            kept, _ = keep_patterns(kernels, self.planned, patterns)
        else:
            whole = keep_kernels(kernels, self.planned)
            kept = np.broadcast_to(whole[:, None, None], kernels.shape).copy()
        mask = torch.from_numpy(kept).view(weight.shape)
        return torch.where(mask.to(weight.device), weight, 0.0)


def _share(part: torch.Tensor, whole: torch.Tensor) -> float:
    """The norm of `part` as a share of that of `whole`."""
    norm, of = float(part.norm()), float(whole.norm())
    if of:
        return norm / of
    return math.inf if norm else 0.0
