"""A multiply-add loop written in machine code: the second opinion on the multiply-add peak.

The first one comes through patconv's own lowering and LLVM. A loop that neither has touched shows
whether what they made reaches the machine's limit, and needs no compiler where the benchmark runs.
"""

from __future__ import annotations

import ctypes
import mmap
import threading
import time
from collections.abc import Callable

import numpy as np

__all__ = ["machine_loop_gflops"]

#: Enough for two units with a latency of four or five.
_ACCUMULATORS = 14
_FACTOR_REGISTER = 15
_STEPS = 1 << 19
_RUNS = 40
#: A power of two, so that the sums are exact.
_FACTOR = 2.0**-10
_SIGNATURE = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_void_p)


def machine_loop_gflops(threads: int, lanes: int) -> float:
    """The loop's best rate, two operations a multiply-add, in 10^9 a second.

    Args:
        threads: threads that run the loop at the same time.
        lanes: 16 for AVX-512, 8 for AVX2 with FMA; the processor must have it.

    Raises:
        ArithmeticError: the loop did not compute what it should.
    """
    code = _assemble(lanes)
    with mmap.mmap(-1, len(code), prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC) as page:
        page.write(code)
        entry = ctypes.c_char.from_buffer(page)
        loop = _SIGNATURE(ctypes.addressof(entry))
        seconds = min(_run(loop, threads, lanes) for _ in range(_RUNS))
        del loop, entry
    return 2e-9 * threads * _STEPS * _ACCUMULATORS * lanes / seconds


def _run(loop: Callable[[int, int, int], None], threads: int, lanes: int) -> float:
    """Seconds from the last thread's arrival, for which the others wait, to the last one's end."""
    missing = ctypes.c_int32(threads)
    spans = [(0.0, 0.0)] * threads
    sums = np.full((threads, lanes), _FACTOR, dtype=np.float32)

    def work(thread: int) -> None:
        values = sums[thread].ctypes.data
        arrived = time.perf_counter()
        loop(values, _STEPS, ctypes.addressof(missing))
        spans[thread] = arrived, time.perf_counter()

    workers = [threading.Thread(target=work, args=(thread,)) for thread in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if not (sums == _STEPS * _FACTOR**2).all():
        raise ArithmeticError("expected the loop of multiply-adds to add up, but it did not")
    return max(end for _, end in spans) - max(arrived for arrived, _ in spans)


def _assemble(lanes: int) -> bytes:
    """``void loop(float *values, int64_t steps, int32_t *missing)``, called as in System V."""
    wide = lanes == 16
    # lock decl (%rdx); wait: cmpl $0, (%rdx); jne wait
    barrier = bytes.fromhex("f0ff0a" + "833a00" + "75fb")
    # vzeroall; vmovups (%rdi), %zmm15
    start = bytes.fromhex("c5fc77" + ("62717c48103f" if wide else "c57c103f"))
    # One vfmadd231ps %zmm15, %zmm15, %zmmN for each accumulator; dec %rsi
    body = b"".join(_multiply_add(wide, i) for i in range(_ACCUMULATORS)) + b"\x48\xff\xce"
    # jnz body
    jump = b"\x0f\x85" + (-len(body) - 6).to_bytes(4, "little", signed=True)
    # vmovups %zmm0, (%rdi); vzeroupper; ret
    end = bytes.fromhex(("62f17c481107" if wide else "c5fc1107") + "c5f877" + "c3")
    return barrier + start + body + jump + end


def _multiply_add(wide: bool, accumulator: int) -> bytes:
    """``vfmadd231ps``: EVEX with 512 bits or VEX with 256."""
    low = accumulator < 8
    operands = 0xC0 | (accumulator & 7) << 3 | (_FACTOR_REGISTER & 7)
    if wide:
        return bytes([0x62, 0xD2 if low else 0x52, 0x05, 0x48, 0xB8, operands])
    return bytes([0xC4, 0xC2 if low else 0x42, 0x05, 0xB8, operands])
