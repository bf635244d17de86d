"""Attributes of MLIR and of patconv, read from Python."""

import gc

import numpy as np
import pytest
from ir_modules import find, parse, run_to
from patconv import ir


@pytest.fixture
def context() -> ir.Context:
    return ir.Context()


# --- Attributes ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ('"a\\0Ab"', ir.StringAttr, "a\nb"),
        ("-3 : i8", ir.IntegerAttr, -3),
        ("200 : ui8", ir.IntegerAttr, 200),
        ("-7 : index", ir.IntegerAttr, -7),
        ("-170141183460469231731687303715884105728 : i128", ir.IntegerAttr, -(2**127)),
        ("1.5 : f16", ir.FloatAttr, 1.5),
        ("0x7FF0000000000000 : f64", ir.FloatAttr, float("inf")),
        ("true", ir.BoolAttr, True),
        ("@f", ir.FlatSymbolRefAttr, "f"),
        ("@f::@g", ir.SymbolRefAttr, ["f", "g"]),
    ],
)
def test_scalar_attributes(
    context: ir.Context, text: str, kind: type[ir.Attribute], value: object
) -> None:
    attribute = ir.Attribute.parse(text, context)
    assert type(attribute) is kind
    assert attribute.value == value  # type: ignore[attr-defined]
    assert attribute == ir.Attribute.parse(text, context)
    assert hash(attribute) == hash(ir.Attribute.parse(text, context))
    assert repr(attribute) == f"{kind.__name__}({attribute})"


def test_conversions_of_attributes(context: ir.Context) -> None:
    def get(text: str) -> ir.Attribute:
        return ir.Attribute.parse(text, context)

    assert int(ir.IntegerAttr(get("4 : i8"))) == 4
    assert float(ir.FloatAttr(get("0.5"))) == 0.5
    assert not ir.BoolAttr(get("false"))
    assert ir.StringAttr(get('"\\FF"')).value_bytes == b"\xff"
    assert isinstance(get("unit"), ir.UnitAttr)
    assert ir.TypeAttr(get("tensor<2xf32>")).value == ir.Type.parse("tensor<2xf32>", context)
    assert str(get("4 : i8").type) == "i8"
    assert str(get("unit").type) == "none"
    assert type(get("affine_map<(d0) -> (d0)>")) is ir.Attribute
    with pytest.raises(ValueError, match=r"expected StringAttr, but got 4 : i8"):
        ir.StringAttr(get("4 : i8"))


def test_containers(context: ir.Context) -> None:
    array = ir.Attribute.parse('[1 : i8, "a"]', context)
    assert isinstance(array, ir.ArrayAttr)
    assert (len(array), [str(element) for element in array]) == (2, ["1 : i8", '"a"'])
    assert array[-1] == array[1]
    with pytest.raises(IndexError, match="expected an index below 2, but got 2"):
        array[2]
    dictionary = ir.Attribute.parse('{b = 1 : i8, a = "x"}', context)
    assert isinstance(dictionary, ir.DictAttr)
    assert (len(dictionary), "a" in dictionary, "c" in dictionary) == (2, True, False)
    assert dictionary["a"] == ir.Attribute.parse('"x"', context)
    assert [named.name for named in dictionary] == ["a", "b"]
    assert dictionary[1].attr == dictionary["b"]
    with pytest.raises(KeyError, match="c"):
        dictionary["c"]


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("array<i1: true, false>", ir.DenseBoolArrayAttr, [True, False]),
        ("array<i8: -1, 2>", ir.DenseI8ArrayAttr, [-1, 2]),
        ("array<i16: 3>", ir.DenseI16ArrayAttr, [3]),
        ("array<i32: 4, 5>", ir.DenseI32ArrayAttr, [4, 5]),
        ("array<i64>", ir.DenseI64ArrayAttr, []),
        ("array<f32: 0.5>", ir.DenseF32ArrayAttr, [0.5]),
        ("array<f64: 0.1>", ir.DenseF64ArrayAttr, [0.1]),
    ],
)
def test_dense_arrays(
    context: ir.Context, text: str, kind: type[ir.DenseI64ArrayAttr], values: list[object]
) -> None:
    attribute = ir.Attribute.parse(text, context)
    assert isinstance(attribute, kind)
    assert list(attribute) == values
    assert len(attribute) == len(values)
    assert [attribute[i] for i in range(len(values))] == values
    with pytest.raises(IndexError):
        attribute[len(values)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dense<[[1, -2], [3, 4]]> : tensor<2x2xi8>", np.array([[1, -2], [3, 4]], np.int8)),
        ("dense<7> : tensor<3xui16>", np.full(3, 7, np.uint16)),
        ("dense<[-1, 5]> : tensor<2xindex>", np.array([-1, 5], np.int64)),
        ("dense<[true, false, true]> : tensor<3xi1>", np.array([True, False, True])),
        ("dense<true> : tensor<9xi1>", np.full(9, True)),
        ("dense<[0.5, 2.0]> : vector<2xf16>", np.array([0.5, 2.0], np.float16)),
        ("dense<0.1> : tensor<f64>", np.array(0.1)),
        ("dense<> : tensor<0x3xf32>", np.empty((0, 3), np.float32)),
    ],
)
def test_dense_elements(
    context: ir.Context, text: str, expected: np.ndarray[tuple[int, ...], np.dtype[np.generic]]
) -> None:
    attribute = ir.Attribute.parse(text, context)
    assert isinstance(attribute, ir.DenseIntElementsAttr | ir.DenseFPElementsAttr)
    array = np.asarray(attribute)
    assert (array.dtype, array.shape) == (expected.dtype, expected.shape)
    np.testing.assert_array_equal(array, expected)
    np.testing.assert_array_equal(np.array(attribute, np.float64), expected.astype(np.float64))
    assert len(attribute) == expected.size
    assert [attribute[i] for i in range(expected.size)] == expected.ravel().tolist()
    del attribute, context
    gc.collect()
    np.testing.assert_array_equal(array, expected)


