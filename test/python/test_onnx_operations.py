"""Single operations of ONNX agree with ONNX's own evaluator, in no roundabout way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import patconv
import pytest
import torch
from onnx import helper
from onnx_models import TOLERANCE, assert_like_reference, compile_onnx, make_model
from patconv.errors import UnsupportedOperationError
from patconv.reports.numbers import relative_error


def node(op_type: str, *more: str, **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(op_type, ["x", *more], ["y"], **attributes)


def integers(*values: int) -> np.ndarray[Any, Any]:
    return np.asarray(values, np.int64)


def floats(*shape: int) -> np.ndarray[Any, Any]:
    return np.random.default_rng(2).standard_normal(shape, np.float32)


IMAGE = (2, 4, 6, 9)
#: What PyTorch's exporters do not write, or not in this form: node, shape, constants, operator set.
OPERATIONS: dict[str, tuple[onnx.NodeProto, tuple[int, ...], dict[str, Any], int]] = {
    "gemm": (
        node("Gemm", "w", "b", transB=1, alpha=0.5, beta=2.0),
        (3, 20),
        {"w": floats(30, 20), "b": floats(30)},
        13,
    ),
    "gemm, transposed input": (node("Gemm", "w", transA=1), (20, 3), {"w": floats(20, 30)}, 13),
    "same padding": (
        node("Conv", "w", auto_pad="SAME_UPPER", strides=[2, 2]),
        IMAGE,
        {"w": floats(6, 4, 3, 3)},
        13,
    ),
    "asymmetric padding": (
        node("Conv", "w", pads=[0, 1, 2, 0]),
        IMAGE,
        {"w": floats(6, 4, 3, 3)},
        13,
    ),
    "blocks to space, DCR": (node("DepthToSpace", blocksize=2, mode="DCR"), IMAGE, {}, 13),
    "blocks to space, CRD": (node("DepthToSpace", blocksize=2, mode="CRD"), IMAGE, {}, 13),
    "space to blocks": (node("SpaceToDepth", blocksize=3), IMAGE, {}, 13),
    "softmax over channels": (node("Softmax", axis=1), IMAGE, {}, 13),
    "logarithm of softmax": (node("LogSoftmax", axis=-1), IMAGE, {}, 13),
    "maximum": (node("ReduceMax", "axes", keepdims=0), IMAGE, {"axes": integers(2, 3)}, 18),
    "minimum": (node("ReduceMin", axes=[1]), IMAGE, {}, 13),
    "power": (node("Pow", "three"), IMAGE, {"three": np.float32(3)}, 13),
    "root": (node("Pow", "half"), (4,), {"half": np.float32(0.5)}, 13),
    "selu": (node("Selu"), IMAGE, {}, 13),
    "celu": (node("Celu", alpha=0.5), IMAGE, {}, 13),
    "softplus": (node("Softplus"), IMAGE, {}, 13),
    "mish": (node("Mish"), IMAGE, {}, 18),
    "error function": (node("Erf"), IMAGE, {}, 13),
    "gelu": (node("Gelu"), IMAGE, {}, 20),
    "gelu with tanh": (node("Gelu", approximate="tanh"), IMAGE, {}, 20),
    "resize to a size": (
        node("Resize", "", "", "sizes", mode="nearest", nearest_mode="floor"),
        IMAGE,
        {"sizes": integers(2, 4, 12, 18)},
        18,
    ),
    "linear layer on several dimensions": (
        node("MatMul", "weights"),
        IMAGE,
        {"weights": np.linspace(-1, 1, 9 * 5, dtype=np.float32).reshape(9, 5)},
        13,
    ),
    "resize to a multiple": (
        node(
            *("Resize", "", "", "sizes"),
            mode="nearest",
            coordinate_transformation_mode="asymmetric",
            nearest_mode="floor",
        ),
        IMAGE,
        {"sizes": integers(2, 4, 12, 27)},
        13,
    ),
    "resize by whole factors": (
        node("Resize", "", "scales"),
        IMAGE,
        {"scales": np.asarray([1, 1, 3, 4], np.float32)},
        18,
    ),
    "resize by whole factors, other halves": (
        node("Resize", "", "scales", nearest_mode="round_prefer_ceil"),
        IMAGE,
        {"scales": np.asarray([1, 2, 2, 5], np.float32)},
        18,
    ),
    "resize with aligned corners": (
        node(
            *("Resize", "", "scales"),
            mode="linear",
            coordinate_transformation_mode="align_corners",
        ),
        IMAGE,
        {"scales": np.asarray([1, 1, 0.5, 2], np.float32)},
        18,
    ),
    "average pooling, rounded up": (
        node("AveragePool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=1),
        IMAGE,
        {},
        19,
    ),
    "reciprocal": (node("Reciprocal"), (3, 4), {}, 13),
    "dropout": (node("Dropout"), IMAGE, {}, 13),
}


@pytest.mark.parametrize(
    ("name", "detour"),
    [
        ("linear layer on several dimensions", "batch_matmul"),
        ("resize to a multiple", "linalg.index"),
        ("resize by whole factors", "linalg.index"),
        ("resize by whole factors, other halves", "linalg.index"),
    ],
)
def test_operations_without_detours(name: str, detour: str, tmp_path: Path) -> None:
    """No product for each image with weights that are repeated, and no arithmetic on places."""
    operation, shape, constants, opset = OPERATIONS[name]
    path = tmp_path / "model.onnx"
    onnx.save(make_model([operation], {"x": shape}, constants=constants, opset=opset), path)
    options = patconv.CompileOptions(stop_after="raise", reproducer=False)
    assert detour not in patconv.compile(path, options=options).ir("raise")


def test_resize_that_keeps_the_ratio(tmp_path: Path) -> None:
    """Its sizes are no factors: the smaller one holds for both directions."""
    resize = node(
        *("Resize", "", "", "sizes"),
        coordinate_transformation_mode="asymmetric",
        nearest_mode="floor",
        keep_aspect_ratio_policy="not_larger",
    )
    path = tmp_path / "model.onnx"
    onnx.save(make_model([resize], {"x": IMAGE}, constants={"sizes": integers(2, 4, 12, 27)}), path)
    with pytest.raises(UnsupportedOperationError, match="Resize"):
        compile_onnx(path)


@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_agree_with_onnx(name: str, tmp_path: Path) -> None:
    operation, shape, constants, opset = OPERATIONS[name]
    positive = [helper.make_node("Abs", ["in"], ["x"]), operation]
    model = make_model(positive, {"in": shape}, constants=constants, opset=opset)
    assert_like_reference(model, tmp_path / "model.onnx")


def test_old_softmax_is_over_several_dimensions(tmp_path: Path) -> None:
    """Which ONNX's evaluator does not know."""
    model = make_model([node("Softmax", axis=2)], {"x": IMAGE}, opset=11)
    onnx.save(model, tmp_path / "model.onnx")
    x = torch.randn(IMAGE)
    expected = x.flatten(2).softmax(2).view(IMAGE)
    assert relative_error(compile_onnx(tmp_path / "model.onnx")(x), expected) <= TOLERANCE
