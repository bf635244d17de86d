"""ADMM: its penalty, updates, state and the projection at the end."""

import copy
import math
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from admm_layers import PATTERNS, one_layer, random_weight, variables
from hypothesis import given, settings
from hypothesis import strategies as st
from patconv.errors import PruneError
from patconv.pruning import ADMM, Pattern, PruneConfig, Schedule
from torch import nn
from trained_models import QUICK, alive, convolutions, images, quick_config

# The penalty


def expected_penalty(admm: ADMM, model: nn.Module) -> float:
    """`rho / 2` times squared norms, written out."""
    total = 0.0
    for name, constraints in admm.state_dict()["layers"].items():
        weight = model.get_submodule(name).weight.detach()
        for one in constraints.values():
            total += float(np.square((weight - one["auxiliary"] + one["dual"]).numpy()).sum())
    return admm.rho / 2 * total


def test_penalty_is_half_rho_times_squared_norms() -> None:
    model = convolutions(torch.float64)
    admm = ADMM(model, quick_config(schedule=Schedule(rho=0.3)))
    for _ in range(2):
        assert float(admm.penalty().detach()) == pytest.approx(
            expected_penalty(admm, model), rel=1e-12
        )
        admm.update()
    assert admm.rho == 0.3
    # Twice the distance is four times the penalty, which the norm itself would not give.
    conv, admm = one_layer(torch.tensor([[[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]]]]))
    single = float(admm.penalty().detach())
    with torch.no_grad():
        conv.weight += conv.weight - variables(admm)["pattern"]["auxiliary"]
    assert float(admm.penalty().detach()) == pytest.approx(4 * single)


def test_gradient_of_the_penalty() -> None:
    model = convolutions(torch.float64)
    admm = ADMM(model, quick_config(schedule=Schedule(rho=0.7)))
    admm.update()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
    weights = [model[place].weight for place in (0, 2, 4, 6)]

    def penalty(*values: torch.Tensor) -> torch.Tensor:
        # The values that gradcheck moves are the parameters themselves.
        assert all(value is weight for value, weight in zip(values, weights, strict=True))
        return admm.penalty()

    assert torch.autograd.gradcheck(penalty, weights)
    admm.penalty().backward()
    one = variables(admm, "2")
    expected = sum(
        admm.rho * (model[2].weight - part["auxiliary"] + part["dual"]) for part in one.values()
    )
    torch.testing.assert_close(model[2].weight.grad, expected)
    assert model[8].weight.grad is None


def test_what_is_not_pruned_has_no_penalty() -> None:
    model = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Linear(4, 2))
    admm = ADMM(model, quick_config())
    assert admm.penalty() == 0
    assert admm.residuals() == ()
    admm.update()
    assert admm.finalize_().kept_weights == 12


# Updates


def test_update_follows_the_method() -> None:
    """Z from W + U, Y from W + V, then U += W - Z and V += W - Y, with the new Z and Y."""
    model = convolutions(torch.float64)
    admm = ADMM(model, quick_config(schedule=Schedule(updates=9)))
    for step in range(3):
        before = copy.deepcopy(variables(admm, "2"))
        with torch.no_grad():
            model[2].weight += 0.05 * torch.randn_like(model[2].weight)
        weight = model[2].weight.detach().clone()
        admm.update()
        for kind, after in variables(admm, "2").items():
            dual, auxiliary = before[kind]["dual"], after["auxiliary"]
            torch.testing.assert_close(after["dual"], dual + weight - auxiliary)
            _, other = one_layer(weight + dual, pattern_set=admm.patterns, connectivity=2.5)
            assert torch.equal(auxiliary, variables(other)[kind]["auxiliary"])
            moved = float((auxiliary - before[kind]["auxiliary"]).norm() / auxiliary.norm())
            assert after["change"] == pytest.approx(moved)
        assert admm.updates == step + 1