def test_splats(context: ir.Context) -> None:
    splat = ir.Attribute.parse("dense<2> : tensor<2xi8>", context)
    assert isinstance(splat, ir.DenseElementsAttr)
    assert splat.is_splat
    assert str(splat.get_splat_value()) == "2 : i8"
    several = ir.DenseElementsAttr(ir.Attribute.parse("dense<[1, 2]> : tensor<2xi8>", context))
    assert not several.is_splat
    with pytest.raises(ValueError, match="expected an array of one value"):
        several.get_splat_value()
    with pytest.raises(ValueError, match="expected copy to be None or True"):
        np.asarray(splat, copy=False)
    with pytest.raises(ValueError, match="a type that NumPy has, but got bf16"):
        np.asarray(ir.Attribute.parse("dense<1.0> : tensor<2xbf16>", context))


def test_resources(context: ir.Context) -> None:
    module = ir.Module.parse(
        """
module attributes {patconv.weights = dense_resource<w> : tensor<2xf32>,
                   patconv.layers = dense_resource<missing> : tensor<2xf32>} {}
{-# dialect_resources: {builtin: {w: "0x04000000000000400000803F"}} #-}
""",
        context,
    )
    held = module.operation.attributes["patconv.weights"]
    missing = module.operation.attributes["patconv.layers"]
    assert isinstance(held, ir.DenseResourceElementsAttr)
    assert isinstance(missing, ir.DenseResourceElementsAttr)
    assert (held.name, held.has_data, len(held)) == ("w", True, 2)
    assert (missing.name, missing.has_data, len(missing)) == ("missing", False, 2)
    assert np.asarray(held).tolist() == [2.0, 1.0]
    with pytest.raises(ValueError, match="resource missing to hold its elements, but got none"):
        np.asarray(missing)


def test_attribute_map(context: ir.Context) -> None:
    module = parse(context, "Dialect/conv_2d.mlir")
    attributes = module.body.operations[0].regions[0].blocks[0].operations[0].attributes
    names = [
        "activation",
        "filter_groups",
        "filter_order",
        "kernels",
        "layer",
        "padding",
        "patterns",
        "schedule",
    ]
    assert [name for name in attributes if name in names] == names
    assert attributes.keys() == list(attributes)
    assert attributes.items() == list(zip(attributes.keys(), attributes.values(), strict=True))
    assert len(attributes) == len(attributes.keys())
    assert attributes[0].name == attributes.keys()[0]
    assert "layer" in attributes
    assert "nothing" not in attributes
    assert attributes["layer"] == attributes.get("layer")
    assert attributes.get("nothing") is None
    with pytest.raises(KeyError, match="nothing"):
        attributes["nothing"]
    with pytest.raises(IndexError, match="expected an index below"):
        attributes[99]


