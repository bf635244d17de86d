"""Compare loads per multiply-add of an object with what the pass reported.

Usage: compare_loads.py REMARKS before|after < DISASSEMBLY

REMARKS holds the remark of patconv-eliminate-redundant-loads, the standard input the output of
llvm-objdump -d. Counted are the loops over kernels, basic blocks that repeat themselves and
multiply by weights: their zmm multiply-adds, and zmm loads other than broadcasts, be they
instructions of their own or folded into a multiply-add. Prints both ratios; exits with 1 where they
differ or where a block with multiply-adds touches the stack (a spill).
"""

import re
import sys
from fractions import Fraction
from pathlib import Path

INSTRUCTION = re.compile(r"^\s*([0-9a-f]+):\s+(\S+)\s*(.*)$")


def basic_blocks(lines: list[str]) -> list[list[tuple[int, str, str]]]:
    instructions = [
        (int(match[1], 16), match[2], match[3])
        for line in lines
        if (match := INSTRUCTION.match(line))
    ]
    leaders = set()
    for i, (_, mnemonic, operands) in enumerate(instructions):
        if mnemonic.startswith("j"):
            if target := re.match(r"0x([0-9a-f]+)", operands):
                leaders.add(int(target[1], 16))
            if i + 1 < len(instructions):
                leaders.add(instructions[i + 1][0])
    blocks: list[list[tuple[int, str, str]]] = [[]]
    for address, mnemonic, operands in instructions:
        if address in leaders:
            blocks.append([])
        blocks[-1].append((address, mnemonic, operands.split("#")[0]))
    return [block for block in blocks if block]


def is_kernel_loop(block: list[tuple[int, str, str]]) -> bool:
    """Whether the block jumps to its start and multiplies by values that are broadcast.

    Constants, which transforms of minimal filtering multiply by, lie beside the code.
    """
    start, (_, jump, target) = block[0][0], block[-1]
    repeats = jump.startswith("j") and bool(re.match(rf"0x{start:x}\b", target))
    broadcasts = any(
        ("{1to16}" in operands or mnemonic == "vbroadcastss") and "%rip" not in operands
        for _, mnemonic, operands in block
    )
    multiplies = any(m.startswith("vfmadd") and "zmm" in operands for _, m, operands in block)
    return repeats and broadcasts and multiplies


def main() -> int:
    remark = Path(sys.argv[1]).read_text()
    numbers = re.search(r"multiply-add: (\d+)/(\d+) before, (\d+)/(\d+) after", remark)
    if not numbers:
        print(f"expected a remark of patconv-eliminate-redundant-loads, but got: {remark}")
        return 1
    first = 1 if sys.argv[2] == "before" else 3
    reported = Fraction(int(numbers[first]), int(numbers[first + 1]))

    loads = fmas = 0
    for block in basic_blocks(sys.stdin.read().splitlines()):
        is_counted = is_kernel_loop(block)
        multiplies = any(m.startswith("vfmadd") and "zmm" in o for _, m, o in block)
        for _, mnemonic, operands in block:
            is_fma = mnemonic.startswith("vfmadd") and "zmm" in operands
            reads_memory = bool(re.search(r"\(.*\),", operands)) and "{1to16}" not in operands
            # Wherever there are multiply-adds: a loop in another form is not counted.
            if multiplies and reads_memory and "zmm" in operands and "(%rsp)" in operands:
                print(f"spill beside multiply-adds: {mnemonic} {operands}")
                return 1
            fmas += is_counted and is_fma
            loads += is_counted and reads_memory and (is_fma or mnemonic in ("vmovups", "vmovaps"))
    print(f"reported {reported} loads per multiply-add, object {loads}/{fmas}")
    return 0 if fmas and Fraction(loads, fmas) == reported else 1


if __name__ == "__main__":
    sys.exit(main())
