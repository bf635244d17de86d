"""A rate for each layer: against brute force, the compiler's own report and planted layers."""

import copy
import itertools
import json
import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from patconv.errors import ImportContractError, PruneError
from patconv.models import digits_resnet, initialise_
from patconv.pruning import LayerOverride, PruneConfig, PrunePlan, mine_pattern_set
from patconv.pruning.plan_choice import choose_options
from patconv.pruning.plan_times import PredictedTimes
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

RATES = (1, 2, 3.6, 8)
X = torch.zeros(1, 3, 12, 12)


def images(count: int = 24) -> torch.Tensor:
    return torch.randn(count, 3, 12, 12, generator=torch.Generator().manual_seed(1))


def network() -> nn.Sequential:
    """Kinds of convolutions, and a linear layer."""
    model = nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1, groups=32),
        nn.ReLU(),
        nn.Conv2d(32, 48, 1),
        nn.ReLU(),
        nn.Conv2d(48, 16, 3, padding=1),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(16, 5),
    )
    initialise_(model, seed=0)
    return model.eval()


def chain(layers: int = 4) -> nn.Sequential:
    """Convolutions of one shape, between a narrow one and a linear layer."""
    model = nn.Sequential(nn.Conv2d(3, 24, 3, padding=1))
    for _ in range(layers):
        model.extend([nn.ReLU(), nn.Conv2d(24, 24, 3, padding=1)])
    model.extend([nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(96, 5)])
    initialise_(model, seed=0)
    return model.eval()


def plan(model: nn.Module, target_speedup: float, **options: Any) -> PrunePlan:
    return patconv.plan(model, target_speedup, X, **{"rates": RATES, **options})


def cycles(model: nn.Module, x: torch.Tensor = X) -> dict[str, float]:
    """What the report of a compilation of its own says."""
    options = patconv.CompileOptions(stop_after="schedule")
    layers = patconv.compile(model.eval(), (x,), options=options).report().layers
    return {layer.name: layer.predicted_cycles for layer in layers}


def rows(found: PrunePlan) -> dict[str, Any]:
    return {layer.name: layer for layer in found.layers}


# The choice


def brute_force(
    times: Sequence[Sequence[float]], errors: Sequence[Sequence[float]], budget: float
) -> float | None:
    """The least error within the budget."""
    sums = [
        sum(errors[layer][n] for layer, n in enumerate(numbers))
        for numbers in itertools.product(*(range(len(layer)) for layer in times))
        if sum(times[layer][n] for layer, n in enumerate(numbers)) <= budget
    ]
    return min(sums, default=None)


def random_layers(seed: int) -> tuple[list[list[float]], list[list[float]]]:
    generator = np.random.default_rng(seed)
    sizes = generator.integers(1, 6, size=int(generator.integers(1, 6)))
    # Whole numbers give ties.
    scale = 1 if seed % 2 else 0.37
    times = [(generator.integers(1, 9, size) * scale).tolist() for size in sizes]
    errors = [(generator.integers(0, 9, size) * scale).tolist() for size in sizes]
    return times, errors


@pytest.mark.parametrize("seed", range(60))
def test_choice_is_that_of_brute_force(seed: int) -> None:
    times, errors = random_layers(seed)
    least, most = sum(map(min, times)), sum(map(max, times))
    for budget in np.linspace(0.9 * least, most, 7).tolist():
        found = choose_options(times, errors, budget)
        expected = brute_force(times, errors, budget)
        assert (found is None) == (expected is None)
        if found is None:
            continue
        assert sum(layer[n] for layer, n in zip(times, found, strict=True)) <= budget + 1e-9
        error = sum(layer[n] for layer, n in zip(errors, found, strict=True))
        assert error == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(10))
def test_thinned_choice_keeps_its_bound(seed: int) -> None:
    generator = np.random.default_rng(seed)
    times = generator.uniform(1, 9, (6, 5)).tolist()
    errors = generator.uniform(0, 1, (6, 5)).tolist()
    least, most = sum(map(min, times)), sum(map(max, times))
    sums = 60
    for budget in np.linspace(least, most, 5)[:-1].tolist():
        found = choose_options(times, errors, budget, sums=sums)
        assert found is not None
        assert sum(layer[n] for layer, n in zip(times, found, strict=True)) <= budget + 1e-9
        smaller = brute_force(times, errors, budget - 6 * (most - least) / sums)
        error = sum(layer[n] for layer, n in zip(errors, found, strict=True))
        assert smaller is None or error <= smaller + 1e-9


