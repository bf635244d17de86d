"""What the machine can do: multiply-add peak and memory bandwidth.

Both are measured by small modules in MLIR that go through patconv's own lowering and JIT. The text
enters where a dump of phase ``bufferize`` would: @main on memrefs, with the arguments that the
compiler itself adds. The peak is measured a second time, by machine code that owes nothing to that
road (machine_loop.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .. import _patconv
from ..errors import CompileError
from .machine_loop import machine_loop_gflops

__all__ = ["Limits", "measure_limits", "peaks_agree"]

_Array = npt.NDArray[np.float32]

_ACCUMULATORS = (8, 10, 12, 16, 20, 24, 28)
_STEPS = 1 << 15
_PASSES = 16
_RUNS = 12
_STREAMS = 8
_CHUNKS = 64
#: Far beyond any cache, so that what stays in one from the pass before does not count.
_BYTES = 1 << 29
#: Two measurements of one peak that are further apart show that one of them is wrong.
_AGREEMENT = 0.03
_ATTEMPTS = 6
_LANES_OF_MACHINE_LOOP = (8, 16)

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
        compiled_gflops: best multiply-add rate of compiled code over all accumulator
            counts, two operations a multiply-add, in 10^9 a second.
        accumulators: the count that gave it.
        machine_gflops: best rate of a loop in machine code; 0 where there is none
            for the processor.
        gbytes: best rate of reading memory far larger than the caches, in 10^9
            bytes a second.
    """

    threads: int
    compiled_gflops: float
    accumulators: int
    machine_gflops: float
    gbytes: float

    @property
    def gflops(self) -> float:
        """Multiply-add peak: the better of the two measurements."""
        return max(self.compiled_gflops, self.machine_gflops)

    @property
    def peaks_agree(self) -> bool:
        """Whether the two measurements of the peak are at most 3 % apart."""
        return peaks_agree(self.compiled_gflops, self.machine_gflops)


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
    compiled, second = (0.0, 0), 0.0
    # Where the machine is busy a measurement comes out low, never high: the best
    # of several is the nearest to the limit.
    for _ in range(_ATTEMPTS):
        compiled = max(compiled, _compiled_peak(machine, threads, notify))
        notify("multiply-add peak, machine code")
        lanes: int = machine.lanes
        if lanes in _LANES_OF_MACHINE_LOOP:
            second = max(second, machine_loop_gflops(threads, lanes))
        if peaks_agree(compiled[0], second):
            break
    notify("memory bandwidth")
    return Limits(threads, *compiled, second, _read_rate(machine, threads))


def peaks_agree(compiled: float, machine: float) -> bool:
    """Whether two measurements of the peak are at most 3 % apart; so where `machine` is 0."""
    return machine == 0 or abs(compiled - machine) <= _AGREEMENT * max(compiled, machine)


def _compiled_peak(
    machine: _patconv.Target, threads: int, notify: Callable[[str], None]
) -> tuple[float, int]:
    """The best rate of compiled code, and its number of accumulators."""
    rates = {}
    for accumulators in _ACCUMULATORS:
        if accumulators + 3 <= machine.vector_registers:
            notify(f"multiply-add peak, {accumulators} accumulators")
            rates[accumulators] = _multiply_add_rate(machine, threads, accumulators)
    best = max(rates, key=lambda count: rates[count])
    return rates[best], best


def _multiply_add_rate(machine: _patconv.Target, threads: int, accumulators: int) -> float:
    lanes: int = machine.lanes
    rows = _PASSES + accumulators + 2
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
    body += _loop("%end", 1, [f"%start{i}" for i in range(accumulators)], _multiply_add)
    body += _stores(accumulators, "%thread")
    text = _module(
        threads,
        source=f"{rows}x{lanes}xf32",
        result=f"{threads}x{accumulators}x{lanes}xf32",
        lanes=lanes,
        body=body,
        constants=(*range(accumulators + 2), _PASSES, _STEPS),
    )
    # Sums stay ordinary numbers: subnormal ones may be slow.
    values = np.full((rows, lanes), 1e-3, dtype=np.float32)
    seconds, _ = _best_seconds(machine, threads, text, values, (threads, accumulators, lanes))
    return 2e-9 * threads * _PASSES * _STEPS * accumulators * lanes / seconds


