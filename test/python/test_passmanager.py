"""patconv.passmanager: pipelines, diagnostics, and what they do to objects and threads."""

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from ir_modules import BRANCH, find, parse, run, run_to, walked
from patconv import _patconv, errors, ir
from patconv.passmanager import PassManager

PHASES = {
    "import": "linalg.conv_2d_nchw_fchw",
    "raise": "patconv.conv_2d",
    "reorder": "filter_order",
    "layout": "#patconv.lane_tiled",
    "schedule": "#patconv.schedule",
    "pack": "patconv.fkw_conv_2d",
    "bufferize": "memref",
    "lower": "llvm.func @patconv_run",
}


@pytest.fixture
def context() -> ir.Context:
    return ir.Context()


# --- Pass pipelines --------------------------------------------------------------------------


def test_phases_one_by_one(context: ir.Context) -> None:
    assert list(PHASES) == _patconv.phases()
    module = parse(context, "Imported/conv_relu.mlir")
    for phase, expected in PHASES.items():
        assert expected not in str(module) or phase == "import"
        options = "{layout=lane_tiled}" if phase == "layout" else ""
        run(context, f"patconv-{phase}-pipeline{options}", module)
        assert expected in str(module)
        assert module.operation.verify()
    assert str(module) == str(run_to(ir.Context(), "lower", "layout=lane_tiled"))


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("options", ["", "threads=2 lre=false"])
def test_pipeline_text_round_trips(context: ir.Context, phase: str, options: str) -> None:
    manager = PassManager.parse(f"builtin.module(patconv-{phase}-pipeline{{{options}}})", context)
    text = str(manager)
    assert text.startswith("builtin.module(")
    assert str(PassManager.parse(text, context)) == text


def test_single_pass(context: ir.Context) -> None:
    module = run_to(context, "raise")
    manager = PassManager("builtin.module", context)
    assert str(manager) == "builtin.module()"
    manager.add("func.func(patconv-reorder-filter-kernels)")
    manager.add("canonicalize,cse")
    assert str(manager).startswith("builtin.module(func.func(patconv-reorder-filter-kernels")
    manager.run(module.operation)
    assert "filter_order" in find(module, "patconv.conv_2d").attributes


def test_pass_on_a_function(context: ir.Context) -> None:
    module = run_to(context, "raise")
    function = module.body.operations[0]
    PassManager.parse("func.func(patconv-reorder-filter-kernels)", context).run(function)
    # What a pipeline ran on is still there.
    assert function.name == "func.func"
    assert "filter_order" in find(module, "patconv.conv_2d").attributes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("builtin.module(nope)", "'nope' does not refer to a registered pass or pass pipeline"),
        ("builtin.module(canonicalize{nope=1})", "no such option nope"),
        ("builtin.module(patconv-raise-pipeline{nope=1})", "no such option nope"),
        ("builtin.module(patconv-cpu-pipeline{nope=1})", "no such option nope"),
        ("builtin.module(patconv-cpu-pipeline{stop-after=x})", "expected stop-after to be one of"),
        ("func.func(patconv-lower-pipeline)", "to run on 'builtin.module', but got 'func.func'"),
        ("func.func(patconv-cpu-pipeline)", "to run on 'builtin.module', but got 'func.func'"),
        ("canonicalize", "expected pass pipeline to be wrapped with the anchor operation type"),
        ("builtin.module(cse", "expected"),
    ],
)
def test_wrong_pipelines(
    context: ir.Context, text: str, reason: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ValueError, match="expected a pass pipeline, but got") as caught:
        PassManager.parse(text, context)
    assert f"'{text}': " in str(caught.value)
    assert reason in str(caught.value).partition(f"'{text}': ")[2]
    assert capfd.readouterr() == ("", "")


def test_add_is_all_or_nothing(context: ir.Context) -> None:
    manager = PassManager("builtin.module", context)
    with pytest.raises(ValueError, match="no such option nope"):
        manager.add("cse,canonicalize{nope=1}")
    assert str(manager) == "builtin.module()"


def test_other_context(context: ir.Context) -> None:
    module = ir.Module.parse("module {}", ir.Context())
    with pytest.raises(ValueError, match="of the pass manager's context, but got one of another"):
        run(context, "cse", module)