def test_choice_takes_the_faster_of_equals() -> None:
    assert choose_options([[5, 3, 4]], [[0, 0, 0]], 9) == (1,)


# Times


@pytest.mark.parametrize("target", [1, 1.4, 2])
def test_target_is_reached_after_projection(target: float) -> None:
    model = network()
    found = plan(model, target, calibration=images())
    before = cycles(model)
    report = patconv.project_(model, found.config)
    after = cycles(model)
    assert sum(before.values()) / sum(after.values()) >= target * (1 - 1e-9)
    assert found.predicted_speedup == pytest.approx(sum(before.values()) / sum(after.values()))
    for layer, row in zip(report.layers, found.layers, strict=True):
        assert (layer.name, layer.shape) == (row.name, row.shape)
        assert row.cycles_before == pytest.approx(before[row.name])
        assert row.cycles_after == pytest.approx(after[row.name])
        assert layer.kept_kernels == round(layer.kernels / row.rate)
        assert (layer.treatment in ("both", "pattern")) == row.patterns
        assert (layer.treatment == "none") == (not row.pruned)


def test_choice_is_made_anew_where_the_whole_is_slower(monkeypatch: pytest.MonkeyPatch) -> None:
    predict = PredictedTimes.predict

    def slower_beside_dense(times: PredictedTimes, masks: Any) -> dict[str, float]:
        found = predict(times, masks)
        factor = 1.3 if len(masks) == 1 else 1
        return {name: factor * value for name, value in found.items()}

    free = plan(chain(), 1.1)
    assert sum(layer.pruned for layer in free.layers) == 1
    monkeypatch.setattr(PredictedTimes, "predict", slower_beside_dense)
    found = plan(chain(), 1.1)
    assert found.predicted_speedup >= 1.1
    # Not the fastest of all, but the next best.
    assert sum(layer.pruned for layer in found.layers) == 2


def test_layers_where_pruning_would_not_pay_stay_dense() -> None:
    model, x = digits_resnet(16).eval(), torch.zeros(1, 1, 8, 8)
    found = patconv.plan(model, 2.5, x, rates=RATES)
    dense = [layer for layer in found.layers if "would not pay" in layer.reason]
    assert dense
    assert len(dense) < len(found.layers)
    reports = []
    for rate in RATES:
        pruned = copy.deepcopy(model)
        patconv.project_(pruned, PruneConfig(connectivity=rate))
        reports.append(cycles(pruned, x))
    for layer in found.layers:
        best = min(report[layer.name] for report in reports)
        assert (best >= layer.cycles_before) == (layer in dense)
        assert not (layer in dense and layer.pruned)


# Sensitivities


def thin_out_(conv: nn.Conv2d) -> None:
    """Leave little but one pattern in each twelfth kernel."""
    with torch.no_grad():
        strong = torch.zeros_like(conv.weight)
        strong.view(-1, 3, 3)[::12, :2, :2] = 3
        conv.weight.mul_(strong.clamp(min=0.01))


@pytest.mark.parametrize("calibrated", [True, False])
def test_sensitive_layer_gets_the_lower_rate(calibrated: bool) -> None:
    model = chain()
    planted = "4"
    for name, conv in model.named_modules():
        if isinstance(conv, nn.Conv2d) and name not in ("0", planted):
            thin_out_(conv)
    for target in (1.5, 2):
        found = rows(plan(model, target, calibration=images() if calibrated else None))
        others = [found[name] for name in ("2", "6", "8")]
        assert any(layer.pruned for layer in others)
        assert found[planted].rate <= min(layer.rate for layer in others if layer.pruned)
        assert not found[planted].pruned


