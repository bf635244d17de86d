"""One-shot pruning with refitted weights: against oracles, and against `project_`."""

import copy
import functools
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from patconv.benchmarks.accuracy_digits import NETWORKS, Recipe, accuracy_of, load_fold, train_
from patconv.data import Loaders
from patconv.errors import PruneError
from patconv.models import initialise_
from patconv.pruning import PruneConfig, project_, project_and_refit_
from patconv.pruning.layerwise import LeastSquares, choose_kept, fit_kept, output_error
from patconv.pruning.moments import collect_moments, count_calls
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, TensorDataset

RATES = (1.0, 2.0, 3.6, 6.0)


class Residual(nn.Module):
    """Kinds of convolutions, in an order of execution that is not that of their names."""

    def __init__(self, bias: bool = True) -> None:
        super().__init__()
        self.last = nn.Conv2d(12, 6, 3, padding=1, groups=3, bias=bias)
        self.stem = nn.Conv2d(3, 8, 3, padding=1, bias=bias)
        self.norm = nn.BatchNorm2d(8)
        self.wide = nn.Conv2d(8, 12, 3, stride=2, padding=1, bias=bias)
        self.depthwise = nn.Conv2d(12, 12, 3, padding=1, groups=12, bias=bias)
        self.pointwise = nn.Conv2d(12, 12, 1, bias=bias)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.relu(self.wide(self.relu(self.norm(self.stem(x)))))
        result: torch.Tensor = self.last(x + self.relu(self.pointwise(self.depthwise(x))))
        return result


def network(seed: int, bias: bool = True) -> tuple[Residual, torch.Tensor]:
    """A random network, and calibration inputs whose pixels depend on their neighbours."""
    model = initialise_(Residual(bias), seed=seed).eval()
    assert isinstance(model, Residual)
    noise = torch.randn(48, 3, 12, 12, generator=torch.Generator().manual_seed(seed))
    return model, functional.avg_pool2d(noise, 3, 1, 1) * 3


def rows_of(conv: nn.Conv2d, x: torch.Tensor) -> np.ndarray:
    """What each output position reads, shape (rows, C * KH * KW); one group, padding of zeros."""
    padded = np.pad(x.numpy(), ((0, 0), (0, 0), *((pad, pad) for pad in conv.padding)))
    (kh, kw), (sh, sw), (dh, dw) = conv.kernel_size, conv.stride, conv.dilation
    views = np.lib.stride_tricks.sliding_window_view(
        padded, ((kh - 1) * dh + 1, (kw - 1) * dw + 1), axis=(2, 3)
    )[:, :, ::sh, ::sw, ::dh, ::dw]
    return views.transpose(0, 2, 3, 1, 4, 5).reshape(-1, padded.shape[1] * kh * kw)


def moments_of(conv: nn.Conv2d, batches: list[torch.Tensor], **options: int):
    return collect_moments(
        conv, conv, conv, conv, batches, **{"calls": 1, "positions": 10**6, **options}
    )


# Moments


@pytest.mark.parametrize(
    "options", [{}, {"stride": 2, "padding": 1}, {"dilation": 2, "padding": (0, 2)}]
)
def test_moments_are_those_of_the_rows(options: dict[str, int]) -> None:
    torch.manual_seed(0)
    conv = nn.Conv2d(2, 3, 3, **options)  # type: ignore[arg-type]
    x = torch.randn(5, 2, 9, 8)
    found = moments_of(conv, [x[:2], x[2:]])
    rows = rows_of(conv, x).astype(np.float64)
    with torch.no_grad():
        y = conv(x) - conv.bias[:, None, None]
    wanted = y.permute(0, 2, 3, 1).reshape(-1, 3).double().numpy()
    assert found.rows == len(rows)
    np.testing.assert_allclose(found.inputs[0], rows.T @ rows / len(rows), atol=1e-9)
    np.testing.assert_allclose(found.cross[0], wanted.T @ rows / len(rows), atol=1e-6)
    np.testing.assert_allclose(found.outputs[0], np.square(wanted).mean(0), rtol=1e-5)
    np.testing.assert_allclose(found.input_mean[0], rows.mean(0), atol=1e-9)
    np.testing.assert_allclose(found.output_mean[0], wanted.mean(0), atol=1e-6)
    centred = rows - rows.mean(0)
    np.testing.assert_allclose(
        found.centred().inputs[0], centred.T @ centred / len(rows), atol=1e-9
    )


