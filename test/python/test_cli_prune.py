"""``patconv prune --data``: what it trains, writes and refuses; its page."""

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import patconv
import patconv.models
import pytest
import torch
from command_line import Capture, fail, run
from patconv import cli
from patconv.data import digits
from patconv.importing import load_arrays, save_arrays
from patconv.pruning import Pattern
from patconv.pruning.checkpoint import load_checkpoint
from patconv.pruning.run import PruningRun
from safetensors.torch import load_file
from torch.nn.functional import cross_entropy

pytestmark = pytest.mark.usefixtures("nets_folder", "threads")

#: One update and one epoch of retraining.
QUICK = ("--stages", "1", "--updates", "1", "--epochs", "1", "--learning-rate", "5e-3")
PRUNE = ("prune", "digits_vgg", "--data", "digits", "--threads", "1", "-o", "p.safetensors")


@pytest.fixture
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def trained() -> dict[str, torch.Tensor]:
    """Weights that know something of digits."""
    torch.manual_seed(0)
    model, data = patconv.models.digits_vgg(), digits()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(3):
        for images, labels in data.train:
            optimizer.zero_grad()
            cross_entropy(model(images), labels).backward()
            optimizer.step()
    return model.state_dict()


@pytest.fixture
def dense(nets_folder: Path, trained: dict[str, torch.Tensor]) -> tuple[str, str]:
    path = nets_folder / "dense.safetensors"
    save_arrays({name: value.numpy() for name, value in trained.items()}, path)
    return "--weights", path.name