def test_rho_rises_in_stages_and_forces_stay() -> None:
    model = convolutions(torch.float64)
    admm = ADMM(model, quick_config(schedule=Schedule(rho=1e-3, factor=10, stages=3, updates=2)))
    stages, rhos, restarts = [], [], []
    for _ in range(6):
        assert not admm.finished
        restarts.append(admm.update())
        stages.append(admm.stage)
        rhos.append(admm.rho)
    assert restarts == [False, True, False, True, False, False]
    assert stages == [0, 1, 1, 2, 2, 2]
    assert rhos == pytest.approx([1e-3, 1e-2, 1e-2, 0.1, 0.1, 0.1])
    assert admm.finished
    assert not admm.converged


def test_duals_are_scaled_as_rho_rises() -> None:
    model = convolutions(torch.float64)
    short = ADMM(model, quick_config(schedule=Schedule(updates=1)))
    long = ADMM(model, quick_config(schedule=Schedule(updates=2)))
    assert short.update()
    assert not long.update()
    for kind in ("pattern", "connectivity"):
        scaled, plain = (variables(admm, "2")[kind]["dual"] for admm in (short, long))
        torch.testing.assert_close(short.rho * scaled, long.rho * plain)
        assert plain.any()


def test_residuals() -> None:
    model = convolutions(torch.float64)
    admm = ADMM(model, quick_config())
    assert [one.name for one in admm.residuals()] == ["0", "2", "4", "6"]
    first, middle, depthwise, pointwise = admm.residuals()
    weight, one = model[2].weight.detach(), variables(admm, "2")
    for kind in ("pattern", "connectivity"):
        far = float((weight - one[kind]["auxiliary"]).norm() / weight.norm())
        assert getattr(middle, kind) == pytest.approx(far)
        assert getattr(middle, f"{kind}_change") == middle.largest == math.inf
    assert first.connectivity is depthwise.connectivity is pointwise.pattern is None
    admm.update()
    assert 0 <= admm.residuals()[1].largest < math.inf


def test_it_has_converged_once_nothing_moves() -> None:
    model = convolutions()
    patterns = patconv.project_(model, quick_config()).pattern_set
    admm = ADMM(model, quick_config(pattern_set=patterns))
    assert not admm.update()
    assert [one.largest for one in admm.residuals()] == [0, 0, 0, 0]
    assert admm.converged
    assert admm.finished
    never = ADMM(model, quick_config(pattern_set=patterns, schedule=Schedule(tolerance=0)))
    never.update()
    assert not never.converged


def test_training_draws_weights_to_the_constraints() -> None:
    model = convolutions()
    inputs, targets = images()
    admm = ADMM(model, quick_config(schedule=Schedule(rho=1e-2, stages=3, updates=4)))
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    far = max(one.connectivity or 0 for one in admm.residuals())
    while not admm.finished:
        for _ in range(30):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(inputs), targets)
            (loss + admm.penalty()).backward()
            optimizer.step()
        admm.update()
    near = max(one.connectivity or 0 for one in admm.residuals())
    assert far > 0.3
    assert near < 0.1 * far


# The projection for good


def test_finalize_equals_the_projection() -> None:
    model = convolutions()
    admm = ADMM(model, quick_config())
    other = copy.deepcopy(model)
    report = admm.finalize_()
    assert report == patconv.project_(other, quick_config())
    assert report.layers[1].kept_kernels == alive(model[2].weight) == round(48 / 2.5)
    for place in (0, 2, 4, 6):
        assert torch.equal(model[place].weight, other[place].weight)
    assert admm.penalty() == 0
    assert not admm.penalty().requires_grad


def test_finalize_takes_kernels_first_then_patterns() -> None:
    """The kernel of larger norm stays though the other would keep more under the pattern."""
    spread, dense = torch.full((3, 3), 5.0), torch.tensor([[0.0, 6, 0], [6, 6, 0], [0, 6, 0]])
    spread[1, 1] = 0
    conv, admm = one_layer(
        torch.stack([spread, dense])[:, None], connectivity=2, pattern_set=PATTERNS[:1]
    )
    admm.finalize_()
    assert conv.weight[0, 0].tolist() == [[0, 5, 0], [5, 0, 0], [0, 5, 0]]
    assert not conv.weight[1].any()


