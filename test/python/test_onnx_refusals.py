"""What ONNX models may not hold: every refusal says what was expected and what to do."""

from __future__ import annotations

import contextlib
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import patconv
import pytest
from onnx import TensorProto, helper
from onnx_models import compile_onnx, make_model
from patconv.errors import ImportContractError
from patconv.importing import import_model
from patconv.importing.onnx_wire import WireError, split_model

SHAPE = (1, 4, 6, 6)
WEIGHT = np.ones((8, 4, 3, 3), np.float32)


def conv_model(**more: Any) -> onnx.ModelProto:
    nodes = [helper.make_node("Conv", ["x", "w"], ["y"], name="conv")]
    return make_model(nodes, {"x": SHAPE}, constants={"w": WEIGHT}, **more)


def refusal(path: Path, example_inputs: Any = None) -> str:
    with pytest.raises(ImportContractError) as caught:
        import_model(path, example_inputs)
    return str(caught.value)


def saved(model: onnx.ModelProto, tmp_path: Path) -> Path:
    path = tmp_path / "model.onnx"
    path.write_bytes(model.SerializeToString())
    return path


@pytest.mark.parametrize("package", ["onnx", "torch_mlir"])
def test_a_missing_package_is_named_with_the_extra(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == package else find(name, *a)
    )
    message = rf"the extra 'onnx', but {package} is missing: pip install patconv\[onnx\]"
    with pytest.raises(ImportError, match=message):
        import_model("model.onnx")


def test_files_of_other_kinds(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    assert "to be a readable file, but got: No such file" in refusal(path)
    for content in (b"", b"version https://git-lfs.github.com/spec/v1\n", b"PK\x03\x04" * 9, b"\0"):
        path.write_bytes(content)
        assert f"expected '{path}' to be a whole ONNX file, but got" in refusal(path)
    path.write_bytes(make_model([], {"x": SHAPE}).SerializeToString())
    assert "but got a message without operations" in refusal(path)


def test_truncated_and_damaged_files(tmp_path: Path) -> None:
    """Whatever is left or changed, the refusal is ours."""
    data = conv_model().SerializeToString()
    path = tmp_path / "model.onnx"
    for length in range(1, len(data), 97):
        path.write_bytes(data[:length])
        assert f"expected '{path}' to be a whole ONNX file" in refusal(path)
    generator = np.random.default_rng(3)
    # Where the weights lie, any byte will do.
    ends = [*range(0, 60, 3), *range(len(data) - 120, len(data), 5)]
    for place in ends:
        damaged = bytearray(data)
        damaged[place] ^= 1 << int(generator.integers(8))
        path.write_bytes(damaged)
        # Some damage does not show: a name, or a number that fits as well.
        with contextlib.suppress(ImportContractError):
            import_model(path)


def test_the_wire_format_is_checked() -> None:
    for data in (b"\xff" * 11, b"\x0b", b"\x00\x00", b"\x3a\x05\x01", b"\x39\x00"):
        with pytest.raises(WireError):
            split_model(memoryview(data), 1)
    model = conv_model()
    small, places = split_model(memoryview(model.SerializeToString()), 100)
    assert len(small) < 200
    assert [place is None for place in places] == [False]


def external(location: str, tmp_path: Path, **entries: str) -> Path:
    model = conv_model()
    (tensor,) = model.graph.initializer
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=value)
    folder = tmp_path / "folder"
    folder.mkdir(exist_ok=True)
    return saved(model, folder)


def test_external_data_stay_in_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "secret.bin"
    outside.write_bytes(WEIGHT.tobytes())
    path = external("link.bin", tmp_path)
    (path.parent / "link.bin").symlink_to(outside)
    for location in ("../secret.bin", str(outside), "link.bin", "", ".", "a/../../secret.bin"):
        path = external(location, tmp_path)
        message = f"to lie in the model's folder '{path.parent}', but got '{location}'; move"
        assert message in refusal(path)