@pytest.fixture
def small(nets_folder: Path) -> list[str]:
    """A command on a small data set and network in the current folder."""
    random = np.random.default_rng(0)
    (nets_folder / "cifar").mkdir()
    for name in (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"):
        records = random.integers(0, 256, (8, 3073), np.uint8)
        records[:, 0] %= 10
        records.tofile(nets_folder / "cifar" / f"{name}.bin")
    (nets_folder / "tiny.py").write_text(
        "from torch import nn\n"
        "def net():\n"
        "    return nn.Sequential(nn.Conv2d(3, 4, 3, stride=2), nn.ReLU(), nn.Conv2d(4, 8, 3),\n"
        "        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 10))\n"
    )
    return ["prune", "tiny:net", "--data", "cifar10:cifar", "-o", "p.safetensors"]


def accuracy_of(path: Path) -> float:
    model = patconv.models.digits_vgg().eval()
    model.load_state_dict(load_file(path))
    right = total = 0
    with torch.no_grad():
        for images, labels in digits().val:
            right += int((model(images).argmax(1) == labels).sum())
            total += len(labels)
    return right / total


def kernels_of(path: Path) -> dict[str, torch.Tensor]:
    """Kernels of the 3x3 convolutions, those that are left, as masks of 9."""
    kernels = {}
    for name, value in load_file(path).items():
        if value.dim() == 4:
            flat = (value != 0).flatten(2).flatten(0, 1)
            kernels[name.removesuffix(".weight")] = flat[flat.any(1)]
    return kernels


class _Page(HTMLParser):
    """What a page is made of, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        links = [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.fetched += [link for link in links if not link.startswith("#")]


def test_admm(nets_folder: Path, dense: tuple[str, str], capsys: Capture) -> None:
    files = ("--folder", "run", "--html", "r.html", "--json", "r.json")
    text = run(capsys, *PRUNE, *dense, *QUICK, *files)
    figures = json.loads((nets_folder / "r.json").read_text())
    assert "% dense, " in text
    assert "% retrained" in text

    # The weights: patterns of the set and exact counts, as the report has them.
    patterns = patconv.load_pattern_set("p.patterns.txt")
    assert {p.picture: c for p, c in zip(patterns, patterns.counts or (), strict=True)} == figures[
        "patterns"
    ]
    counts = dict.fromkeys(figures["patterns"], 0)
    kernels = kernels_of(nets_folder / "p.safetensors")
    assert len(figures["layers"]) == len(kernels) == 8
    for layer in figures["layers"]:
        masks = kernels[layer["name"]]
        assert len(masks) == layer["kept_kernels"]
        spared = layer["name"] == "features.0"
        rate = 1 if spared else 3.6
        assert layer["kept_kernels"] == round(layer["kernels"] / rate)
        for mask in masks.tolist():
            rows = ("".join(".x"[cell] for cell in mask[start : start + 3]) for start in (0, 3, 6))
            counts[Pattern.from_picture("|".join(rows)).picture] += 1
    assert counts == figures["patterns"]

    # The accuracies are those of the files.
    assert figures["dense_accuracy"] == pytest.approx(accuracy_of(nets_folder / dense[1]))
    assert figures["accuracy"] == pytest.approx(accuracy_of(nets_folder / "p.safetensors"))
    assert f"{figures['accuracy']:.2%} retrained" in text

    config = json.loads((nets_folder / "p.config.json").read_text())
    assert config == {"run": figures["run"], "config": figures["config"]}
    assert config["run"]["method"] == "admm"
    assert config["config"]["schedule"]["learning_rate"] == 5e-3
    assert config["config"]["schedule"]["stages"] == 1

    assert [epoch["phase"] for epoch in figures["history"]] == ["admm", "retrain"]
    with (nets_folder / "run/log.csv").open() as file:
        assert [row["loss"] for row in csv.DictReader(file)] == [
            str(epoch["loss"]) for epoch in figures["history"]
        ]
    assert (nets_folder / "run/residuals.csv").exists()

    page = (nets_folder / "r.html").read_text()
    parsed = _Page(page)
    assert parsed.fetched == []
    assert not {"script", "link", "img", "iframe", "image"} & set(parsed.tags)
    headings = re.findall("<h2>(.*?)</h2>", page)
    assert headings == [
        "Accuracy",
        "Loss",
        "Accuracy by epoch",
        "Residuals: pattern",
        "Residuals: connectivity",
        "Pattern frequencies",
        "Sparsity by layer",
        "All layers",
        "Settings",
    ]
    assert parsed.tags.count("svg") == 6
    assert f"<td>{100 * figures['accuracy']:.2f}</td>" in page

    # What was written compiles, and takes the pattern path.
    compiled = json.loads(
        run(capsys, "compile", "digits_vgg", "--weights", "p.safetensors", "--json", "-")
    )
    paths = {layer["name"]: layer["path"] for layer in compiled["report"]["layers"]}
    assert {paths[layer["name"]] for layer in figures["layers"]} == {"pattern"}


@pytest.mark.full
def test_resnet_compiles(nets_folder: Path, capsys: Capture) -> None:
    argv = ["prune", "digits_resnet", "--data", "digits", "-o", "p.safetensors", *QUICK]
    figures = json.loads(run(capsys, *argv, "--json", "-"))
    compiled = json.loads(
        run(capsys, "compile", "digits_resnet", "--weights", "p.safetensors", "--json", "-")
    )
    paths = {layer["name"]: layer["path"] for layer in compiled["report"]["layers"]}
    for layer in figures["layers"]:
        assert paths[layer["name"]] == ("pattern" if layer["shape"][2] == 3 else "1x1")


@pytest.mark.parametrize("method", ["project", "magnitude", "channel", "nm", "block_punched"])
def test_methods(method: str, nets_folder: Path, dense: tuple[str, str], capsys: Capture) -> None:
    argv = [*PRUNE, *dense, "--method", method, "--epochs", "1", "--seed", "3"]
    figures = json.loads(
        run(capsys, *argv, "--connectivity", "2", "--json", "-", "--html", "r.html")
    )
    assert [epoch["phase"] for epoch in figures["history"]] == ["retrain"]
    assert figures["run"]["seed"] == 3
    state = load_file(nets_folder / "p.safetensors")
    assert state.keys() == load_file(nets_folder / dense[1]).keys()
    for layer in figures["layers"]:
        kept = int((state[layer["name"] + ".weight"] != 0).sum())
        assert kept == layer["kept_weights"], layer
        # Of one channel N:M leaves one.
        assert layer["weights"] > kept or (method == "nm" and layer["shape"][1] == 1)
    # Retrained: what is left has moved.
    before = load_file(nets_folder / dense[1])["features.3.weight"]
    after = state["features.3.weight"]
    assert not torch.equal(after[after != 0], before[after != 0])
    assert ("pattern_set_file" in figures) is (method == "project")
    assert (nets_folder / "p.patterns.txt").exists() is (method == "project")
    if method != "project":
        treatments = {layer["treatment"] for layer in figures["layers"] if layer["shape"][1] > 1}
        assert treatments == {method}
        assert figures["projected_accuracy"] <= figures["dense_accuracy"]
    page = (nets_folder / "r.html").read_text()
    assert ("Pattern frequencies" in page) is (method == "project")


def test_refit(nets_folder: Path, dense: tuple[str, str], capsys: Capture) -> None:
    argv = [*PRUNE, *dense, "--method", "refit", "--connectivity", "1.8", "--samples", "256"]
    argv += ["--device", "cpu"]
    figures = json.loads(run(capsys, *argv, "--json", "-", "--html", "r.html"))
    assert figures["history"] == []
    assert figures["accuracy"] == pytest.approx(accuracy_of(nets_folder / "p.safetensors"))
    assert figures["run"]["samples"] == 256
    assert figures["output_errors"].keys() == {layer["name"] for layer in figures["layers"]}
    assert all(0 <= error < 1 for error in figures["output_errors"].values())
    model = patconv.models.digits_vgg()
    model.load_state_dict(load_file(nets_folder / dense[1]))
    config = patconv.PruneConfig(connectivity=1.8)
    report = patconv.project_and_refit_(model, config, calibration=digits().calibration(256))
    assert figures["kept_weights"] == report.kept_weights
    assert "output missed" in (nets_folder / "r.html").read_text()
    # Better than what is only projected.
    model.load_state_dict(load_file(nets_folder / dense[1]))
    patconv.project_(model, config)
    state = {name: value.numpy() for name, value in model.state_dict().items()}
    save_arrays(state, nets_folder / "projected.safetensors")
    assert figures["accuracy"] > accuracy_of(nets_folder / "projected.safetensors")


@pytest.mark.parametrize("method", ["admm", "magnitude"])
def test_resume(
    method: str,
    nets_folder: Path,
    dense: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    argv = [*PRUNE, *dense, "--method", method, "--epochs", "2"]
    argv += ["--stages", "1", "--updates", "1"] if method == "admm" else []
    run(capsys, *argv)
    whole = (nets_folder / "p.safetensors").read_bytes()
    (nets_folder / "p.safetensors").unlink()

    epochs = []
    train = PruningRun._train_epoch

    def interrupted(self: PruningRun) -> None:
        epochs.append(len(self.history))
        if len(epochs) == 2:
            raise KeyboardInterrupt
        train(self)

    argv += ["--folder", "run"]
    monkeypatch.setattr(PruningRun, "_train_epoch", interrupted)
    assert cli.main(argv) == 130
    assert not (nets_folder / "p.safetensors").exists()
    message = fail(capsys, *argv)
    assert "expected --folder without a checkpoint, but got 'run/checkpoint.pt'; add --resume" in (
        message
    )
    run(capsys, *argv, "--resume")
    assert epochs[2] == 1
    assert (nets_folder / "p.safetensors").read_bytes() == whole
    # Once more: all is done.
    done = len(epochs)
    (nets_folder / "p.safetensors").unlink()
    run(capsys, *argv, "--resume")
    assert len(epochs) == done
    assert (nets_folder / "p.safetensors").read_bytes() == whole

    message = fail(capsys, *argv, "--resume", "--seed", "1")
    assert "expected to resume 'run' with what it was started with, but got seed 1 in" in message
    message = fail(capsys, *argv, "--resume", "--connectivity", "2")
    assert "expected to resume with the configuration of 'run/checkpoint.pt'" in message
    (nets_folder / "run/run.json").write_text("{")
    assert "expected 'run/run.json' to be JSON, but got: " in fail(capsys, *argv, "--resume")


def test_same_seed_same_weights(small: list[str], nets_folder: Path, capsys: Capture) -> None:
    found = []
    for seed, schedule in (("0", "cosine"), ("0", "cosine"), ("1", "cosine"), ("0", "constant")):
        argv = [*small, "--method", "project", "--epochs", "2"]
        run(capsys, *argv, "--seed", seed, "--rate-schedule", schedule)
        found.append((nets_folder / "p.safetensors").read_bytes())
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_rate_schedules(small: list[str], capsys: Capture) -> None:
    rates = {}
    for schedule in ("cosine", "linear", "constant"):
        argv = [*small, "--method", "project", "--epochs", "4", "--learning-rate", "0.004"]
        figures = json.loads(run(capsys, *argv, "--rate-schedule", schedule, "--json", "-"))
        rates[schedule] = [epoch["learning_rate"] for epoch in figures["history"]]
    assert rates["linear"] == pytest.approx([0.004, 0.003, 0.002, 0.001])
    assert rates["constant"] == pytest.approx([0.004] * 4)
    cosine = 0.002 * (1 + np.cos(np.pi * np.arange(4) / 4))
    assert rates["cosine"] == pytest.approx(cosine)


def test_pattern_set_and_one_shot(
    nets_folder: Path, dense: tuple[str, str], capsys: Capture
) -> None:
    Path("set.txt").write_text("xxx\n.x.\n...\n\n...\n.x.\nxxx\n")
    argv = ["prune", "digits_vgg", *dense, "-o", "p.safetensors", "--pattern-set", "set.txt"]
    figures = json.loads(
        run(capsys, *argv, "--connectivity", "2", "--json", "-", "--html", "r.html")
    )
    assert list(figures["patterns"]) == ["xxx|.x.|...", "...|.x.|xxx"]
    assert figures["config"]["pattern_set"] == list(figures["patterns"])
    assert "accuracy" not in figures
    # One shot writes no more than it did.
    assert {path.name for path in nets_folder.glob("p.*")} == {"p.safetensors"}
    page = (nets_folder / "r.html").read_text()
    assert re.findall("<h2>(.*?)</h2>", page)[:2] == ["Pattern frequencies", "Sparsity by layer"]
    expected = patconv.models.digits_vgg()
    expected.load_state_dict(load_file(nets_folder / dense[1]))
    given = patconv.load_pattern_set("set.txt").patterns
    patconv.project_(expected, patconv.PruneConfig(connectivity=2, pattern_set=given))
    arrays = load_arrays(nets_folder / "p.safetensors")
    for name, value in expected.state_dict().items():
        np.testing.assert_array_equal(arrays[name], value.numpy())


def test_data_in_a_folder(small: list[str], capsys: Capture) -> None:
    """The shape of the images stands in for ``--input``."""
    figures = json.loads(run(capsys, *small, *QUICK, "--batch", "20", "--json", "-"))
    assert figures["run"]["batch"] == 20
    assert [layer["treatment"] for layer in figures["layers"]] == ["pattern", "both"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--epochs", "3"], "--epochs to be absent: it needs --data"),
        (["--method", "admm"], "--method to be absent: it needs --data"),
        (["--rho", "1"], "--rho to be absent: it needs --data"),
        (["--resume"], "--resume to be absent: it needs --data"),
        (["--data", "mnist"], "expected --data to be digits, cifar10:DIR or imagenet:DIR, but got"),
        (["--data", "cifar10"], "but got 'cifar10'"),
        (["--data", "digits", "--method", "guess"], "invalid choice: 'guess'"),
        (["--data", "digits", "--resume"], "--resume to be absent: there are no checkpoints"),
        (["--data", "digits", "--checkpoint-steps", "2"], "--checkpoint-steps to be absent: there"),
        (["--data", "digits", "--method", "refit", "--epochs", "2"], "refit trains nothing"),
        (["--data", "digits", "--method", "refit", "--folder", "r"], "--folder to be absent"),
        (["--data", "digits", "--method", "project", "--rho", "1"], "belongs to --method admm"),
        (["--data", "digits", "--samples", "9"], "--samples to be absent: it belongs to --method"),
        (["--data", "digits", "--epochs", "-1"], "an integer of at least 0, but got '-1'"),
        (["--data", "digits", "--epochs", "x"], "an integer of at least 0, but got 'x'"),
        (["--data", "digits", "--batch", "0"], "an integer of at least 1, but got '0'"),
        (["--device", "cpu"], "--device to be absent: it needs --data"),
        (["--data", "digits", "--device", "tpu"], "--device to be a device of this PyTorch"),
        (["--data", "digits", "--device", "meta"], "but got 'meta'"),
        (["--html", "page.txt"], "expected --html to end in .html, but got 'page.txt'"),
        (["--data", "digits", "--connectivity", "0.5"], "connectivity to be"),
        (["--data", "digits", "--patterns", "99"], "but got 99"),
        (["--data", "digits", "--learning-rate", "0"], "learning_rate to be"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage(options: list[str], message: str, capsys: Capture) -> None:
    text = fail(capsys, "prune", "digits_vgg", "-o", "p.safetensors", *options, code=2)
    assert message in " ".join(text.split())
    assert text.startswith("usage: patconv prune")


@pytest.mark.parametrize(
    ("model", "options", "message"),
    [
        (
            "digits_vgg",
            ["--data", "cifar10:none"],
            "expected the file 'none/data_batch_1.bin', but",
        ),
        ("digits_vgg", ["--data", "digits", "--skip", "no"], "expected skip to name modules"),
        ("digits_vgg", ["--pattern-set", "none.txt"], "expected 'none.txt' to be accessible"),
        ("digits_vgg", ["--pattern-set", "nets.py"], "nets.py:2: expected a row of 'x' and '.'"),
        ("digits_vgg", ["--html", "none/r.html"], "expected 'none/r.html' to be writable"),
        ("resnet18", ["--data", "digits"], "to run on 1x1x8x8, but got: "),
        ("nets:small", ["--data", "digits"], "expected nets:small to take images of 1x8x8, as"),
        (
            "few:net",
            ["--data", "digits"],
            "a score for each of 10 classes of digits, but got (1, 7)",
        ),
        (
            "digits_vgg",
            ["--data", "digits", "--method", "project", "--learning-rate", "1e30"],
            "to be finite, but got inf or nan in epoch 1 (retrain)",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_failures(
    model: str, options: list[str], message: str, nets_folder: Path, capsys: Capture
) -> None:
    Path("few.py").write_text(
        "from torch import nn\n"
        "net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(144, 7))\n"
    )
    text = fail(capsys, "prune", model, "-o", "p.safetensors", *options)
    assert message in text.partition("error: ")[2]
    assert not (nets_folder / "p.safetensors").exists()


def test_nan_loss_keeps_the_checkpoint(small: list[str], capsys: Capture) -> None:
    argv = [*small, "--folder", "run", "--stages", "2", "--updates", "1"]
    message = fail(capsys, *argv, "--rho", "1", "--rho-factor", "1e39")
    assert "expected the loss to be finite, but got inf or nan in epoch 2 (admm)" in message
    assert "the last good checkpoint is 'run/checkpoint.pt'" in message
    assert load_checkpoint(Path("run/checkpoint.pt"))["phase_epoch"] == 1


def test_module_that_is_no_file(capsys: Capture) -> None:
    argv = ["prune", "m.pt2", "--data", "digits", "-o", "p.safetensors"]
    assert "whose weights can be pruned, but got 'm.pt2'" in fail(capsys, *argv, code=2)