def test_patterns_are_those_of_the_trained_network() -> None:
    """The set is fixed when ADMM begins, whatever the weights become."""
    model = convolutions()
    admm = ADMM(model, quick_config())
    before = admm.patterns
    with torch.no_grad():
        model[2].weight.normal_()
    admm.update()
    assert admm.finalize_().pattern_set == before


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 4), st.integers(1, 5), st.sampled_from([1, 2, 3]), st.floats(1, 40), st.data()
)
def test_counts_are_exact(
    units: int, channels: int, share: int, rate: float, data: st.DataObject
) -> None:
    weight = random_weight(
        units * share, channels, 3, 3, seed=data.draw(st.integers(0, 99)), coarse=True
    )
    conv, admm = one_layer(weight + 5, connectivity=rate, share_filters=share)
    report = admm.finalize_().layers[0]
    expected = units * channels if rate == 1 else max(1, round(units * channels / rate))
    assert report.kept_kernels == alive(conv.weight) == share * expected
    masks = (conv.weight != 0).view(units, share, channels, 9)
    assert bool((masks == masks[:, :1]).all())
    assert report.kept_weights == 4 * report.kept_kernels == int(masks.sum())


# State


def train(model: nn.Module, admm: ADMM, steps: int, optimizer: torch.optim.Optimizer) -> None:
    inputs, targets = images()
    for _ in range(steps):
        optimizer.zero_grad()
        (nn.functional.cross_entropy(model(inputs), targets) + admm.penalty()).backward()
        optimizer.step()


@pytest.mark.parametrize("finalized", [False, True])
def test_state_goes_on_where_it_was(finalized: bool) -> None:
    model = convolutions()
    admm = ADMM(model, quick_config())
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(3):
        train(model, admm, 2, optimizer)
        admm.update()
    if finalized:
        admm.finalize_()
    other = convolutions(seed=1)
    again = ADMM(other, quick_config())
    again.load_state_dict(copy.deepcopy(admm.state_dict()))
    other.load_state_dict(model.state_dict())
    assert (again.rho, again.stage, again.updates) == (admm.rho, admm.stage, admm.updates)
    assert (again.patterns, again.finished) == (admm.patterns, admm.finished)
    assert again.residuals() == admm.residuals()
    for one, its in ((model, admm), (other, again)):
        train(one, its, 2, torch.optim.SGD(one.parameters(), lr=0.05))
        if not finalized:
            its.update()
            its.finalize_()
    for one, two in zip(model.state_dict().items(), other.state_dict().items(), strict=True):
        assert one[0] == two[0]
        assert torch.equal(one[1], two[1])


def test_state_brings_its_patterns_along() -> None:
    """A fresh model has other natural patterns, and another number of them."""
    model = convolutions()
    for place in (0, 2, 4):
        with torch.no_grad():
            model[place].weight.copy_(torch.from_numpy(Pattern.from_picture(PATTERNS[0]).array()))
    admm = ADMM(model, quick_config())
    assert [pattern.picture for pattern in admm.patterns] == [PATTERNS[0]]
    other = convolutions(seed=1)
    again = ADMM(other, quick_config())
    assert len(again.patterns) == 8
    again.load_state_dict(admm.state_dict())
    again.update()
    again.finalize_()
    kept = (other[2].weight != 0).flatten(0, 1)
    pattern = torch.from_numpy(admm.patterns[0].array())
    assert all(torch.equal(one, pattern) for one in kept if one.any())


def plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and plain(one) for key, one in value.items())
    if isinstance(value, list):
        return all(map(plain, value))
    return isinstance(value, (torch.Tensor, int, float, str))


def test_state_holds_plain_values() -> None:
    admm = ADMM(convolutions(), quick_config())
    admm.update()
    assert plain(admm.state_dict())


