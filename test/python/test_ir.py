"""patconv.ir: names, parsing, printing, contexts, structure, locations and types."""

import io
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from ir_modules import BRANCH, ROOT, run_to, walked
from patconv import _patconv, ir
from patconv.passmanager import PassManager

IMPORTED = sorted(path for path in (ROOT / "test/Imported").glob("*.mlir") if path.stem != "vgg16")


@pytest.fixture
def context() -> ir.Context:
    return ir.Context()


# --- Names -----------------------------------------------------------------------------------


def test_everything_is_public() -> None:
    bound = {name for name in vars(_patconv.ir) if not name.startswith("_")}
    assert set(ir.__all__) == bound | {"MLIRError", "kernel_table"}


@pytest.mark.parametrize("name", [*ir.__all__, "PassManager"])
def test_names_are_those_of_mlir(name: str) -> None:
    """Classes and members have MLIR's names, but for the few that MLIR has not."""
    upstream_ir = pytest.importorskip("torch_mlir.ir")
    from torch_mlir.passmanager import PassManager as UpstreamPassManager

    ours = PassManager if name == "PassManager" else getattr(ir, name)
    theirs = UpstreamPassManager if name == "PassManager" else getattr(upstream_ir, name, None)
    if theirs is None:
        assert str(ours.__doc__).startswith("#patconv.") or name == "kernel_table"
        return
    extra = {
        member for member in dir(ours) if not member.startswith("_") and not hasattr(theirs, member)
    }
    own = {"DenseResourceElementsAttr": {"has_data", "name"}}
    assert extra == own.get(name, set()) or issubclass(ours, Exception)


# --- Parsing and printing --------------------------------------------------------------------


@pytest.mark.parametrize("path", IMPORTED, ids=lambda path: path.stem)
def test_round_trip(context: ir.Context, path: Path) -> None:
    module = ir.Module.parseFile(path, context)
    assert module.operation.verify() is True
    text = str(module)
    assert str(ir.Module.parse(text, context)) == text
    assert str(ir.Module.parse(text.encode(), context)) == text
    assert module.operation.get_asm() == str(module.operation) == text
    generic = module.operation.get_asm(print_generic_op_form=True)
    assert '"func.return"' in generic
    assert str(ir.Module.parse(generic, context)) == text


def test_printing_options(context: ir.Context) -> None:
    text = "func.func @f() { %0 = arith.constant dense<[1, 2, 3]> : tensor<3xi8>\n return }"
    operation = ir.Operation.parse(text, source_name="f.mlir", context=context)
    assert "dense<[1, 2, 3]>" in operation.get_asm(large_elements_limit=3)
    assert "dense<[1, 2, 3]>" not in operation.get_asm(large_elements_limit=2)
    assert 'loc("f.mlir":1:' not in operation.get_asm()
    assert "loc(#loc" in operation.get_asm(enable_debug_info=True)
    assert 'loc("f.mlir":1:1)' in operation.get_asm(enable_debug_info=True, use_local_scope=True)
    assert "arith.constant" not in operation.get_asm(skip_regions=True)
    file = io.StringIO()
    operation.print(file=file, skip_regions=True)
    assert file.getvalue() == operation.get_asm(skip_regions=True).rstrip("\n") + "\n"


def test_print_to_standard_output(context: ir.Context, capsys: pytest.CaptureFixture[str]) -> None:
    operation = ir.Operation.parse(BRANCH, context=context)
    operation.print()
    assert capsys.readouterr().out == str(operation)


def test_large_resources_are_elided(context: ir.Context) -> None:
    operation = run_to(context, "import").operation
    assert 'layers.0.weight: "0x' in operation.get_asm()
    assert '"0x' not in operation.get_asm(large_resource_limit=8)


# --- Contexts --------------------------------------------------------------------------------


def test_entered_context_is_the_default() -> None:
    assert ir.Context.current is None
    with ir.Context() as outer:
        assert ir.Context.current is outer
        with ir.Context() as inner:
            module = ir.Module.parse("module {}")
            assert module.context is inner
            assert PassManager.parse("builtin.module()").run(module) is None
        assert ir.Module.parse("module {}").context is outer
        assert ir.Module.parse("module {}", inner).context is inner
        assert ir.Type.parse("f32").context is ir.Attribute.parse("1 : i8").context is outer
    assert ir.Context.current is None


