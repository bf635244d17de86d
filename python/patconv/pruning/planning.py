"""Rates of connectivity for each layer, spent where time is won."""

from __future__ import annotations

import copy
import glob
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from ..reports.progress import bar
from .calibration import batches_of
from .checks import expect_integer, expect_number, expect_rate
from .config import PruneConfig
from .layers import plan_layers, plan_network
from .overrides import LayerOverride
from .plan_choice import choose_options
from .plan_options import Choice, Option, find_choices, measure_errors
from .plan_result import LayerPlan, PrunePlan
from .projection import checked_config, keep_weights

if TYPE_CHECKING:
    import torch
    from torch import nn

    from ..compiling import CompileOptions
    from .plan_options import Measure

__all__ = ["plan"]

_RATES = (1, 1.5, 2, 2.5, 3.6, 5, 8, 12)
#: How often a choice that turns out too slow as a whole is made anew.
_ROUNDS = 20


def plan(
    model: nn.Module,
    target_speedup: float,
    example_inputs: Any,
    *,
    calibration: torch.Tensor | Iterable[Any] | None = None,
    samples: int = 256,
    rates: Sequence[float] = _RATES,
    cfg: PruneConfig | None = None,
    target: str = "host",
    options: CompileOptions | None = None,
) -> PrunePlan:
    """Choose what each convolution gets, so that the network is as fast as asked for.

    Each layer is left as it is, or pruned at one of `rates`, with patterns where `cfg`
    gives it some. Of all such choices whose predicted time is at most the time of the
    network as it is divided by `target_speedup`, the one of least summed sensitivity is
    taken. That sum holds as far as the errors of layers add up. Times are the compiler's
    (`predicted_cycles` in the report of `compile`), summed over the convolutions that
    it schedules; fully connected layers and what has no weights have none and are not
    counted. They depend on the layers around, through the layout of activations: each rate
    is predicted with the whole network pruned at it, the network that is chosen is
    predicted as it is, and where it is slower than the target, the choice is made anew
    with the times that were seen. The choice is exact for these times as far as
    `choose_options` is.

    A sensitivity is the change of the network's output with one layer pruned, so that the
    network runs on the calibration inputs once for each layer and rate.

    Args:
        model: the network; not changed. It is looked at in evaluation mode.
        target_speedup: predicted time before divided by predicted time after, at least 1.
        example_inputs: as for `compile`; of the shapes that the network will be compiled for.
        calibration: inputs as the network takes them: one tensor, or batches, as a
            `DataLoader` yields them; of a batch that is a tuple or a list the first
            member counts. None: a sensitivity is the share of the layer's squared norm
            that is removed, which sees nothing of what a layer does for the output.
        samples: inputs that are used at most; a few hundred are enough.
        rates: of connectivity to choose from; 1 gives patterns only. An error saturates once
            most of a layer is gone, so that the largest rate is what keeps layers alive.
        cfg: what holds beside the rates; `PruneConfig()` if None. Its `connectivity` is not
            used; layers that an override gives a connectivity keep that.
        target: as for `compile`.
        options: as for `compile`: threads, layout.

    Returns:
        The plan. `project_` with its `config` gives a network that is predicted to reach the
        target.

    Raises:
        PruneError: the target cannot be reached, and the message says what can be; or as
            `project_`; or the calibration yields no tensor, or one that the network does not
            take, or the output is not finite; or a number is out of its range.
        TypeError: `model` is no module, `cfg` no `PruneConfig` or `options` no `CompileOptions`.
        ImportContractError: the model cannot be compiled.
        UnsupportedTargetError: as `compile`.
    """
    expect_number("target_speedup", target_speedup, at_least=1)
    expect_integer("samples", samples, 1, None)
    cfg = checked_config(cfg)
    grid = _checked_rates(rates)
    # Checks the model before it is copied.
    plan_layers(model, cfg)
    return _Planning(model, cfg, example_inputs, target, options).run(
        float(target_speedup), grid, calibration, samples
    )


def _checked_rates(rates: Sequence[float]) -> list[float]:
    found = list(rates) if isinstance(rates, Iterable) else []
    if not found or isinstance(rates, (str, bytes)):
        raise PruneError(
            f"expected rates to be a sequence of at least one number, but got {rates!r}; "
            "give rates such as (1, 2, 3.6)"
        )
    for rate in found:
        expect_rate("each of rates", rate)
    return sorted({float(rate) for rate in found})


