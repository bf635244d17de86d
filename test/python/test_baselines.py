"""Other ways to prune: what they keep, that they compile, and what the compiler makes of them."""

import copy
from typing import Any

import numpy as np
import patconv
import pytest
import torch
from patconv.baselines import METHODS, BaselineConfig, prune_, rates_of
from patconv.errors import PruneError
from patconv.pruning.report import PruneReport
from torch import nn

#: The least that each method can remove together, by the rate that leaves it.
RATES = {"magnitude": 8.0, "channel": 4.0, "nm": 2.0, "block_punched": 4.0}

#: The compiler's path for some convolutions, by their order, and a part of why.
PATHS = {
    "magnitude": {
        1: ("pattern", "15 patterns of 2 or 3 or 4 or 5 or 6 of 9 positions"),
        2: ("depthwise", "6 patterns of"),
        3: ("1x1", "672 kernels are zero"),
    },
    "channel": {
        1: ("pattern", "no zeros inside kernels, 384 kernels are zero"),
        2: ("depthwise", "24 kernels are zero"),
        3: ("1x1", "576 kernels are zero"),
    },
    # Some kernel of many keeps all positions: nothing is gained.
    "nm": {
        1: ("pattern", "takes the full pattern: a kernel has no zeros"),
        2: ("depthwise", "no zeros inside kernels"),
        3: ("1x1", "384 kernels are zero"),
    },
    "block_punched": {
        1: ("pattern", "8 patterns of 2 or 3 or 4 or 5 of 9 positions, 64 kernels are zero"),
        2: ("depthwise", "15 patterns of 2 or 3 of 9 positions"),
        3: ("1x1", "576 kernels are zero"),
    },
}


def network() -> nn.Sequential:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(32, 32, 3, padding=1, groups=32),
        nn.ReLU(),
        nn.Conv2d(32, 24, 1),
        nn.ReLU(),
        nn.Conv2d(24, 30, 3, padding=1, groups=2),
    ).eval()


def kept(model: nn.Sequential, place: int) -> np.ndarray:
    return (model[place].weight != 0).numpy()


def pruned(**options: Any) -> tuple[nn.Sequential, nn.Sequential, PruneReport]:
    """The network as it was, as it is, and the report."""
    before = network()
    after = copy.deepcopy(before)
    report = prune_(after, BaselineConfig(**options))
    return before, after, report


@pytest.mark.parametrize("method", METHODS)
def test_what_stays_is_unchanged_and_reported(method: str) -> None:
    before, after, report = pruned(method=method, rate=RATES[method])
    for layer in report.layers:
        old, new = before.get_submodule(layer.name), after.get_submodule(layer.name)
        mask = new.weight != 0
        assert torch.equal(new.weight, old.weight * mask)
        assert torch.equal(new.bias, old.bias)
        assert not torch.signbit(new.weight[~mask]).any()
        assert int(mask.sum()) == layer.kept_weights
        assert int(mask.flatten(2).any(2).sum()) == layer.kept_kernels
        assert layer.treatment == ("none" if bool(mask.all()) else method)
    assert report.layers[0].treatment == "none"
    assert report.layers[0].reason == "the first convolution is left alone"
    assert method in str(report)
    again = network()
    assert prune_(again, BaselineConfig(method, RATES[method])) == report
    assert all(map(torch.equal, again.parameters(), after.parameters()))


def test_magnitude_keeps_the_largest_weights() -> None:
    before, after, report = pruned(method="magnitude", rate=8.0)
    for place in (2, 4, 6, 8):
        weights, mask = before[place].weight.detach().numpy(), kept(after, place)
        assert mask.sum() == round(weights.size / 8)
        assert np.abs(weights[mask]).min() >= np.abs(weights[~mask]).max()
    assert report.layers[1].kept_weights == 576


def test_channel_removes_whole_filters() -> None:
    before, after, report = pruned(method="channel", rate=4.0)
    for place, count in ((2, 8), (4, 8), (6, 6), (8, 8)):
        norms, mask = before[place].weight.flatten(1).norm(dim=1), kept(after, place)
        alive = mask.all(axis=(1, 2, 3))
        assert np.array_equal(alive, mask.any(axis=(1, 2, 3)))
        assert alive.sum() == count
        assert norms[alive].min() >= norms[~alive].max()
    assert report.layers[1].kept_kernels == 8 * 16


def test_nm_keeps_n_of_m_channels() -> None:
    before, after, _ = pruned(method="nm", rate=2.0)
    for place in (2, 6, 8):
        weights, mask = before[place].weight.detach().numpy(), kept(after, place)
        groups = weights.reshape(len(weights), -1, 4, *weights.shape[2:])
        masks = mask.reshape(groups.shape)
        assert (masks.sum(axis=2) == 2).all()
        smallest = np.where(masks, np.abs(groups), np.inf).min(axis=2)
        largest = np.where(masks, 0, np.abs(groups)).max(axis=2)
        assert (smallest >= largest).all()
    # A depthwise layer has one channel, which is the largest of its group.
    assert kept(after, 4).all()