def _multiply_add(i: int, carried: str) -> list[str]:
    return [f"%next{i} = vector.fma %a, %b, {carried} : {{vector}}"]


def _read_rate(machine: _patconv.Target, threads: int) -> float:
    lanes: int = machine.lanes
    steps = _BYTES // (4 * threads * _CHUNKS * lanes * _STREAMS)

    def add(i: int, carried: str) -> list[str]:
        return [
            f"%read{i} = vector.load %x[%thread, %chunk, %i, %c{i}, %c0]"
            " : memref<{input}>, {vector}",
            f"%next{i} = arith.addf {carried}, %read{i} : {{vector}}",
        ]

    # Each thread reads a part of its own, once.
    body = [
        "%zero = arith.constant dense<0.0> : {vector}",
        f"scf.for %chunk = %c0 to %c{_CHUNKS} step %c1 {{",
        *_loop("%end", 1, ["%zero"] * _STREAMS, add, steps),
    ]
    body += _stores(_STREAMS, "%thread, %chunk")
    text = _module(
        threads,
        source=f"{threads}x{_CHUNKS}x{steps}x{_STREAMS}x{lanes}xf32",
        result=f"{threads}x{_CHUNKS}x{_STREAMS}x{lanes}xf32",
        lanes=lanes,
        body=body,
        constants=(*range(_STREAMS), _CHUNKS, steps),
    )
    # Written, and differently everywhere: untouched pages, or equal ones, may share memory.
    values = np.arange(_BYTES // 4, dtype=np.float32)
    shape = (threads, _CHUNKS, _STREAMS, lanes)
    seconds, sums = _best_seconds(machine, threads, text, values, shape)
    if not np.isclose(sums.sum(dtype=np.float64), values.sum(dtype=np.float64), rtol=1e-3):
        raise ArithmeticError("expected every value to be read once, but the sum is another")
    return 1e-9 * values.nbytes / seconds


def _loop(
    name: str,
    indent: int,
    starts: Sequence[str],
    step: Callable[[int, str], list[str]],
    steps: int = _STEPS,
) -> list[str]:
    """A loop that carries one vector for each start value."""
    space = "  " * indent
    carried = ", ".join(f"%sum{i} = {start}" for i, start in enumerate(starts))
    types = ", ".join(["{vector}"] * len(starts))
    lines = [
        f"{space}{name}:{len(starts)} = scf.for %i = %c0 to %c{steps} step %c1"
        f" iter_args({carried}) -> ({types}) {{"
    ]
    for i in range(len(starts)):
        lines += [f"{space}  {line}" for line in step(i, f"%sum{i}")]
    results = ", ".join(f"%next{i}" for i in range(len(starts)))
    return [*lines, f"{space}  scf.yield {results} : {types}", f"{space}}}"]


def _stores(count: int, place: str) -> list[str]:
    """Store what a loop carried, and close the loop around it."""
    lines = [
        f"  vector.store %end#{i}, %y[{place}, %c{i}, %c0] : memref<{{output}}>, {{vector}}"
        for i in range(count)
    ]
    return [*lines, "}"]


def _module(
    threads: int,
    *,
    source: str,
    result: str,
    lanes: int,
    body: Sequence[str],
    constants: Sequence[int],
) -> str:
    """The module; ``{input}``, ``{output}`` and ``{vector}`` in `body` stand for types."""
    types = {"{input}": source, "{output}": result, "{vector}": f"vector<{lanes}xf32>"}
    lines = list(body)
    for name, type_text in types.items():
        lines = [line.replace(name, type_text) for line in lines]
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
) -> tuple[float, _Array]:
    """The shortest run, and what it computed."""
    program = _patconv.Program()
    program.parse(text, "limits")
    options = _patconv.PhaseOptions()
    options.lanes = machine.lanes
    options.vector_registers = machine.vector_registers
    options.threads = threads
    try:
        program.run_phase("lower", options)
        code = program.emit(machine, threads)
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
    return best, result
