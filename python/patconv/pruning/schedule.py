"""How ADMM's penalty and the learning rate go in the course of training."""

from __future__ import annotations

from dataclasses import dataclass

from .checks import expect_integer, expect_number

__all__ = ["Schedule"]


@dataclass(frozen=True)
class Schedule:
    """The stages of ADMM: rho rises at each, and the learning rate starts anew.

    Attributes:
        rho: weight of the penalty in the first stage, above 0.
        factor: what rho is multiplied by from stage to stage, at least 1.
        stages: how many stages; 0 leaves ADMM out: projection at once, as `project_`.
        updates: how often the auxiliary variables are updated in a stage.
        epochs: epochs of training before each update (`prune_and_retrain`).
        tolerance: ADMM ends early once every residual and every change is at most
            this share of its layer's norm; 0 never.
        learning_rate: where it starts in every stage and in the retraining
            (`prune_and_retrain`); it falls to 0 as half a cosine.

    Raises:
        PruneError: a value is out of its range.
    """

    rho: float = 1e-4
    factor: float = 10.0
    stages: int = 4
    updates: int = 3
    epochs: int = 1
    tolerance: float = 1e-3
    learning_rate: float = 1e-3

    def __post_init__(self) -> None:
        expect_number("rho", self.rho, above=0.0)
        expect_number("factor", self.factor, at_least=1.0)
        expect_integer("stages", self.stages, 0, None)
        expect_integer("updates", self.updates, 1, None)
        expect_integer("epochs", self.epochs, 1, None)
        expect_number("tolerance", self.tolerance, at_least=0.0)
        expect_number("learning_rate", self.learning_rate, above=0.0)