@pytest.mark.parametrize("mode", ["reflect", "circular", "replicate"])
def test_moments_with_other_paddings(mode: str) -> None:
    torch.manual_seed(0)
    conv = nn.Conv2d(2, 3, 3, padding="same", dilation=2, padding_mode=mode)
    found = moments_of(conv, [torch.randn(5, 2, 9, 8)])
    weights = conv.weight.detach().double().view(1, 3, -1)
    assert output_error(found, weights) < 1e-9


def test_moments_of_groups() -> None:
    torch.manual_seed(0)
    conv = nn.Conv2d(4, 6, 3, groups=2)
    x = torch.randn(5, 4, 6, 6)
    found = moments_of(conv, [x])
    for group in range(2):
        alone = nn.Conv2d(2, 3, 3)
        with torch.no_grad():
            alone.weight.copy_(conv.weight[3 * group : 3 * group + 3])
            alone.bias.copy_(conv.bias[3 * group : 3 * group + 3])
        part = moments_of(alone, [x[:, 2 * group : 2 * group + 2]])
        assert torch.allclose(found.inputs[group], part.inputs[0])
        assert torch.allclose(found.cross[group], part.cross[0], atol=1e-6)


def test_moments_of_some_positions() -> None:
    conv = nn.Conv2d(1, 1, 1)
    images = [torch.randn(6, 1, 8, 8)]
    few, again = (moments_of(conv, images, positions=10) for _ in range(2))
    assert few.rows == 60
    assert torch.equal(few.inputs, again.inputs)
    assert moments_of(conv, images).rows == 6 * 64


def test_a_layer_that_runs_twice_counts_twice() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(2, 2, 3, padding=1)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            result: torch.Tensor = self.conv(self.conv(x).relu_())
            return result

    model, x = Twice(), [torch.randn(3, 2, 5, 5)]
    calls = count_calls(model, x)
    assert calls == {model.conv: 2}
    found = collect_moments(model, model.conv, model, model.conv, x, calls=2, positions=25)
    assert found.rows == 2 * 3 * 25
    assert output_error(found, model.conv.weight.detach().double().view(1, 2, -1)) < 1e-9


# The fit


@pytest.mark.parametrize("seed", range(4))
def test_fit_is_that_of_lstsq(seed: int) -> None:
    """Each filter for itself, over its own weights."""
    torch.manual_seed(seed)
    conv = nn.Conv2d(3, 5, 3, bias=False).double()
    x = torch.randn(4, 3, 8, 8, dtype=torch.float64)
    moments = moments_of(conv, [x])
    weights = conv.weight.detach().view(1, 5, -1)
    fit = LeastSquares.of(moments, weights, 1e-12)
    kept = torch.rand(1, 5, 27) < 0.4
    kept[0, 2] = False
    kept[0, 3] = True
    fitted = fit_kept(fit, kept)
    rows = rows_of(conv, x)
    wanted = rows @ weights[0].numpy().T
    for place in range(5):
        columns = kept[0, place].numpy()
        expected = np.linalg.lstsq(rows[:, columns], wanted[:, place])[0]
        np.testing.assert_allclose(fitted[0, place, kept[0, place]], expected, atol=1e-8)
        assert not fitted[0, place, ~kept[0, place]].any()
    missed = np.square(wanted - rows @ fitted[0].numpy().T).mean(0).sum()
    assert output_error(moments, fitted) == pytest.approx(missed / np.square(wanted).mean(0).sum())


