"""Data sets: digits as they ship, CIFAR-10 and folders of images as small made-up ones."""

import builtins
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from made_up_data import CLASSES, cifar_folder, image_folder
from patconv.data import cifar10, digits, imagenet, parse_data_spec
from patconv.data.loaders import Images, flipped, shifted
from patconv.errors import DataError
from PIL import Image


def without(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Make a package fail to import."""
    original = builtins.__import__

    def refuse(name: str, *arguments: Any, **options: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(f"no module named '{package}'")
        return original(name, *arguments, **options)

    for name in list(sys.modules):
        if name.partition(".")[0] == package:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)


# What images in memory share


def test_shifting_moves_the_whole_image() -> None:
    image = torch.arange(1.0, 10).view(1, 1, 3, 3).repeat(200, 2, 1, 1)
    torch.manual_seed(0)
    moved = shifted(image, 1, torch.tensor([-1.0, -2.0]))
    padded = torch.full((2, 5, 5), -1.0)
    padded[1] = -2
    padded[:, 1:4, 1:4] = image[0]
    expected = {
        tuple(padded[:, top : top + 3, left : left + 3].flatten().tolist())
        for top in range(3)
        for left in range(3)
    }
    assert {tuple(one.flatten().tolist()) for one in moved} == expected


def test_shifting_by_nothing_and_mirroring() -> None:
    images = torch.rand(64, 3, 4, 5)
    assert torch.equal(shifted(images, 0, torch.zeros(3)), images)
    torch.manual_seed(0)
    mirrored = flipped(images)
    as_is = (mirrored == images).flatten(1).all(1)
    turned = (mirrored == images.flip(3)).flatten(1).all(1)
    assert bool((as_is ^ turned).all())
    assert 16 < int(turned.sum()) < 48


def test_images_read_one_by_one_and_a_batch_at_a_time() -> None:
    data = Images(torch.rand(5, 1, 2, 2), torch.arange(5), lambda images: images + 1)
    batch = data.__getitems__([3, 1])
    assert [int(label) for _, label in batch] == [3, 1]
    assert torch.equal(batch[0][0], data[3][0])
    assert torch.equal(batch[0][0], data.images[3] + 1)


# Digits


def test_digits_split_into_stratified_folds() -> None:
    loaders = [digits(fold, seed=3, augment=False) for fold in range(5)]
    sizes = [(len(one.train.dataset), len(one.val.dataset)) for one in loaders]  # type: ignore[arg-type]
    assert all(train + val == 1797 for train, val in sizes)
    seen = torch.cat([images.flatten(1) for one in loaders for images, _ in one.val])
    # No image is there twice.
    assert len(seen) == len(seen.unique(dim=0)) == 1797
    for one in loaders:
        counts = torch.bincount(torch.cat([labels for _, labels in one.val]))
        assert counts.min() >= 34
        assert counts.max() <= 37


def test_digits_are_normalised_and_repeatable() -> None:
    loaders = digits(seed=1)
    images, labels = next(iter(loaders.train))
    assert images.shape == (64, *loaders.shape)
    assert images.dtype == torch.float32
    assert labels.dtype == torch.int64
    plain = loaders.plain.images  # type: ignore[attr-defined]
    assert abs(float(plain.mean())) < 0.02
    assert abs(float(plain.std()) - 1) < 0.02
    torch.manual_seed(5)
    first = [labels.tolist() for _, labels in digits(seed=1).train]
    torch.manual_seed(6)
    assert [labels.tolist() for _, labels in digits(seed=1).train] == first
    assert [labels.tolist() for _, labels in digits(seed=2).train] != first


def test_calibration_inputs_are_training_images() -> None:
    loaders = digits()
    drawn = loaders.calibration(100)
    assert drawn.shape == (100, 1, 8, 8)
    known = {tuple(one.flatten().tolist()) for one in loaders.plain.images}  # type: ignore[attr-defined]
    assert {tuple(one.flatten().tolist()) for one in drawn} <= known
    assert torch.equal(drawn, digits().calibration(100))
    assert not torch.equal(drawn, loaders.calibration(100, seed=1))
    assert len(loaders.calibration(10**6)) == len(loaders.plain)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="expected samples to be at least 1, but got 0"):
        loaders.calibration(0)


@pytest.mark.parametrize(("fold", "folds"), [(5, 5), (-1, 5), (0, 1), (0, 101)])
def test_digits_bad_folds(fold: int, folds: int) -> None:
    with pytest.raises(DataError, match=f"but got fold {fold} of {folds}"):
        digits(fold, folds=folds)


@pytest.mark.parametrize(("name", "value"), [("batch", 0), ("workers", -1), ("batch", True)])
def test_bad_batches(name: str, value: int) -> None:
    with pytest.raises(DataError, match=f"expected {name} to be an integer"):
        digits(**{name: value})


def test_digits_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "sklearn")
    with pytest.raises(ImportError, match=r"scikit-learn is missing: pip install patconv\[data\]"):
        digits()


# CIFAR-10


@pytest.mark.parametrize("inner", ["", "cifar-10-batches-bin"])
def test_cifar10_reads_the_binary_files(tmp_path: Path, inner: str) -> None:
    cifar_folder(tmp_path / inner)
    loaders = cifar10(tmp_path, augment=False, batch=20)
    images, labels = next(iter(loaders.train))
    assert images.shape == (20, 3, 32, 32)
    assert sorted(labels.tolist()) == sorted([0, 1, 2, 3] * 5)
    mean = torch.tensor([0.4914, 0.4822, 0.4465])
    std = torch.tensor([0.2470, 0.2435, 0.2616])
    for image, label in zip(images, labels, strict=True):
        colour = torch.tensor([1.0, 2.0, 3.0]) * label / 255
        assert torch.allclose(image, ((colour - mean) / std)[:, None, None].expand(3, 32, 32))
    assert [labels.tolist() for _, labels in loaders.val] == [[0, 1, 2, 3]]
    assert loaders.classes[3] == "cat"


def test_cifar10_augments_training_only(tmp_path: Path) -> None:
    loaders = cifar10(cifar_folder(tmp_path), batch=20)
    torch.manual_seed(0)
    images, _ = next(iter(loaders.train))
    assert images.flatten(2).std(2).max() > 0
    assert torch.cat([images for images, _ in loaders.val]).flatten(2).std(2).max() < 1e-5
    assert loaders.calibration(3).flatten(2).std(2).max() < 1e-5


def test_cifar10_missing_and_damaged_files(tmp_path: Path) -> None:
    cifar_folder(tmp_path)
    path = tmp_path / "data_batch_3.bin"
    data = path.read_bytes()
    path.write_bytes(data[:-1])
    with pytest.raises(DataError, match="records of 3073 bytes, but got 12291 bytes"):
        cifar10(tmp_path)
    path.write_bytes(b"")
    with pytest.raises(DataError, match="but got 0 bytes"):
        cifar10(tmp_path)
    path.write_bytes(b"\x0a" + data[1:])
    with pytest.raises(DataError, match="to be below 10, but got 10"):
        cifar10(tmp_path)
    path.unlink()
    with pytest.raises(DataError, match=r"expected the file .*, but there is none; unpack"):
        cifar10(tmp_path)
    path.with_suffix("").write_bytes(b"cos\nsystem\n")
    with pytest.raises(DataError, match="the Python version, which is not read"):
        cifar10(tmp_path)


# Folders of images


def test_imagenet_reads_folders(tmp_path: Path) -> None:
    loaders = imagenet(image_folder(tmp_path), augment=False, batch=6)
    assert loaders.classes == CLASSES
    images, labels = next(iter(loaders.val))
    assert images.shape == (4, 3, 224, 224)
    assert labels.tolist() == [0, 0, 1, 1]
    colour = images[3, :, 100, 100] * torch.tensor([0.229, 0.224, 0.225])
    colour = 255 * (colour + torch.tensor([0.485, 0.456, 0.406]))
    assert torch.allclose(colour, torch.tensor([40.0, 10.0, 200.0]), atol=3)
    assert sorted(next(iter(loaders.train))[1].tolist()) == [0, 0, 0, 1, 1, 1]


def test_imagenet_cuts_out_the_centre(tmp_path: Path) -> None:
    image_folder(tmp_path)
    picture = np.zeros((64, 128, 3), dtype=np.uint8)
    picture[:, 32:96] = 255
    Image.fromarray(picture).save(tmp_path / "val/cat/0.JPEG", quality=100)
    images, _ = next(iter(imagenet(tmp_path, crop=56).val))
    # The side of 64 stays, and the middle 56 columns are white.
    assert images[0].min() > 2


def test_imagenet_cuts_training_images_at_random(tmp_path: Path) -> None:
    image_folder(tmp_path)
    ramp = np.tile(np.arange(128, dtype=np.uint8)[None, :, None], (64, 1, 3))
    for name in CLASSES:
        for path in (tmp_path / "train" / name).glob("*.JPEG"):
            Image.fromarray(ramp).save(path, quality=100)
    torch.manual_seed(0)
    loaders = imagenet(tmp_path, crop=16, batch=6)
    images = torch.cat([next(iter(loaders.train))[0] for _ in range(4)])
    assert images.shape == (24, 3, 16, 16)
    ranges = images[:, 0, 8, -1] - images[:, 0, 8, 0]
    assert bool((ranges > 0).any())
    assert bool((ranges < 0).any())
    assert ranges.abs().max() > 2 * ranges.abs().min()


def test_imagenet_other_images(tmp_path: Path) -> None:
    """Grey images, narrow ones and ones with transparency come out as three channels."""
    image_folder(tmp_path)
    Image.new("L", (1, 90), 7).save(tmp_path / "train/cat/0.JPEG")
    Image.new("RGBA", (30, 2), (1, 2, 3, 4)).save(tmp_path / "train/cat/9.png")
    torch.manual_seed(0)
    for augment in (False, True):
        loader = imagenet(tmp_path, augment=augment, crop=8, batch=7).train
        assert next(iter(loader))[0].shape == (7, 3, 8, 8)


def test_imagenet_bad_folders(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"train' to have a folder for each class, but got none"):
        imagenet(tmp_path)
    image_folder(tmp_path)
    (tmp_path / "val/bird").mkdir()
    with pytest.raises(DataError, match="among those of training, but got 'bird'"):
        imagenet(tmp_path)
    (tmp_path / "val/bird").rmdir()
    with pytest.raises(DataError, match="crop to be an integer of at least 1, but got 0"):
        imagenet(tmp_path, crop=0)
    (tmp_path / "val/cat/0.JPEG").write_text("no image")
    with pytest.raises(DataError, match=r"0\.JPEG' to be an image, but got"):
        list(imagenet(tmp_path, crop=8).val)
    for path in tmp_path.glob("val/*/*"):
        path.unlink()
    with pytest.raises(DataError, match=r"to hold images \(.jpeg, .jpg, .png\), but got none"):
        imagenet(tmp_path)


def test_imagenet_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without(monkeypatch, "PIL")
    with pytest.raises(ImportError, match=r"Pillow is missing: pip install patconv\[data\]"):
        imagenet(tmp_path)


# Data sets by a word


def test_data_specs(tmp_path: Path) -> None:
    assert parse_data_spec("digits").load(batch=8).train.batch_size == 8
    cifar_folder(tmp_path / "c:ifar")
    spec = parse_data_spec(f"cifar10:{tmp_path / 'c:ifar'}")
    assert spec.load().name == spec.name == "cifar10"
    image_folder(tmp_path / "images")
    assert parse_data_spec(f"imagenet:{tmp_path / 'images'}").load(crop=8).shape == (3, 8, 8)


@pytest.mark.parametrize("text", ["", "digits:", "digits:x", "cifar10", "imagenet:", "mnist:x"])
def test_bad_data_specs(text: str) -> None:
    with pytest.raises(DataError, match="expected the data to be digits, cifar10:DIR or imag"):
        parse_data_spec(text)