def test_no_pipeline_within_a_walk(context: ir.Context) -> None:
    module = ir.Module.parse(BRANCH, context)

    def visit(operation: ir.Operation) -> ir.WalkResult:
        run(context, "cse", module)
        return ir.WalkResult.ADVANCE

    with pytest.raises(RuntimeError, match="expected no walk over the module to be going on"):
        module.operation.walk(visit)
    run(context, "cse", module)


def test_ir_printing(context: ir.Context, tmp_path: Path) -> None:
    manager = PassManager.parse("builtin.module(patconv-reorder-pipeline)", context)
    manager.enable_ir_printing(tree_printing_dir_path=str(tmp_path))
    manager.run(run_to(context, "raise"))
    (dump,) = tmp_path.rglob("*.mlir")
    assert "filter_order" in dump.read_text()


# --- Diagnostics -----------------------------------------------------------------------------


def test_text_that_does_not_parse(
    context: ir.Context, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "func.func @f() {\n  return %0 : f32\n}\n"
    with pytest.raises(ir.MLIRError) as caught:
        ir.Module.parse(text, context)
    assert caught.value.message == "parsing the module failed"
    (error,) = caught.value.error_diagnostics
    assert error.severity == ir.DiagnosticSeverity.ERROR
    assert str(error) == error.message == "use of undeclared SSA value name"
    assert error.notes == []
    assert isinstance(error.location, ir.FileLineColLoc)
    assert (error.location.start_line, error.location.start_col) == (2, 10)
    assert str(caught.value).splitlines() == [
        "parsing the module failed:",
        'error: "-":2:10: use of undeclared SSA value name',
    ]
    file = tmp_path / "wrong.mlir"
    file.write_text(text)
    with pytest.raises(errors.PatConvError, match=r'wrong.mlir":2:10: use of undeclared'):
        ir.Module.parseFile(file, context)
    with pytest.raises(ir.MLIRError, match=r'"f.mlir":1:1: custom op .nope. is unknown'):
        ir.Operation.parse("nope", source_name="f.mlir", context=context)
    with pytest.raises(ir.MLIRError, match="could not open input file"):
        ir.Module.parseFile(tmp_path / "missing.mlir", context)
    with pytest.raises(ir.MLIRError, match="parsing the attribute failed"):
        ir.Attribute.parse("#patconv.nope", context)
    with pytest.raises(ir.MLIRError, match="parsing the type failed"):
        ir.Type.parse("tensor<", context)
    assert capfd.readouterr() == ("", "")


def test_module_that_does_not_verify(context: ir.Context) -> None:
    schedule = "#patconv.schedule<lanes = 3, tile = 1x1, remainder = 0x0, channel_block = 1, "
    with pytest.raises(ir.MLIRError, match="lanes"):
        ir.Attribute.parse(schedule + "threads = 1, split = none>", context)
    with pytest.raises(ir.MLIRError) as caught:
        ir.Module.parse(
            "func.func @f() {\n  %0 = arith.constant 0.0 : f32\n  return %0 : f32\n}", context
        )
    (error,) = caught.value.error_diagnostics
    assert "has 1 operands, but enclosing function (@f) returns 0" in error.message
    assert isinstance(error.location, ir.FileLineColLoc)
    assert (error.location.start_line, error.location.start_col) == (3, 3)
    (note,) = error.notes
    assert note.severity == ir.DiagnosticSeverity.NOTE
    assert note.message.startswith("see current operation")
    assert f'\n note: "-":3:3: {note.message}' in str(caught.value)


def test_verify(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    context.allow_unregistered_dialects = True
    module = ir.Module.parse('"a.b"() : () -> ()', context)
    assert module.operation.verify() is True
    context.allow_unregistered_dialects = False
    with pytest.raises(ir.MLIRError, match="verification failed") as caught:
        module.operation.verify()
    (error,) = caught.value.error_diagnostics
    assert "unregistered dialect" in error.message
    assert capfd.readouterr() == ("", "")


def test_pass_that_fails(context: ir.Context, capfd: pytest.CaptureFixture[str]) -> None:
    text = (
        "func.func @main(%x: tensor<1x?xf32>,\n"
        "                %d: tensor<4xf64>) -> tensor<4xf64> {\n"
        "  return %d : tensor<4xf64>\n"
        "}\n"
    )
    module = ir.Module.parse(text, context)
    with pytest.raises(ir.MLIRError, match="the pass pipeline failed") as caught:
        run(context, "patconv-check-import", module)
    assert all(
        error.severity == ir.DiagnosticSeverity.ERROR for error in caught.value.error_diagnostics
    )
    dynamic, double, *_ = caught.value.error_diagnostics
    assert "expected argument 0 to have a static shape" in dynamic.message
    assert isinstance(double.location, ir.FileLineColLoc)
    assert (double.location.start_line, double.location.start_col) == (2, 17)
    assert "expected argument 1 to be f32" in str(caught.value)
    assert module.operation.verify()
    with pytest.raises(ir.MLIRError, match=r"can't run 'func.func' pass manager on"):
        PassManager.parse("func.func(cse)", context).run(module)
    assert capfd.readouterr() == ("", "")


def test_remarks(context: ir.Context) -> None:
    seen = []

    def hear(info: ir.DiagnosticInfo) -> bool:
        seen.append(info)
        return True

    module = run_to(context, "import")
    with context.attach_diagnostic_handler(hear) as handler:
        assert handler.attached
        run(context, "patconv-raise-pipeline{max-patterns=1}", module)
    assert not handler.attached
    assert not handler.had_error
    (remark,) = seen
    assert remark.severity == ir.DiagnosticSeverity.REMARK
    assert "takes the full pattern" in remark.message
    assert isinstance(remark.location, ir.FileLineColLoc)
    # Errors become exceptions, and detached handlers hear nothing.
    with pytest.raises(ir.MLIRError):
        ir.Module.parse("nope", context)
    run(context, "patconv-raise-pipeline{max-patterns=1}", run_to(context, "import"))
    assert len(seen) == 1


def test_handlers_that_fail(context: ir.Context, monkeypatch: pytest.MonkeyPatch) -> None:
    unraisable: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda info: unraisable.append(info.exc_type))
    module = run_to(context, "import")
    reached: list[str] = []

    def touch(info: ir.DiagnosticInfo) -> bool:
        reached.append(str(info.location))
        str(module)
        return True

    last = context.attach_diagnostic_handler(touch)
    first = context.attach_diagnostic_handler(lambda info: "yes")  # type: ignore[arg-type, return-value]
    run(context, "patconv-raise-pipeline{max-patterns=1}", module)
    assert unraisable == [TypeError, RuntimeError]
    assert first.had_error
    assert last.had_error
    assert len(reached) == 1
    assert module.operation.verify()


# --- Lifetimes -------------------------------------------------------------------------------


def test_stale_objects(context: ir.Context) -> None:
    module = ir.Module.parse(BRANCH, context)
    root = module.operation
    function = module.body.operations[0]
    region = function.regions[0]
    block = region.blocks[0]
    branch = block.operations[0]
    attributes = branch.attributes
    argument, result, use = block.arguments[0], branch.result, branch.result.uses[0]
    location, kind = branch.location, result.type
    run(context, "canonicalize,cse", module)
    uses: list[Callable[[], object]] = [
        lambda: function.name,
        lambda: str(function),
        lambda: function.verify(),
        lambda: function.walk(lambda _: ir.WalkResult.ADVANCE),
        lambda: function.regions,
        lambda: PassManager("func.func", context).run(function),
        lambda: region.blocks,
        lambda: list(block),
        lambda: str(block),
        lambda: len(attributes),
        lambda: list(attributes),
        lambda: branch.operands,
        lambda: argument.type,
        lambda: str(result),
        lambda: result.owner,
        lambda: use.owner.name,
    ]
    for call in uses:
        with pytest.raises(RuntimeError, match=r"expected an object of the module as it is now, "):
            call()
    # The top-level operation stays, and so does what the context owns.
    assert root.name == "builtin.module"
    assert root == module.operation
    assert (str(location), str(kind)) == ('loc("-":3:8)', "f32")
    assert module.body.operations[0] != function
    assert walked(root, ir.WalkOrder.PRE_ORDER)[-1] == "func.return"


def test_stale_after_a_failure(context: ir.Context) -> None:
    module = ir.Module.parse(BRANCH, context)
    function = module.body.operations[0]
    with pytest.raises(ir.MLIRError):
        run(context, "patconv-check-import", module)
    with pytest.raises(RuntimeError, match="take it from the module again"):
        function.name  # noqa: B018


def test_lists_of_before_are_refused_while_iterating(context: ir.Context) -> None:
    module = ir.Module.parse(BRANCH, context)
    operations = iter(module.body.operations[0].regions[0].blocks[0])
    assert next(operations).name == "scf.if"
    run(context, "cse", module)
    with pytest.raises(RuntimeError, match="expected an object of the module as it is now"):
        next(operations).name  # noqa: B018


def test_objects_keep_what_they_need() -> None:
    def make() -> tuple[ir.Operation, ir.Value, ir.Attribute, ir.Location, ir.OpAttributeMap]:
        module = run_to(ir.Context(), "schedule")
        operation = find(module, "patconv.conv_2d")
        return (
            operation,
            operation.result,
            operation.attributes["patterns"],
            operation.location,
            operation.attributes,
        )

    operation, value, attribute, location, attributes = make()
    gc.collect()
    assert "patconv.conv_2d" in str(operation)
    del operation
    gc.collect()
    assert value.get_name() == "%1"
    del value
    gc.collect()
    assert attributes["patterns"] == attribute
    del attributes
    gc.collect()
    assert isinstance(attribute, ir.PatternSetAttr)
    assert attribute[0].context is attribute.context
    del attribute
    gc.collect()
    assert str(location).startswith("loc(")


def test_errors_keep_what_they_need() -> None:
    with pytest.raises(ir.MLIRError) as caught:
        ir.Module.parse("nope", ir.Context())
    gc.collect()
    assert str(caught.value.error_diagnostics[0].location) == 'loc("-":1:1)'


def test_nothing_is_left_at_the_end() -> None:
    """Objects that refer to each other through globals are released in silence."""
    code = """
from patconv import ir
from patconv.passmanager import PassManager
context = ir.Context()
context.__enter__()
context.attach_diagnostic_handler(lambda info: print(info, module))
module = ir.Module.parse("module {}")
manager = PassManager("builtin.module")
manager.run(module)
operations = list(module.body)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("", "")


# --- Threads ---------------------------------------------------------------------------------


def test_other_threads_go_on() -> None:
    """The pipeline holds no lock that Python code needs."""
    span: list[float] = []
    context = ir.Context()
    module = parse(context, "Imported/vgg16.mlir")
    manager = PassManager.parse("builtin.module(patconv-import-pipeline)", context)

    def work() -> None:
        span.append(time.perf_counter())
        manager.run(module)
        span.append(time.perf_counter())

    thread = threading.Thread(target=work)
    ticks = []
    thread.start()
    while thread.is_alive():
        ticks.append(time.perf_counter())
        time.sleep(0.001)
    thread.join()
    start, end = span
    third = (end - start) / 3
    assert [tick for tick in ticks if start + third < tick < end - third]


def test_threads_with_contexts_of_their_own() -> None:
    results: list[str] = []

    def work() -> None:
        for _ in range(3):
            results.append(str(run_to(ir.Context(), "lower")))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 12
    assert len(set(results)) == 1


def test_context_in_which_another_thread_runs(context: ir.Context) -> None:
    """Everything that is not safe is refused while the pipeline runs, and nothing is lost."""
    inside, go_on = threading.Event(), threading.Event()
    module = run_to(context, "import")
    others = [ir.Module.parse(BRANCH, context)]
    attribute = ir.Attribute.parse("1 : i8", context)

    def wait(info: ir.DiagnosticInfo) -> bool:
        inside.set()
        return go_on.wait(60)

    handler = context.attach_diagnostic_handler(wait)
    manager = PassManager.parse("builtin.module(patconv-raise-pipeline{max-patterns=1})", context)
    thread = threading.Thread(target=manager.run, args=(module,))
    thread.start()
    assert inside.wait(60)
    calls: list[Callable[[], object]] = [
        lambda: str(module),
        lambda: str(others[0]),
        lambda: attribute.value,  # type: ignore[attr-defined]
        lambda: ir.Module.parse("module {}", context),
        lambda: ir.Type.parse("f32", context),
        lambda: manager.run(others[0]),
        lambda: manager.add("cse"),
        lambda: PassManager("any", context),
        handler.detach,
    ]
    try:
        for call in calls:
            with pytest.raises(RuntimeError, match="in which another thread runs a pass pipeline"):
                call()
        others.clear()
        gc.collect()
        # Other contexts are free.
        assert str(ir.Module.parse("module {}", ir.Context()))
    finally:
        go_on.set()
        thread.join()
    assert handler.attached
    assert not handler.had_error
    assert "patconv.conv_2d" in str(module)
    assert str(attribute) == "1 : i8"
