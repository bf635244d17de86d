"""Modules that the tests of patconv.ir look at."""

from pathlib import Path

from patconv import ir
from patconv.passmanager import PassManager

ROOT = Path(__file__).resolve().parents[2]
BRANCH = """
func.func @f(%c: i1, %x: f32) -> f32 {
  %0 = scf.if %c -> f32 {
    %1 = arith.addf %x, %x : f32
    scf.yield %1 : f32
  } else {
    scf.yield %x : f32
  }
  return %0 : f32
}
"""


def parse(context: ir.Context, name: str) -> ir.Module:
    return ir.Module.parseFile(ROOT / "test" / name, context)


def run(context: ir.Context, pipeline: str, module: ir.Module) -> None:
    PassManager.parse(f"builtin.module({pipeline})", context).run(module)


def run_to(context: ir.Context, last: str, options: str = "pattern-rate=3.6") -> ir.Module:
    """One convolution, after the phase `last`."""
    module = parse(context, "Imported/conv_relu.mlir")
    run(context, f"patconv-cpu-pipeline{{{options} stop-after={last}}}", module)
    return module


def find(module: ir.Module, name: str) -> ir.Operation:
    found = []

    def visit(operation: ir.Operation) -> ir.WalkResult:
        if operation.name == name:
            found.append(operation)
        return ir.WalkResult.ADVANCE

    module.operation.walk(visit)
    (operation,) = found
    return operation


def walked(
    operation: ir.Operation, order: ir.WalkOrder, results: dict[str, ir.WalkResult] | None = None
) -> list[str]:
    names = []

    def visit(operation: ir.Operation) -> ir.WalkResult:
        names.append(operation.name)
        return (results or {}).get(operation.name, ir.WalkResult.ADVANCE)

    operation.walk(visit, order)
    return names