def test_state_of_another_model_is_refused() -> None:
    state = ADMM(convolutions(), quick_config()).state_dict()
    wide = nn.Sequential(nn.Conv2d(1, 6, 3), nn.ReLU(), nn.Conv2d(6, 9, 3))
    with pytest.raises(PruneError, match="for this model, but got one for another: 4 conv"):
        ADMM(wide, quick_config()).load_state_dict(state)
    model = convolutions()
    model[2] = nn.Conv2d(6, 8, 3, groups=2)
    admm = ADMM(model, quick_config())
    before = copy.deepcopy(admm.state_dict())
    with pytest.raises(PruneError, match=r"whose weight of '2' has the shape \[8, 6, 3, 3\]"):
        admm.load_state_dict(state)
    assert str(admm.state_dict()) == str(before)
    with pytest.raises(PruneError, match="with this configuration, but got another one for '2'"):
        ADMM(convolutions(), quick_config(connectivity=3)).load_state_dict(state)
    with pytest.raises(PruneError, match="expected the state of an ADMM of version 1"):
        ADMM(convolutions(), quick_config()).load_state_dict({})
    state["layers"]["2"].pop("pattern")
    with pytest.raises(PruneError, match="to be of its constraints, pattern, connectivity, but"):
        ADMM(convolutions(), quick_config()).load_state_dict(state)


def test_after_finalize_only_the_penalty_is_left() -> None:
    admm = ADMM(convolutions(), quick_config())
    state = admm.state_dict()
    admm.finalize_()
    for call in (admm.update, admm.finalize_, lambda: admm.load_state_dict(state)):
        with pytest.raises(PruneError, match="to come before finalize_, but got it after"):
            call()


def test_weights_that_are_not_finite_are_refused() -> None:
    model = convolutions()
    admm = ADMM(model, quick_config())
    with torch.no_grad():
        model[2].weight[0, 0, 0, 0] = math.nan
    for call in (admm.update, admm.finalize_):
        with pytest.raises(PruneError, match="the weights of '2' to be finite, but got inf or nan"):
            call()
    assert admm.updates == 0
    assert not admm.finalized
    with pytest.raises(PruneError, match="weights of '2' to be finite"):
        ADMM(model, quick_config())


def test_wrong_arguments() -> None:
    wrong: Any = 3
    with pytest.raises(TypeError, match=r"model to be a torch\.nn\.Module, but got int"):
        ADMM(wrong)
    with pytest.raises(TypeError, match="cfg to be a PruneConfig, but got int"):
        ADMM(convolutions(), wrong)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_low_precision_weights_have_single_precision_variables(dtype: torch.dtype) -> None:
    model = convolutions(dtype)
    admm = ADMM(model, quick_config())
    admm.update()
    assert {one["dual"].dtype for one in variables(admm, "2").values()} == {torch.float32}
    assert admm.penalty().dtype == torch.float32
    admm.penalty().backward()
    assert model[2].weight.grad.dtype == dtype
    admm.finalize_()
    assert alive(model[2].weight) == round(48 / 2.5)


def test_wrapped_models_are_looked_through() -> None:
    model = convolutions()
    admm = ADMM(torch.compile(model, backend="eager"), quick_config())
    assert [one.name for one in admm.residuals()] == ["0", "2", "4", "6"]
    assert ADMM(nn.DataParallel(model), quick_config()).patterns == admm.patterns


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"rho": 0}, "expected rho to be a finite number above 0, but got 0"),
        ({"rho": math.inf}, "expected rho to be a finite number above 0, but got inf"),
        ({"factor": 0.5}, "expected factor to be a finite number of at least 1, but got 0.5"),
        ({"stages": -1}, "expected stages to be an integer of at least 0, but got -1"),
        ({"updates": 0}, "expected updates to be an integer of at least 1, but got 0"),
        ({"epochs": True}, "expected epochs to be an integer of at least 1, but got True"),
        ({"tolerance": -1}, "expected tolerance to be a finite number of at least 0"),
        ({"learning_rate": "1"}, "expected learning_rate to be a finite number above 0"),
    ],
)
def test_bad_schedule(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        Schedule(**arguments)


def test_default_schedule_is_that_of_the_method() -> None:
    schedule = PruneConfig().schedule
    assert (schedule.rho, schedule.factor, schedule.stages) == (1e-4, 10, 4)
    assert schedule.updates != QUICK.updates
