"""Arrays on disk come back as they were, and damage is noticed."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from patconv.errors import ImportContractError
from patconv.importing import load_arrays, save_arrays
from safetensors.numpy import load_file


def test_arrays_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    arrays = {
        "a": np.arange(6, dtype=np.float32).reshape(2, 3).T,
        "scalar": np.array(3.0, np.float32),
        "none": np.zeros((0, 4), np.float32),
        "steps": np.array([1, 2], np.int64),
    }
    save_arrays({"old": np.zeros(1)}, path)
    save_arrays(arrays, path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.safetensors"]
    for loaded in (load_arrays(path), load_file(path)):
        assert loaded.keys() == arrays.keys()
        for name, array in arrays.items():
            assert (loaded[name].dtype, loaded[name].shape) == (array.dtype, array.shape)
            np.testing.assert_array_equal(loaded[name], array)
    assert not load_arrays(path)["a"].flags.writeable


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    save_arrays({"old": np.zeros(1, np.float32)}, path)
    with pytest.raises(Exception, match=r"complex|dtype|supported"):
        save_arrays({"new": np.zeros(1, np.complex128)}, path)
    assert list(load_arrays(path)) == ["old"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.safetensors"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:20],
        lambda data: data[:4],
        lambda data: b"",
        lambda data: b"\xff" * 8 + data[8:],
        lambda data: data.replace(b'"F32"', b'"F64"'),
        lambda data: data.replace(b"[4]", b"[5]"),
        lambda data: data.replace(b'"shape"', b'"shade"'),
        lambda data: data.replace(b"{", b"[", 1),
    ],
)
def test_damaged_file(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "w.safetensors"
    save_arrays({"a": np.zeros(4, np.float32)}, path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ImportContractError, match="to be a whole safetensors file, but got"):
        load_arrays(path)


def test_missing_file_and_foreign_element_type(tmp_path: Path) -> None:
    with pytest.raises(ImportContractError, match=r"w\.safetensors' to be a readable file"):
        load_arrays(tmp_path / "w.safetensors")
    path = tmp_path / "b.safetensors"
    save_arrays({"a": np.zeros(4, np.float16)}, path)
    path.write_bytes(path.read_bytes().replace(b"F16", b"F99"))
    with pytest.raises(ImportContractError, match="but got F99; convert it to F32"):
        load_arrays(path)