def test_external_data_are_checked(tmp_path: Path) -> None:
    path = external("w.bin", tmp_path)
    data = path.parent / "w.bin"
    assert f"the data of 'w' to lie in '{data}', but got no such file" in refusal(path)
    data.write_bytes(WEIGHT.tobytes()[:-1])
    size = WEIGHT.nbytes
    message = f"to hold bytes 0..{size} for 'w', but got {size - 1} bytes; the file is truncated"
    assert message in refusal(path)
    data.write_bytes(WEIGHT.tobytes())
    path = external("w.bin", tmp_path, offset="4")
    assert f"to hold bytes 4..{size + 4} for 'w'" in refusal(path)
    path = external("w.bin", tmp_path, length="8")
    assert "but got 8 bytes for 'w', shape [8, 4, 3, 3]" in refusal(path)
    path = external("w.bin", tmp_path, offset="-4")
    assert "the place of 'w' in" in refusal(path)
    assert "to be a number, but got '-4'" in refusal(path)


def test_unknown_and_unsupported_operations_are_listed_all_at_once(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("Magic", ["x"], ["a"], name="first", domain="com.example"),
        helper.make_node("Nonsense", ["a"], ["b"], name="second"),
        helper.make_node("Nonsense", ["b"], ["y"], name="third"),
    ]
    opsets = [helper.make_opsetid("com.example", 1)]
    message = refusal(saved(make_model(nodes, {"x": SHAPE}, opsets=opsets), tmp_path))
    assert message.splitlines() == [
        "expected every operation to have a lowering, but got 2 without; "
        "write the model without them:",
        "  com.example.Magic (node 'first')",
        "  Nonsense (nodes 'second', 'third')",
    ]
    nodes = [
        helper.make_node("Det", ["x"], ["a"], name="one"),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("CumSum", ["b", "axis"], ["c"], name="two"),
        helper.make_node("Det", ["x"], ["d"], name="three"),
        helper.make_node("Add", ["c", "d"], ["y"]),
    ]
    constants = {"axis": np.int64(1)}
    path = saved(make_model(nodes, {"x": SHAPE}, constants=constants), tmp_path)
    first, *lines = refusal(path).splitlines()
    assert "but got 2 without" in first
    assert lines == ["  Det (nodes 'one', 'three')", "  CumSum (node 'two')"]


def test_operations_that_the_compiler_refuses_are_listed(tmp_path: Path) -> None:
    """Those that torch-mlir lowers, and the check of imports does not let pass."""
    nodes = [
        helper.make_node("Relu", ["x"], ["a"]),
        helper.make_node("TopK", ["a", "two"], ["y", "i"], name="choose"),
    ]
    model = make_model(nodes, {"x": SHAPE}, constants={"two": np.asarray([2], np.int64)})
    with pytest.raises(ImportContractError) as caught:
        compile_onnx(saved(model, tmp_path))
    lines = str(caught.value).splitlines()[1:]
    assert lines == ["  TopK (node 'choose')"]


def test_attributes_that_onnx_does_not_allow_are_listed(tmp_path: Path) -> None:
    """On some of them torch-mlir would end the process."""
    sizes = {"sizes": np.asarray([1, 4, 12, 12], np.int64)}
    resize = helper.make_node("Resize", ["x", "", "", "sizes"], ["y"], name="r", mode="nearer")
    message = refusal(saved(make_model([resize], {"x": SHAPE}, constants=sizes), tmp_path))
    assert message.splitlines()[1:] == ["  Resize (node 'r')"]
    conv = helper.make_node("Conv", ["x", "w"], ["y"], name="c", group=0)
    message = refusal(saved(make_model([conv], {"x": SHAPE}, constants={"w": WEIGHT}), tmp_path))
    assert message.splitlines()[1:] == ["  Conv (node 'c')"]


def test_resizing_that_would_be_wrong_is_refused(tmp_path: Path) -> None:
    """With aligned corners, at a scale that leads to a fraction of an element."""
    mode = {"mode": "linear", "coordinate_transformation_mode": "align_corners"}
    nodes = [helper.make_node("Resize", ["x", "", "scales"], ["y"], name="r", **mode)]
    scales = {"scales": np.asarray([1, 1, 0.6, 1], np.float32)}
    message = refusal(saved(make_model(nodes, {"x": SHAPE}, constants=scales), tmp_path))
    assert message.splitlines()[1:] == ["  Resize (node 'r')"]


def typed(what: str, elem_type: int) -> onnx.ModelProto:
    model = conv_model()
    value = model.graph.input[0] if what == "input" else model.graph.output[0]
    value.type.tensor_type.elem_type = elem_type
    return model


def half_weights() -> onnx.ModelProto:
    nodes = [
        helper.make_node("Cast", ["w"], ["v"], to=TensorProto.FLOAT),
        helper.make_node("Conv", ["x", "v"], ["y"]),
    ]
    return make_model(nodes, {"x": SHAPE}, constants={"w": WEIGHT.astype(np.float16)})