def test_nm_at_the_end_of_the_channels() -> None:
    model = nn.Sequential(nn.Conv2d(6, 4, 3))
    prune_(model, BaselineConfig("nm", rates={"0": 4.0}))
    mask = kept(model, 0)
    assert (mask[:, :4].sum(axis=1) == 1).all()
    assert (mask[:, 4:].sum(axis=1) == 1).all()


def test_block_punched_removes_positions_of_blocks() -> None:
    before, after, _ = pruned(method="block_punched", rate=4.0)
    for place, channels in ((2, 16), (6, 32)):
        weights, mask = before[place].weight.detach().numpy(), kept(after, place)
        means, chosen = [], []
        for row in range(0, len(mask), 8):
            for column in range(0, channels, 4):
                block = (slice(row, row + 8), slice(column, column + 4))
                assert (mask[block] == mask[block][:1, :1]).all()
                means.append(np.square(weights[block]).mean(axis=(0, 1)).ravel())
                chosen.append(mask[block][0, 0].ravel())
        values, flags = np.concatenate(means), np.concatenate(chosen)
        assert flags.sum() == round(len(flags) / 4)
        assert values[flags].min() >= values[~flags].max()


def test_block_punched_stays_inside_groups() -> None:
    model = nn.Sequential(nn.Conv2d(8, 12, 3, groups=2))
    prune_(model, BaselineConfig("block_punched", rates={"0": 3.0}, block=(4, 4)))
    mask = kept(model, 0)
    for rows in ((0, 4), (4, 6), (6, 10), (10, 12)):
        block = mask[slice(*rows)]
        assert (block == block[:1, :1]).all()
    assert not np.array_equal(mask[4], mask[6])


def test_rates_of_another_pruning() -> None:
    model, other = network(), network()
    report = patconv.project_(model, patconv.PruneConfig(connectivity=3.6))
    same = prune_(other, BaselineConfig("magnitude", rates=rates_of(report)))
    assert [layer.kept_weights for layer in same.layers] == [
        layer.kept_weights for layer in report.layers
    ]


def test_skip() -> None:
    before, after, report = pruned(method="magnitude", rate=4.0, skip=("2",))
    assert torch.equal(before[2].weight, after[2].weight)
    assert report.layers[1].reason == "named in skip"


@pytest.mark.parametrize("method", METHODS)
def test_each_compiles_and_says_its_path(method: str) -> None:
    _, model, report = pruned(method=method, rate=RATES[method])
    x = torch.randn(1, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    compiled = patconv.compile(model.requires_grad_(False), (x,))
    expected = model(x)
    assert (compiled(x) - expected).abs().max() <= 1e-5 * expected.abs().max()
    layers = compiled.report().layers
    for ours, pruning in zip(layers, report.layers, strict=True):
        assert ours.kept_kernels == pruning.kept_kernels
    for place, (path, why) in PATHS[method].items():
        assert (layers[place].path, why in layers[place].why) == (path, True), layers[place].why


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"method": "random"}, "expected method to be one of magnitude, channel, nm, block_punch"),
        ({"rate": 0.5}, "expected rate to be a finite number of at least 1, but got 0.5"),
        ({"rate": float("nan")}, "expected rate to be a finite number of at least 1, but got nan"),
        ({"rate": True}, "expected rate to be a finite number of at least 1, but got True"),
        ({"rates": {"a": 0}}, "expected the rate of 'a' to be a finite number of at least 1"),
        ({"method": "nm", "rate": 8.0}, "expected the rate of N:M pruning to be at most its gro"),
        ({"block": (0, 4)}, "expected group to be an integer and block two of at least 1"),
        ({"group": 1.5}, "expected group to be an integer and block two of at least 1"),
    ],
)
def test_bad_configs(options: dict[str, object], message: str) -> None:
    with pytest.raises(PruneError, match=message):
        BaselineConfig(**{"method": "magnitude", **options})  # type: ignore[arg-type]


def test_bad_models() -> None:
    with pytest.raises(PruneError, match="rates to name convolutions of the model, but got '1'"):
        prune_(network(), BaselineConfig("magnitude", rates={"2": 2, "1": 2}))
    with pytest.raises(PruneError, match="expected skip to name modules of the model"):
        prune_(network(), BaselineConfig("magnitude", skip=("x",)))
    with pytest.raises(TypeError, match="expected cfg to be a BaselineConfig, but got str"):
        prune_(network(), "magnitude")  # type: ignore[arg-type]
    model = network()
    model[8].weight.data[0, 0, 0, 0] = torch.nan
    state = copy.deepcopy(model.state_dict())
    with pytest.raises(PruneError, match="expected the weights of '8' to be finite"):
        prune_(model, BaselineConfig("magnitude"))
    assert torch.equal(model[2].weight, state["2.weight"])