@pytest.mark.parametrize(
    "call",
    [
        lambda: ir.Module.parse("module {}"),
        lambda: ir.Module.parseFile(IMPORTED[0]),
        lambda: ir.Operation.parse("module {}"),
        lambda: ir.Attribute.parse("1 : i8"),
        lambda: ir.Type.parse("f32"),
        lambda: PassManager(),
        lambda: PassManager.parse("builtin.module()"),
    ],
)
def test_no_context(call: Callable[[], object]) -> None:
    with pytest.raises(RuntimeError, match="expected a context, but got none; pass context= or"):
        call()


def test_contexts_are_left_in_order() -> None:
    with ir.Context():
        other = ir.Context()
        with pytest.raises(RuntimeError, match="expected the context that was entered last"):
            other.__exit__(None, None, None)


def test_contexts_of_a_thread_are_its_own() -> None:
    seen = []
    with ir.Context():
        thread = threading.Thread(target=lambda: seen.append(ir.Context.current))
        thread.start()
        thread.join()
    assert seen == [None]


def test_unregistered_dialects(context: ir.Context) -> None:
    assert context.is_registered_operation("patconv.conv_2d")
    assert not context.is_registered_operation("a.b")
    assert not context.allow_unregistered_dialects
    with pytest.raises(ir.MLIRError, match="unregistered"):
        ir.Module.parse('"a.b"() : () -> ()', context)
    context.allow_unregistered_dialects = True
    module = ir.Module.parse('"a.b"() : () -> ()', context)
    assert module.body.operations[0].name == "a.b"


# --- Structure -------------------------------------------------------------------------------


def test_structure(context: ir.Context) -> None:
    module = ir.Module.parse(BRANCH, context)
    (function,) = module.body
    assert function.name == "func.func"
    assert function.operation is function
    assert function.parent == module.operation
    assert module.operation.parent is None
    assert module.operation.block is None
    assert function.block == module.body
    assert module.body.owner == module.operation
    (region,) = function.regions
    assert region.owner == function
    (block,) = region
    assert region.blocks == [block]
    assert block.region == region
    branch, end = block.operations
    assert [operation.name for operation in block] == ["scf.if", "func.return"]
    condition, x = block.arguments
    assert (condition.arg_number, x.arg_number) == (0, 1)
    assert (str(condition.type), str(x.type)) == ("i1", "f32")
    assert x.owner == block
    assert branch.operands == [condition]
    assert branch.result == branch.results[0] == end.operands[0]
    assert isinstance(branch.result, ir.OpResult)
    assert branch.result.owner == branch
    assert branch.result.result_number == 0
    assert branch.result.get_name() == "%0"
    assert x.get_name() == "%arg1"
    assert [(use.owner.name, use.operand_number) for use in branch.result.uses] == [
        ("func.return", 0)
    ]
    assert sorted(use.operand_number for use in x.uses) == [0, 0, 1]
    assert len({branch, block.operations[0], end}) == 2
    assert branch != end
    assert branch != "scf.if"
    with pytest.raises(ValueError, match=r"expected func.return to have 1 result, but got 0"):
        end.result  # noqa: B018


def test_walk_orders(context: ir.Context) -> None:
    operation = ir.Operation.parse(BRANCH, context=context)
    inner = ["arith.addf", "scf.yield", "scf.yield"]
    assert walked(operation, ir.WalkOrder.PRE_ORDER) == [
        "func.func",
        "scf.if",
        *inner,
        "func.return",
    ]
    post = [*inner, "scf.if", "func.return", "func.func"]
    assert walked(operation, ir.WalkOrder.POST_ORDER) == post
    default = []

    def visit(operation: ir.Operation) -> ir.WalkResult:
        default.append(operation.name)
        return ir.WalkResult.ADVANCE

    operation.walk(visit)
    assert default == post


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (ir.WalkResult.INTERRUPT, ["func.func", "scf.if"]),
        (ir.WalkResult.SKIP, ["func.func", "scf.if", "func.return"]),
    ],
)
def test_walk_results(context: ir.Context, result: ir.WalkResult, expected: list[str]) -> None:
    operation = ir.Operation.parse(BRANCH, context=context)
    assert walked(operation, ir.WalkOrder.PRE_ORDER, {"scf.if": result}) == expected


def test_walk_passes_on_exceptions(context: ir.Context) -> None:
    operation = ir.Operation.parse(BRANCH, context=context)
    seen = []

    def fail(operation: ir.Operation) -> ir.WalkResult:
        seen.append(operation)
        raise KeyError("reason")

    with pytest.raises(KeyError, match="reason"):
        operation.walk(fail)
    assert len(seen) == 1
    with pytest.raises(TypeError, match="callback to return a WalkResult, but got None"):
        operation.walk(lambda _: None)  # type: ignore[arg-type, return-value]
    assert operation.verify()