def sequence_input() -> onnx.ModelProto:
    model = conv_model()
    value = helper.make_tensor_sequence_value_info("x", TensorProto.FLOAT, None)
    model.graph.input[0].CopyFrom(value)
    return model


def without_opset() -> onnx.ModelProto:
    model = conv_model()
    del model.opset_import[:]
    return model


def unordered() -> onnx.ModelProto:
    nodes = [helper.make_node("Relu", ["a"], ["y"]), helper.make_node("Relu", ["x"], ["a"])]
    return make_model(nodes, {"x": SHAPE})


def ill_shaped() -> onnx.ModelProto:
    return make_model(
        [helper.make_node("Conv", ["x", "w"], ["y"])],
        {"x": SHAPE},
        constants={"w": np.ones((8, 4, 3, 3, 3), np.float32)},
    )


def empty() -> onnx.ModelProto:
    constants = {"shape": np.asarray([0, 4], np.int64)}
    nodes = [helper.make_node("Reshape", ["x", "shape"], ["y"], name="none", allowzero=1)]
    return make_model(nodes, {"x": (0, 4)}, constants=constants)


def data_dependent() -> onnx.ModelProto:
    nodes = [
        helper.make_node("NonZero", ["x"], ["a"], name="find"),
        helper.make_node("Cast", ["a"], ["y"], to=TensorProto.FLOAT),
    ]
    return make_model(nodes, {"x": SHAPE})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: conv_model(opset=99),
            rf"up to {onnx.defs.onnx_opset_version()}, the last of onnx .*, but got 99; export",
        ),
        (without_opset, "expected the model to name its operator set, but got none"),
        (
            lambda: typed("input", TensorProto.FLOAT16),
            "input 'x' to be float32, but got float16; convert the model first",
        ),
        (lambda: typed("input", TensorProto.INT64), "input 'x' to be float32, but got int64"),
        (
            lambda: typed("output", TensorProto.DOUBLE),
            "output 'y' to be float32, but got float64; convert the model first",
        ),
        (half_weights, "expected weights to be float32, but got float16 for 'w'"),
        (sequence_input, "expected input 'x' to be a tensor, but got sequence"),
        (unordered, "expected the model to be valid ONNX, but got: .*topologically sorted"),
        (ill_shaped, "expected the shapes of the model to fit together, but got: "),
        (empty, r"value to have elements, but got shape \[0, 4\] for 'y' \(Reshape, node 'none'\)"),
        (
            data_dependent,
            r"got dimension 1 to be dynamic for value 'a' \(NonZero, node 'find'\); export without",
        ),
    ],
)
def test_models_are_refused(
    make: Callable[[], onnx.ModelProto], message: str, tmp_path: Path
) -> None:
    assert re.search(message, refusal(saved(make(), tmp_path)), re.DOTALL)


def test_open_dimensions(tmp_path: Path) -> None:
    nodes = [helper.make_node("Conv", ["x", "w"], ["y"])]
    model = make_model(nodes, {"x": ("batch", 4, None, 6)}, constants={"w": WEIGHT})
    path = saved(model, tmp_path)
    message = "got dimension 0 of input 'x' to be dynamic (batch); give its shape as example_inputs"
    assert message in refusal(path)
    message = "expected input 'x' to have shape batchx4x?x6, but got 1x3x6x6"
    assert message in refusal(path, np.zeros((1, 3, 6, 6), np.float32))
    message = "expected a shape for each of x, but got 2"
    assert message in refusal(path, [np.zeros(SHAPE, np.float32)] * 2)
    message = "expected example input 0 to be float32, but got float64"
    assert message in refusal(path, np.zeros(SHAPE))
    assert "to be an array or a tensor, but got int" in refusal(path, (3,))
    assert patconv.compile(path, np.zeros(SHAPE, np.float32)).input_specs[0].shape == SHAPE
    model.graph.input[0].type.tensor_type.ClearField("shape")
    assert "expected the shape of input 'x' to be known" in refusal(saved(model, tmp_path))


def test_weights_come_with_the_model(tmp_path: Path) -> None:
    with pytest.raises(ImportContractError, match="weights to be absent for ONNX models"):
        patconv.compile(saved(conv_model(), tmp_path), weights={"w": WEIGHT})