def test_damping_holds_the_weights() -> None:
    conv = nn.Conv2d(2, 3, 3, bias=False)
    moments = moments_of(conv, [torch.randn(8, 2, 5, 5)])
    weights = torch.randn(1, 3, 18, dtype=torch.float64)
    kept = torch.rand(1, 3, 18) < 0.5
    held = fit_kept(LeastSquares.of(moments, weights, 1e6), kept)
    assert torch.allclose(held, weights * kept, atol=1e-4)


def test_inputs_that_are_nothing_hold_the_weights() -> None:
    conv = nn.Conv2d(2, 3, 3, bias=False)
    moments = moments_of(conv, [torch.zeros(8, 2, 5, 5)])
    weights = conv.weight.detach().double().view(1, 3, 18)
    kept = torch.rand(1, 3, 18) < 0.5
    fit = LeastSquares.of(moments, weights, 0.01)
    assert torch.allclose(fit_kept(fit, kept), weights * kept)
    assert output_error(moments, weights * kept) == 0


@pytest.mark.parametrize("seed", range(3))
def test_choice_is_near_the_best_of_all(seed: int) -> None:
    """Two of six weights of each filter, all 15 pairs tried."""
    generator = torch.Generator().manual_seed(seed)
    mix = torch.randn(6, 6, generator=generator, dtype=torch.float64)
    weights = torch.randn(1, 4, 6, generator=generator, dtype=torch.float64)
    matrix = (mix @ mix.T)[None] + 0.1 * torch.eye(6)
    fit = LeastSquares(matrix.double(), weights @ matrix, weights)

    def largest(some: torch.Tensor) -> torch.Tensor:
        kept = torch.zeros(some.shape, dtype=torch.bool)
        return kept.scatter(2, some.abs().topk(2, dim=2).indices, True)

    def objective(kept: torch.Tensor) -> float:
        return float(fit.objective(fit_kept(fit, kept)))

    best = 0.0
    for row in range(4):
        alone = LeastSquares(matrix, fit.target[:, row : row + 1], weights[:, row : row + 1])
        pairs = torch.combinations(torch.arange(6))
        masks = torch.zeros(len(pairs), 1, 1, 6, dtype=torch.bool)
        masks[torch.arange(len(pairs))[:, None], 0, 0, pairs] = True
        best += min(float(alone.objective(fit_kept(alone, mask))) for mask in masks)
    # The objective of nothing is 0, so this is the part of what can be explained.
    assert objective(choose_kept(fit, largest)) <= 0.9 * best
    assert objective(largest(weights)) > best


# Accuracy on digits


@functools.cache
def trained(network: str, seed: int, recipe: Recipe) -> tuple[nn.Module, Loaders]:
    torch.manual_seed(seed)
    model, data = NETWORKS[network](recipe.width), load_fold(recipe, seed, 0, 5)
    train_(model, data, recipe, epochs=recipe.dense_epochs, rate=recipe.dense_rate)
    return model, data


def one_shot(network: str, seed: int, rate: float, recipe: Recipe) -> tuple[float, float, float]:
    """Accuracies of a trained network, refitted and projected: nothing is retrained."""
    model, data = trained(network, seed, recipe)
    model, projected = copy.deepcopy(model), copy.deepcopy(model)
    dense = accuracy_of(model, data)
    # 4 of 9 entries stay.
    cfg = PruneConfig(connectivity=max(1.0, rate * 4 / 9))
    project_(projected, cfg)
    project_and_refit_(model, cfg, calibration=data.calibration(300))
    return dense, accuracy_of(model, data), accuracy_of(projected, data)


def test_digits_keep_their_accuracy() -> None:
    recipe = Recipe(width=8, batch=128, dense_epochs=12)
    dense, refitted, projected = one_shot("digits_vgg", 0, 4.0, recipe)
    assert dense > 95
    assert refitted > dense - 8
    assert refitted > projected + 20