class _Planning:
    """One plan in the making."""

    def __init__(
        self,
        model: nn.Module,
        cfg: PruneConfig,
        example_inputs: Any,
        target: str,
        options: CompileOptions | None,
    ) -> None:
        from ..compiling import CompileOptions
        from .plan_times import PredictedTimes

        options = CompileOptions() if options is None else options
        if not isinstance(options, CompileOptions):
            raise TypeError(
                f"expected options to be a CompileOptions, but got {type(options).__name__}; "
                "write CompileOptions(threads=2)"
            )
        self._model = copy.deepcopy(model).eval()
        self._cfg = cfg
        on_cpu = copy.deepcopy(self._model).cpu()
        self._times = PredictedTimes(on_cpu, example_inputs, target, options)
        self._dense = self._times.predict({})
        self._before = sum(self._dense.values())
        if not self._before:
            raise PruneError(
                "expected the compiler to predict a time for some convolution, but got none; "
                "see str(patconv.compile(model, example_inputs).report()) for the reasons"
            )

    def run(
        self,
        target_speedup: float,
        rates: Sequence[float],
        calibration: torch.Tensor | Iterable[Any] | None,
        samples: int,
    ) -> PrunePlan:
        inputs, measure = self._measure(calibration, samples)
        with bar("predicting times", total=len(rates)) as advance:
            choices = find_choices(self._model, self._cfg, rates, self._times, self._dense, advance)
        count = sum(option.kept is not None for choice in choices for option in choice.options)
        with bar("measuring", total=count) as advance:
            measure_errors(choices, measure, advance)
        chosen, after = self._choose(choices, self._before / target_speedup)
        return PrunePlan(
            config=self._config(choices, chosen),
            layers=tuple(
                _describe(choice, option, after.get(choice.name, 0.0))
                for choice, option in zip(choices, chosen, strict=True)
            ),
            target_speedup=target_speedup,
            cycles_before=self._before,
            cycles_after=sum(after.values()),
            inputs=inputs,
            uncounted=tuple(name for name, cycles in self._dense.items() if not cycles),
        )

    def _measure(
        self, calibration: torch.Tensor | Iterable[Any] | None, samples: int
    ) -> tuple[int, Measure]:
        """The number of calibration inputs, and what finds the error of an option."""
        from .plan_sensitivity import OutputChange, lost_norm

        if calibration is None:
            return 0, lambda layer, kept: lost_norm(layer.kernels, kept)
        device = next(self._model.parameters()).device
        batches = batches_of(calibration, samples, device)
        change = OutputChange(self._model, batches)
        return sum(map(len, batches)), lambda layer, kept: change.measure(layer.conv, kept)

    def _choose(
        self, choices: Sequence[Choice], budget: float
    ) -> tuple[list[Option], dict[str, float]]:
        """The options of least error within a budget, and the times of that network."""
        rest = self._before - sum(choice.cycles for choice in choices)
        times = [[option.cycles for option in choice.options] for choice in choices]
        errors = [[option.error for option in choice.options] for choice in choices]
        fastest = [layer.index(min(layer)) for layer in times]
        for _ in range(_ROUNDS):
            numbers = choose_options([*times, [rest]], [*errors, [0.0]], budget)
            if numbers is None:
                break
            chosen = _picked(choices, numbers)
            after = self._predict(choices, chosen)
            if _within(after, budget):
                return chosen, after
            # Times only rise, so that no choice comes twice.
            for choice, number, known in zip(choices, numbers, times, strict=False):
                known[number] = max(known[number], after.get(choice.name, 0.0))
            others = sum(after.values()) - sum(after.get(c.name, 0.0) for c in choices)
            rest = max(rest, others)
        chosen = _picked(choices, fastest)
        after = self._predict(choices, chosen)
        if _within(after, budget):
            return chosen, after
        most = math.floor(100 * self._before / sum(after.values())) / 100
        raise PruneError(
            f"expected target_speedup to be at most {most:.2f}, which the compiler predicts for "
            f"all layers at their fastest rates, but got {self._before / budget:g}; lower it, or "
            "give larger rates or patterns of fewer entries"
        )

    def _config(self, choices: Sequence[Choice], chosen: Sequence[Option]) -> PruneConfig:
        overrides = [
            LayerOverride(
                # A network that is one convolution has a name that no override may have.
                glob.escape(choice.name) or "*",
                connectivity=option.rate,
                pattern=False if choice.layer.by_pattern and not option.by_pattern else None,
            )
            for choice, option in zip(choices, chosen, strict=True)
            if choice.fixed is None and not choice.layer.skipped
        ]
        return replace(self._cfg, overrides=(*self._cfg.overrides, *overrides))

    def _predict(self, choices: Sequence[Choice], chosen: Sequence[Option]) -> dict[str, float]:
        """The times of the network as `project_` makes it, which mines the patterns anew."""
        layers, patterns = plan_network(self._model, self._config(choices, chosen))
        masks = {}
        for layer in layers:
            kept = keep_weights(layer, layer.kernels, patterns).weights
            if not kept.all():
                masks[layer.name] = kept.reshape(layer.shape)
        return self._times.predict(masks)


def _picked(choices: Sequence[Choice], numbers: Sequence[int]) -> list[Option]:
    return [choice.options[n] for choice, n in zip(choices, numbers, strict=False)]


def _within(times: Mapping[str, float], budget: float) -> bool:
    return sum(times.values()) <= budget * (1 + 1e-9)


def _describe(choice: Choice, option: Option, after: float) -> LayerPlan:
    reason = choice.reason
    if option.kept is not None:
        reason = "; ".join(filter(None, (reason, choice.layer.reason)))
    elif not reason:
        reason = "left dense: the target is reached with less error elsewhere"
    return LayerPlan(
        name=choice.name,
        shape=choice.layer.shape,
        rate=option.rate,
        patterns=option.by_pattern,
        cycles_before=choice.cycles,
        cycles_after=after,
        sensitivity=option.error,
        reason=reason,
    )