def test_locations(context: ir.Context) -> None:
    text = """
module {
  func.func private @file() loc("a.py":3:7)
  func.func private @name() loc("layer"("a.py":1:2))
  func.func private @call() loc(callsite("f" at "g"))
  func.func private @fused() loc(fused["f", "a.py":4:5])
  func.func private @unknown() loc(unknown)
}
"""
    file, name, call, fused, unknown = (
        operation.location for operation in ir.Module.parse(text, context).body
    )
    assert isinstance(file, ir.FileLineColLoc)
    assert (file.filename, file.start_line, file.start_col) == ("a.py", 3, 7)
    assert (file.end_line, file.end_col) == (3, 7)
    assert str(file) == 'loc("a.py":3:7)'
    assert isinstance(name, ir.NameLoc)
    assert name.name_str == "layer"
    assert str(name.child_loc) == 'loc("a.py":1:2)'
    assert isinstance(call, ir.CallSiteLoc)
    assert (str(call.callee), str(call.caller)) == ('loc("f")', 'loc("g")')
    assert isinstance(fused, ir.FusedLoc)
    assert [type(location) for location in fused.locations] == [ir.NameLoc, ir.FileLineColLoc]
    assert isinstance(unknown, ir.UnknownLoc)
    assert file != name
    assert ir.FileLineColLoc(file) == file
    with pytest.raises(ValueError, match="expected FileLineColLoc, but got loc"):
        ir.FileLineColLoc(name)


# --- Types -----------------------------------------------------------------------------------


def test_shaped_types(context: ir.Context) -> None:
    tensor = ir.Type.parse("tensor<2x?xf32, #patconv.plain>", context)
    assert isinstance(tensor, ir.RankedTensorType)
    assert tensor.shape == [2, ir.ShapedType.get_dynamic_size()]
    assert (tensor.rank, tensor.has_rank, tensor.has_static_shape) == (2, True, False)
    assert (tensor.is_dynamic_dim(0), tensor.is_dynamic_dim(1)) == (False, True)
    assert tensor.get_dim_size(0) == 2
    assert isinstance(tensor.element_type, ir.F32Type)
    assert isinstance(tensor.encoding, ir.PlainAttr)
    with pytest.raises(IndexError, match="expected a dimension below 2, but got 2"):
        tensor.get_dim_size(2)
    unranked = ir.Type.parse("tensor<*xf32>", context)
    assert isinstance(unranked, ir.UnrankedTensorType)
    with pytest.raises(ValueError, match="expected a type with a rank"):
        unranked.shape  # noqa: B018
    memref = ir.Type.parse("memref<4xi8, 3>", context)
    assert isinstance(memref, ir.MemRefType)
    assert str(memref.memory_space) == "3 : i64"
    assert str(memref.layout) == "affine_map<(d0) -> (d0)>"
    vector = ir.Type.parse("vector<16xf32>", context)
    assert isinstance(vector, ir.VectorType)
    assert (vector.shape, vector.has_static_shape) == ([16], True)


def test_scalar_types(context: ir.Context) -> None:
    def get(text: str) -> ir.Type:
        return ir.Type.parse(text, context)

    integer = get("ui16")
    assert isinstance(integer, ir.IntegerType)
    assert (integer.width, integer.is_unsigned, integer.is_signed, integer.is_signless) == (
        16,
        True,
        False,
        False,
    )
    assert isinstance(get("index"), ir.IndexType)
    widths = {"f16": ir.F16Type, "bf16": ir.BF16Type, "f32": ir.F32Type, "f64": ir.F64Type}
    for text, kind in widths.items():
        number = get(text)
        assert isinstance(number, kind)
        assert number.width == int(text.lstrip("bf"))
    function = get("(i1, f32) -> index")
    assert isinstance(function, ir.FunctionType)
    assert [str(type_) for type_ in function.inputs] == ["i1", "f32"]
    assert function.results == [get("index")]
    assert get("f32") == get("f32") != get("f64")
    assert hash(get("f32")) == hash(get("f32"))
    assert get("f32") != "f32"
    assert repr(get("f32")) == "F32Type(f32)"
    assert ir.FloatType(get("f32")).width == 32
    with pytest.raises(ValueError, match="expected IntegerType, but got f32"):
        ir.IntegerType(get("f32"))