@pytest.mark.full
@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rate", [2.25, 4.0, 8.1, 12.0])
def test_digits_at_every_rate(network: str, seed: int, rate: float) -> None:
    dense, refitted, projected = one_shot(network, seed, rate, Recipe())
    assert dense > 97
    assert refitted > projected
    if rate <= 4:
        assert refitted > dense - 3


# The network


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seed", range(3))
def test_every_layer_is_better_than_by_magnitude(seed: int, rate: float) -> None:
    model, x = network(seed, bias=seed != 1)
    report = project_and_refit_(model, PruneConfig(connectivity=rate), calibration=x)
    pruned = {layer.name for layer in report.layers if layer.treatment != "none"}
    assert set(report.errors) == set(report.projected_errors) == pruned
    for name, error in report.errors.items():
        assert 0 <= error < 0.95 * report.projected_errors[name], name


@pytest.mark.parametrize("rate", RATES[1:])
@pytest.mark.parametrize("seed", range(3))
def test_the_output_is_better_than_by_magnitude(seed: int, rate: float) -> None:
    """On inputs that were not used."""
    model, x = network(seed)
    fresh = network(seed + 100)[1]
    plain = copy.deepcopy(model)
    with torch.no_grad():
        expected = model(fresh)
        project_and_refit_(model, PruneConfig(connectivity=rate), calibration=x)
        project_(plain, PruneConfig(connectivity=rate))
        assert (model(fresh) - expected).norm() < 0.8 * (plain(fresh) - expected).norm()


@pytest.mark.parametrize("rate", RATES)
def test_counts_are_those_of_projection(rate: float) -> None:
    model, x = network(0)
    plain = copy.deepcopy(model)
    cfg = PruneConfig(connectivity=rate)
    report = project_and_refit_(model, cfg, calibration=x)
    expected = project_(plain, cfg)
    assert report.pattern_set == expected.pattern_set
    for ours, theirs in zip(report.layers, expected.layers, strict=True):
        assert (ours.name, ours.treatment, ours.reason) == (
            theirs.name,
            theirs.treatment,
            theirs.reason,
        )
        assert ours.kept_kernels == theirs.kept_kernels
        assert ours.kept_weights == theirs.kept_weights
        weight = model.get_submodule(ours.name).weight
        kernels = (weight != 0).reshape(-1, *ours.shape[2:])  # type: ignore[union-attr, operator]
        assert int(kernels.sum()) == ours.kept_weights
        alive = kernels[kernels.flatten(1).any(1)]
        assert len(alive) == ours.kept_kernels
        if ours.pattern_counts:
            patterns = torch.stack([torch.from_numpy(p.array()) for p in report.pattern_set])
            follows = (alive[:, None] == patterns).flatten(2).all(2)
            assert follows.sum(0).tolist() == list(ours.pattern_counts)
            assert bool(follows.any(1).all())


def test_last_layers_fit_what_the_network_gave_before() -> None:
    """The bias takes up the mean, and the reported error is the one that is measured."""
    model, x = network(2)
    dense = copy.deepcopy(model)
    report = project_and_refit_(model, PruneConfig(), calibration=x, damping=1e-6)
    with torch.no_grad():
        got, wanted = model(x), dense(x)
    assert torch.allclose(got.mean((0, 2, 3)), wanted.mean((0, 2, 3)), atol=1e-4)
    missed = (got - wanted).square().sum()
    spread = (wanted - wanted.mean((0, 2, 3), keepdim=True)).square().sum()
    assert report.errors["last"] == pytest.approx(float(missed / spread), rel=1e-3)


def test_calibration_comes_in_several_forms() -> None:
    _, x = network(0)
    x = x[:20]

    def batches() -> Iterator[list[torch.Tensor]]:
        yield [x[:7], torch.zeros(7)]
        yield [x[7:], torch.zeros(13)]
        yield [torch.full_like(x, torch.nan)]

    results = []
    for calibration in (x, batches(), DataLoader(TensorDataset(x), 3), [x[:1], x[1:]]):
        model, _ = network(0)
        project_and_refit_(model, PruneConfig(), calibration=calibration, samples=20)
        results.append(model.state_dict())
    for name, value in results[0].items():
        assert all(torch.allclose(value, other[name], atol=1e-4) for other in results[1:])