# --- Attributes of patconv -------------------------------------------------------------------


def test_convolution(context: ir.Context) -> None:
    module = parse(context, "Dialect/conv_2d.mlir")
    convolution = module.body.operations[0].regions[0].blocks[0].operations[0]
    patterns = convolution.attributes["patterns"]
    assert isinstance(patterns, ir.PatternSetAttr)
    assert (len(patterns), patterns.height, patterns.width) == (2, 3, 3)
    assert [pattern.picture for pattern in patterns] == [".x.|xx.|.x.", ".x.|.xx|.x."]
    first = patterns[0]
    assert (first.height, first.width) == (3, 3)
    assert first.positions == [(0, 1), (1, 0), (1, 1), (2, 1)]
    assert first.mask == sum(1 << (3 * y + x) for y, x in first.positions)
    assert patterns[-1] == ir.Attribute.parse('#patconv.pattern<".x.|.xx|.x.">', context)
    with pytest.raises(IndexError):
        patterns[2]
    assert ir.kernel_table(convolution).tolist() == [[1, 0, 2], [0, 2, 1]]
    assert ir.kernel_table(convolution).dtype == np.uint8
    with pytest.raises(ValueError, match=r"to be a patconv.conv_2d, but got func.func"):
        ir.kernel_table(module.body.operations[0])


def test_kernel_table_is_unsigned(context: ir.Context) -> None:
    module = run_to(context, "raise")
    convolution = find(module, "patconv.conv_2d")
    table = ir.kernel_table(convolution)
    patterns = convolution.attributes["patterns"]
    assert isinstance(patterns, ir.PatternSetAttr)
    assert table.shape == (8, 4)
    assert set(np.unique(table)) == set(range(len(patterns) + 1))
    text = str(find(module, "patconv.conv_2d"))
    number = ir.Attribute.parse("dense<200> : tensor<1x1xi8>", context)
    assert isinstance(number, ir.DenseIntElementsAttr)
    assert number[0] == -56
    assert "200" not in text


def test_schedule(context: ir.Context) -> None:
    schedules = [
        operation.attributes["s"] for operation in parse(context, "Dialect/schedule.mlir").body
    ]
    assert all(isinstance(schedule, ir.ScheduleAttr) for schedule in schedules)
    tiles, filters = schedules[1], schedules[2]
    assert [schedule.winograd for schedule in schedules if schedule.winograd] == [4]
    assert isinstance(tiles, ir.ScheduleAttr)
    assert isinstance(filters, ir.ScheduleAttr)
    assert (tiles.lanes, tiles.tile, tiles.remainder) == (8, (14, 2), (13, 1))
    assert (tiles.channel_block, tiles.threads, tiles.split, tiles.ranges) == (32, 2, "tiles", [])
    assert (filters.split, filters.ranges) == ("filters", [0, 289, 512])


def test_fkw(context: ir.Context) -> None:
    fkw = parse(context, "Dialect/fkw.mlir").body.operations[1].attributes["f"]
    assert isinstance(fkw, ir.FkwAttr)
    assert (fkw.filters, fkw.channels, fkw.channel_blocks) == (64, 70, [0, 32, 64, 70])
    assert [pattern.picture for pattern in fkw.patterns] == [".x.|xx.|.x.", ".x.|.xx|.x."]


def test_activations(context: ir.Context) -> None:
    def read(text: str) -> tuple[str, float | None, float | None]:
        activation = ir.Attribute.parse(f"#patconv.activation<{text}>", context)
        assert isinstance(activation, ir.ActivationAttr)
        return activation.kind, activation.lower_bound, activation.upper_bound

    assert read("none") == ("none", None, None)
    assert read("relu") == ("relu", 0, None)
    assert read("relu6") == ("relu6", 0, 6)
    assert read("clamp, -1.0, 2.5") == ("clamp", -1, 2.5)


def test_layouts(context: ir.Context) -> None:
    tiled = ir.Attribute.parse("#patconv.lane_tiled<2x4, halo = 1>", context)
    assert isinstance(tiled, ir.LaneTiledAttr)
    assert (tiled.grid, tiled.halo) == ((2, 4), 1)
    row = ir.Attribute.parse("#patconv.row_vector<8>", context)
    assert isinstance(row, ir.RowVectorAttr)
    assert row.lanes == 8
