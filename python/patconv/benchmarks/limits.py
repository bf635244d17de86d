"""What the machine can do: multiply-add peak and memory bandwidth.

Both are measured by small modules in MLIR that go through patconv's own lowering and JIT. The text
enters where a dump of phase ``bufferize`` would: @main on memrefs, with the arguments that the
compiler itself adds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import _patconv
from ..errors import CompileError

__all__ = ["Limits", "measure_limits"]

_Array = npt.NDArray[np.float32]

_ACCUMULATORS = (8, 10, 12, 16, 20, 24, 28)
_STEPS = 1 << 15
_PASSES = 16
_RUNS = 12
_STREAMS = 8
_CHUNKS = 64
_BYTES = 1 << 28

_MODULE = """
module attributes {{
  patconv.phase = "bufferize",
  patconv.inputs = [["x", tensor<{input}>]],
  patconv.outputs = [["y", tensor<{output}>]],
  patconv.workspace_bytes = 64 : i64,
  patconv.weights = dense_resource<patconv.weights> : tensor<64xi8>
}} {{
  func.func @main(%weights: memref<64xi8> {{patconv.weights}},
                  %x: memref<{input}> {{patconv.input = "x"}},
                  %y: memref<{output}> {{patconv.output = "y"}},
                  %workspace: memref<64xi8> {{patconv.workspace}}) {{
{constants}
{body}
    return
  }}
}}
{{-#
  dialect_resources: {{ builtin: {{ patconv.weights: "0x40000000{zeros}" }} }}
#-}}
"""


@dataclass(frozen=True)
class Limits:
    """Limits of one machine with a number of threads.

    Attributes:
        threads: the threads that shared the work.
        gflops: best multiply-add rate over all accumulator counts, two operations
            a multiply-add, in 10^9 a second.
        accumulators: the count that gave it.
        gbytes: best rate of reading memory far larger than the caches, in 10^9
            bytes a second.
    """

    threads: int
    gflops: float
    accumulators: int
    gbytes: float


def measure_limits(
    threads: int, *, target: str = "host", progress: Callable[[str], None] | None = None
) -> Limits:
    """Measure both limits with `threads` threads.

    Args:
        threads: threads that work at the same time.
        target: the processor to make code for.
        progress: called with the name of each step before it starts.

    Raises:
        CompileError: the code that measures does not compile, which is a bug.
        ArithmeticError: the code that measures does not compute what it should.
    """
    notify = progress or (lambda _step: None)
    machine = _patconv.Target.resolve(target)
    best, count = 0.0, 0
    for accumulators in _ACCUMULATORS:
        if accumulators + 3 > machine.vector_registers:
            continue
        notify(f"multiply-add peak, {accumulators} accumulators")
        rate = _multiply_add_rate(machine, threads, accumulators)
        if rate > best:
            best, count = rate, accumulators
    notify("memory bandwidth")
    return Limits(threads, best, count, _read_rate(machine, threads))


def _multiply_add_rate(machine: _patconv.Target, threads: int, accumulators: int) -> float:
    lanes: int = machine.lanes
    rows = _PASSES + accumulators + 2
    vector = f"vector<{lanes}xf32>"
    # Distinct starting values in every pass: equal chains would become one.
    body = [
        f"scf.for %pass = %c0 to %c{_PASSES} step %c1 {{",
        "  %a = vector.load %x[%c0, %c0] : memref<{input}>, {vector}",
        "  %b = vector.load %x[%c1, %c0] : memref<{input}>, {vector}",
    ]
    for i in range(accumulators):
        body += [
            f"  %row{i} = arith.addi %pass, %c{i + 2} : index",
            f"  %start{i} = vector.load %x[%row{i}, %c0] : memref<{{input}}>, {{vector}}",
        ]
    body += _loop("%end", 1, [f"%start{i}" for i in range(accumulators)], vector, _multiply_add)
    for i in range(accumulators):
        body.append(
            f"  vector.store %end#{i}, %y[%thread, %c{i}, %c0] : memref<{{output}}>, {{vector}}"
        )
    body.append("}")
    text = _module(
        threads,
        source=f"{rows}x{lanes}xf32",
        result=f"{threads}x{accumulators}x{lanes}xf32",
        body=[line.replace("{vector}", vector) for line in body],
        constants=(*range(accumulators + 2), _PASSES, _STEPS),
    )
    # Sums stay ordinary numbers: subnormal ones may be slow.
    values = np.full((rows, lanes), 1e-3, dtype=np.float32)
    seconds = _best_seconds(machine, threads, text, values, (threads, accumulators, lanes))
    return 2e-9 * threads * _PASSES * _STEPS * accumulators * lanes / seconds


def _multiply_add(i: int, carried: str, vector: str) -> list[str]:
    return [f"%next{i} = vector.fma %a, %b, {carried} : {vector}"]


def _read_rate(machine: _patconv.Target, threads: int) -> float:
    lanes: int = machine.lanes
    steps = _BYTES // (4 * threads * _CHUNKS * lanes * _STREAMS)
    vector = f"vector<{lanes}xf32>"

    def add(i: int, carried: str, _vector: str) -> list[str]:
        return [
            f"%read{i} = vector.load %x[%thread, %chunk, %i, %c{i}, %c0]"
            f" : memref<{{input}}>, {vector}",
            f"%next{i} = arith.addf {carried}, %read{i} : {vector}",
        ]

    body = [
        f"%zero = arith.constant dense<0.0> : {vector}",
        f"scf.for %chunk = %c0 to %c{_CHUNKS} step %c1 {{",
        *_loop("%end", 1, ["%zero"] * _STREAMS, vector, add, steps),
    ]
    for i in range(_STREAMS):
        body.append(
            f"  vector.store %end#{i}, %y[%thread, %chunk, %c{i}, %c0]"
            f" : memref<{{output}}>, {vector}"
        )
    body.append("}")
    text = _module(
        threads,
        source=f"{threads}x{_CHUNKS}x{steps}x{_STREAMS}x{lanes}xf32",
        result=f"{threads}x{_CHUNKS}x{_STREAMS}x{lanes}xf32",
        body=body,
        constants=(*range(_STREAMS), _CHUNKS, steps),
    )
    values = np.ones(_BYTES // 4, dtype=np.float32)
    seconds = _best_seconds(machine, threads, text, values, (threads, _CHUNKS, _STREAMS, lanes))
    return 1e-9 * values.nbytes / seconds


def _loop(
    name: str,
    indent: int,
    starts: Sequence[str],
    vector: str,
    step: Callable[[int, str, str], list[str]],
    steps: int = _STEPS,
) -> list[str]:
    """A loop that carries one vector for each start value."""
    space = "  " * indent
    carried = ", ".join(f"%sum{i} = {start}" for i, start in enumerate(starts))
    types = ", ".join([vector] * len(starts))
    lines = [
        f"{space}{name}:{len(starts)} = scf.for %i = %c0 to %c{steps} step %c1"
        f" iter_args({carried}) -> ({types}) {{"
    ]
    for i in range(len(starts)):
        lines += [f"{space}  {line}" for line in step(i, f"%sum{i}", vector)]
    results = ", ".join(f"%next{i}" for i in range(len(starts)))
    return [*lines, f"{space}  scf.yield {results} : {types}", f"{space}}}"]


def _module(
    threads: int, *, source: str, result: str, body: Sequence[str], constants: Sequence[int]
) -> str:
    lines = [line.replace("{input}", source).replace("{output}", result) for line in body]
    if threads == 1:
        lines = ["%thread = arith.constant 0 : index", *lines]
    else:
        lines = [
            f"scf.parallel (%thread) = (%c0) to (%c{threads}) step (%c1) {{",
            *(f"  {line}" for line in lines),
            "}",
        ]
    numbers = sorted({0, 1, threads, *constants})
    return _MODULE.format(
        input=source,
        output=result,
        constants="\n".join(f"    %c{n} = arith.constant {n} : index" for n in numbers),
        body="\n".join(f"    {line}" for line in lines),
        zeros="00" * 64,
    )


def _best_seconds(
    machine: _patconv.Target, threads: int, text: str, values: _Array, shape: tuple[int, ...]
) -> float:
    program = _patconv.Program()
    program.parse(text, "limits")
    options = _patconv.PhaseOptions()
    options.lanes = machine.lanes
    options.vector_registers = machine.vector_registers
    options.threads = threads
    try:
        program.run_phase("lower", options)
        code = program.emit(machine)
    except _patconv.Failure as error:
        messages = [f"{m.location}: {m.severity}: {m.text}" for m in program.messages]
        raise CompileError(
            f"expected the limits to be measured, but got: {error}", messages
        ) from None
    result = np.empty(shape, dtype=np.float32)
    best = float("inf")
    for _ in range(_RUNS):
        times = code.profile([values.ctypes.data], [result.ctypes.data])
        best = min(best, (times[-1] - times[0]) * 1e-9)
    if not np.isfinite(result).all():
        raise ArithmeticError("expected finite sums from the code that measures, but got others")
    return best