def test_modes_and_other_layers_stay() -> None:
    model, x = network(0)
    model.train()
    model.norm.eval()
    before = copy.deepcopy(model)
    project_and_refit_(model, PruneConfig(skip=("wide",)), calibration=x)
    assert model.training
    assert model.wide.training
    assert not model.norm.training
    assert torch.equal(model.wide.weight, before.wide.weight)
    assert torch.equal(model.wide.bias, before.wide.bias)
    assert all(
        torch.equal(old, new)
        for old, new in zip(before.norm.buffers(), model.norm.buffers(), strict=True)
    )
    assert not torch.equal(model.stem.weight, before.stem.weight)


def test_a_layer_that_is_not_reached_goes_by_norm() -> None:
    model, x = network(0)
    model.unused = nn.Conv2d(4, 8, 3)
    other = copy.deepcopy(model)
    report = project_and_refit_(model, PruneConfig(), calibration=x)
    project_(other, PruneConfig())
    assert torch.equal(model.unused.weight, other.unused.weight)
    layer = next(layer for layer in report.layers if layer.name == "unused")
    assert "the calibration inputs do not reach it" in layer.reason
    assert "unused" not in report.errors


def test_half_precision() -> None:
    model, x = network(0)
    report = project_and_refit_(model.bfloat16(), PruneConfig(), calibration=x.bfloat16())
    assert model.wide.weight.dtype == torch.bfloat16
    assert all(report.errors[name] < report.projected_errors[name] for name in report.errors)


def bad(x: torch.Tensor) -> torch.Tensor:
    x = x.clone()
    x[3, 0, 2, 2] = torch.nan
    return x


@pytest.mark.parametrize(
    ("calibration", "message"),
    [
        (lambda _: [], "expected calibration to yield at least one input, but got none"),
        (lambda x: x[:0], "expected calibration to yield at least one input, but got none"),
        (lambda x: x[:, :2], r"on one of shape \(1, 2, 12, 12\) and type torch.float32: "),
        (lambda x: x.double(), "and type torch.float64: "),
        (lambda x: [x, x[:, :2]], r"on one of shape \(1, 2, 12, 12\)"),
        (lambda x: [{"x": x}], "or tuples that begin with one, but got dict"),
        (lambda x: torch.tensor(1.0), "or tuples that begin with one, but got Tensor"),
        (lambda x: bad(x), "expected the input and output of 'stem' to be finite"),
        (lambda x: x.sign() * 3e38, "expected the input and output of '.*' to be finite"),
    ],
)
def test_bad_calibration(calibration, message: str) -> None:
    model, x = network(0)
    before = copy.deepcopy(model.train().state_dict())
    with pytest.raises(PruneError, match=message):
        project_and_refit_(model, PruneConfig(), calibration=calibration(x))
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
    assert model.training


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"samples": 0}, "expected samples to be an integer of at least 1, but got 0"),
        ({"positions": 2.5}, "expected positions to be an integer of at least 1, but got 2.5"),
        ({"damping": 0.0}, "expected damping to be a finite number above 0, but got 0.0"),
        ({"damping": torch.nan}, "expected damping to be a finite number above 0, but got nan"),
    ],
)
def test_bad_numbers(options: dict[str, float], message: str) -> None:
    model, x = network(0)
    with pytest.raises(PruneError, match=message):
        project_and_refit_(model, PruneConfig(), calibration=x, **options)  # type: ignore[arg-type]


def test_bad_types() -> None:
    model, x = network(0)
    with pytest.raises(TypeError, match="expected cfg to be a PruneConfig, but got dict"):
        project_and_refit_(model, {}, calibration=x)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"expected model to be a torch\.nn\.Module"):
        project_and_refit_("vgg16", calibration=x)  # type: ignore[arg-type]