class Branches(nn.Module):
    """Two convolutions of one shape, of which one hardly counts."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 24, 3, padding=1)
        self.strong = nn.Conv2d(24, 24, 3, padding=1)
        self.weak = nn.Conv2d(24, 24, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.stem(x))
        result: torch.Tensor = self.strong(x) + 0.01 * self.weak(x)
        return result


def test_calibration_sees_what_norms_do_not() -> None:
    model = Branches()
    initialise_(model, seed=0)
    with torch.no_grad():
        # A little less is lost by norm in the layer that counts.
        model.strong.weight[0] *= 3
    by_norm = rows(plan(model, 1.3))
    assert by_norm["strong"].pruned
    assert not by_norm["weak"].pruned
    measured = rows(plan(model, 1.3, calibration=images()))
    assert measured["weak"].pruned
    assert not measured["strong"].pruned


def test_sensitivity_is_the_change_of_the_output() -> None:
    model = network()
    cfg = PruneConfig(pattern_set=mine_pattern_set(model).patterns)
    x = images(40)
    found = plan(model, 2.2, calibration=DataLoader(TensorDataset(x), 7), samples=31, cfg=cfg)
    assert found.inputs == 31
    pruned = [layer for layer in found.layers if layer.pruned]
    assert len(pruned) > 1
    with torch.no_grad():
        wanted = model(x[:31]).double()
        for layer in found.layers:
            alone = copy.deepcopy(model)
            others = [r.name for r in found.layers if r.name != layer.name]
            one = PruneConfig(
                pattern_set=cfg.pattern_set, skip=others, overrides=found.config.overrides
            )
            patconv.project_(alone, one)
            change = (alone(x[:31]).double() - wanted).square().sum() / wanted.square().sum()
            assert layer.sensitivity == pytest.approx(float(change), rel=1e-4, abs=1e-12)
    assert found.sensitivity == pytest.approx(sum(layer.sensitivity for layer in pruned))


def test_sensitivity_without_calibration_is_the_lost_norm() -> None:
    model = network()
    cfg = PruneConfig(pattern_set=mine_pattern_set(model).patterns)
    found = plan(model, 2, cfg=cfg)
    assert found.inputs == 0
    assert "no calibration inputs were given" in " ".join(str(found).split())
    pruned = copy.deepcopy(model)
    patconv.project_(pruned, found.config)
    for layer in found.layers:
        before, after = (
            m.get_submodule(layer.name).weight.detach().double() for m in (model, pruned)
        )
        lost = 1 - after.square().sum() / before.square().sum()
        assert layer.sensitivity == pytest.approx(float(lost), abs=1e-6)


def test_outputs_of_several_kinds() -> None:
    class Two(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = chain(2)

        def forward(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            y = self.body(x)
            return y, 1000 * y

    one, two = (plan(m, 1.5, calibration=images()) for m in (chain(2), Two()))
    for alone, both in zip(one.layers, two.layers, strict=True):
        assert both.sensitivity == pytest.approx(alone.sensitivity, rel=1e-5)


# Targets


def test_more_speed_costs_more() -> None:
    plans = [plan(network(), target, calibration=images()) for target in (1, 1.2, 1.5, 1.8, 2.2)]
    assert not any(layer.pruned for layer in plans[0].layers)
    assert plans[0].sensitivity == 0
    for slower, faster in itertools.pairwise(plans):
        assert slower.sensitivity <= faster.sensitivity
        assert faster.predicted_speedup >= faster.target_speedup
    assert plans[0].sensitivity < plans[2].sensitivity < plans[-1].sensitivity


def test_unreachable_target_says_what_is_reachable() -> None:
    model = chain(2)
    with pytest.raises(PruneError, match=r"expected target_speedup to be at most \d") as caught:
        plan(model, 100)
    most = float(re.findall(r"at most (\d+\.\d+)", str(caught.value))[0])
    assert most > 1.5
    assert plan(model, most).predicted_speedup >= most
    with pytest.raises(PruneError, match=f"at most {most:.2f}, .* but got {most + 0.02:g}; "):
        plan(model, round(most + 0.02, 2))


# What holds beside the rates


def test_configuration_holds() -> None:
    model = network().train()
    weights = copy.deepcopy(model.state_dict())
    cfg = PruneConfig(
        patterns=6,
        share_filters=2,
        skip=("1", "2"),
        overrides=(LayerOverride("7", connectivity=3), LayerOverride("9", pattern=False)),
    )
    found = plan(model, 1.2, calibration=images(), cfg=cfg)
    assert model.training
    assert all(torch.equal(value, weights[name]) for name, value in model.state_dict().items())
    row = rows(found)
    assert row["0"].rate == 1
    assert not row["2"].pruned
    assert row["2"].reason == "named in skip"
    assert row["5"].rate == 1
    assert row["7"].rate == 3
    assert "an override gives its rate" in row["7"].reason
    assert not row["9"].patterns
    assert (found.config.patterns, found.config.share_filters) == (6, 2)
    assert found.config.overrides[:2] == cfg.overrides
    report = patconv.project_(model, found.config)
    kept = {layer.name: layer for layer in report.layers}
    assert kept["2"].kept_kernels == kept["2"].kernels
    assert kept["7"].kept_kernels == round(32 * 48 / 2 / 3) * 2


def test_layer_without_a_time_is_left() -> None:
    model = Branches()
    initialise_(model, seed=0)
    model.unused = nn.Conv2d(24, 24, 3)
    row = rows(plan(model, 1.3, calibration=images()))["unused"]
    assert row.reason == "left as it is: the compiler predicts no time for it"
    assert (row.pruned, row.cycles_before, row.cycles_after) == (False, 0, 0)
    cfg = PruneConfig(overrides=(LayerOverride("unused", connectivity=2),))
    with pytest.raises(PruneError, match="a time for, but got 'unused', which has none"):
        plan(model, 1.3, cfg=cfg)


def test_a_single_convolution_is_a_network() -> None:
    conv = nn.Conv2d(16, 32, 3, padding=1)
    found = patconv.plan(conv, 1.5, torch.zeros(1, 16, 12, 12), rates=RATES)
    report = patconv.project_(conv, found.config)
    assert report.layers[0].kept_kernels == round(16 * 32 / found.layers[0].rate)


def test_config_goes_into_admm() -> None:
    model = network()
    found = plan(model, 1.8, calibration=images())
    before = cycles(model)
    model.train()
    admm = patconv.ADMM(model, found.config)
    admm.finalize_()
    patconv.remove_masks_(model)
    assert sum(before.values()) / sum(cycles(model).values()) >= 1.8 * (1 - 1e-9)


# How it reads


def test_table_and_json() -> None:
    found = plan(network(), 1.8, calibration=images())
    text = str(found)
    assert all(len(line) <= 80 for line in text.splitlines())
    for layer in found.layers:
        assert re.search(rf"^{layer.name} .*{'yes' if layer.patterns else 'no'}", text, re.M)
    assert f"predicted {found.predicted_speedup:.2f}x, asked for 1.8x" in text
    assert found.uncounted == ("12",)
    assert "not counted: 12, operations without weights" in text
    assert "on 24 calibration inputs" in " ".join(text.split())
    read = json.loads(found.to_json())
    assert read["predicted_speedup"] == found.predicted_speedup
    assert [layer["rate"] for layer in read["layers"]] == [layer.rate for layer in found.layers]
    assert math.isclose(sum(layer["cycles_after"] for layer in read["layers"]), found.cycles_after)


# Bad input


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target_speedup": 0.5}, "expected target_speedup to be a finite number of at least 1"),
        ({"target_speedup": math.nan}, "expected target_speedup"),
        ({"target_speedup": "2"}, "expected target_speedup"),
        ({"rates": ()}, "expected rates to be a sequence of at least one number"),
        ({"rates": "12"}, "expected rates to be a sequence"),
        ({"rates": 2}, "expected rates to be a sequence"),
        ({"rates": (2, 0.5)}, "expected each of rates to be a finite number of at least 1"),
        ({"samples": 0}, "expected samples to be an integer of at least 1"),
        ({"calibration": []}, "expected calibration to yield at least one input"),
        ({"calibration": ["a"]}, "expected calibration to yield tensors"),
        ({"calibration": torch.zeros(2, 7, 12, 12)}, "expected calibration inputs that the model"),
        ({"calibration": torch.full((2, 3, 12, 12), math.nan)}, "output to be finite"),
        ({"cfg": PruneConfig(skip=("none",))}, "expected skip to name modules"),
    ],
)
def test_bad_input(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        plan(chain(1), **{"target_speedup": 1.2, **options})


def test_bad_models() -> None:
    with pytest.raises(PruneError, match="expected the model to have a 2-d convolution"):
        plan(nn.Linear(2, 2), 2)
    with pytest.raises(TypeError, match="expected model to be a"):
        plan("model", 2)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected cfg to be a PruneConfig"):
        plan(chain(1), 2, cfg=2)
    with pytest.raises(TypeError, match="expected options to be a CompileOptions"):
        plan(chain(1), 2, options=2)
    with pytest.raises(ImportContractError):
        patconv.plan(chain(1), 2, None)


def test_output_that_says_nothing() -> None:
    model = chain(1)
    with torch.no_grad():
        for parameter in model[-1].parameters():
            parameter.zero_()
    with pytest.raises(PruneError, match="expected the model's output to be other than 0"):
        plan(model, 1.2, calibration=images())
