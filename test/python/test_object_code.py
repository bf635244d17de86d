"""The object code of a model loads as often as the pass over redundant loads reports.

For one layer, disassembled: what patconv-eliminate-redundant-loads counts in the IR is what the
processor executes, as LLVM neither adds loads nor spills.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import patconv
import pytest
import torch
from patconv import CompileOptions, PruneConfig
from patconv.models import initialise_
from torch import nn

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "build/bin/patconv-opt"
COUNT = ROOT / "test/Execution/cpu/Inputs/compare_loads.py"
REPORT = (
    "builtin.module(patconv-bind-weights{file=weights.safetensors},patconv-outline-layers,"
    "func.func(convert-patconv-to-vector),"
    "func.func(patconv-eliminate-redundant-loads{report=true}))"
)


def find_objdump() -> str | None:
    config = shutil.which("llvm-config-22")
    folder = "/usr/lib/llvm-22/bin"
    if config is not None:
        done = subprocess.run([config, "--bindir"], check=True, capture_output=True, text=True)
        folder = done.stdout.strip()
    return shutil.which("llvm-objdump", path=folder)


def has_avx512f() -> bool:
    info = Path("/proc/cpuinfo")
    return platform.machine() == "x86_64" and info.exists() and " avx512f " in info.read_text()


OBJDUMP = find_objdump()
pytestmark = [
    pytest.mark.skipif(OBJDUMP is None, reason="llvm-objdump of LLVM 22 is not installed"),
    pytest.mark.skipif(not has_avx512f(), reason="the counts are of AVX-512, which is missing"),
    pytest.mark.skipif(not TOOL.exists(), reason=f"{TOOL} is not built"),
]


def make_layer(pruned: bool) -> tuple[nn.Module, torch.Tensor]:
    model = initialise_(nn.Conv2d(64, 64, 3, padding=1).eval().requires_grad_(False), seed=1)
    if pruned:
        patconv.project_(model, PruneConfig(entries=4, patterns=8))
    return model, torch.zeros(1, 64, 28, 28)


def compare(code: bytes, remark: str, which: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Count in the object code and compare with the report `before` or `after` elimination."""
    assert OBJDUMP is not None
    (folder / "code.o").write_bytes(code)
    (folder / "remark").write_text(remark)
    command = [OBJDUMP, "-d", "--no-show-raw-insn", folder / "code.o"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return subprocess.run(
        [sys.executable, COUNT, folder / "remark", which],
        check=False,
        input=listing,
        capture_output=True,
        text=True,
    )


# Whatever processor LLVM would take the costs of instructions from.
@pytest.mark.parametrize("target", ["host", "x86-64-v4"])
@pytest.mark.parametrize(
    ("pruned", "layout", "most"),
    [(True, "plain", 1.0), (True, "lane_tiled", 0.6), (False, "lane_tiled", 0.6)],
)
def test_loads_per_multiply_add(
    tmp_path: Path, pruned: bool, layout: str, most: float, target: str
) -> None:
    """In the lane-tiled layout a load feeds several multiply-adds, along rows and columns.

    So it does under minimal filtering, which computes what is not pruned.
    """
    model, x = make_layer(pruned)
    options = CompileOptions(layout=layout, dump_ir=tmp_path)
    with_lre = patconv.compile(model, x, target=target, options=options)
    without = patconv.compile(
        model, x, target=target, options=CompileOptions(layout=layout, lre=False)
    )
    assert "lanes = 16" in with_lre.report().layers[0].schedule
    assert ("winograd" in with_lre.report().layers[0].schedule) == (not pruned)
    assert with_lre.report().layers[0].layout.startswith(layout)
    done = subprocess.run(
        [TOOL, "06-bufferize.mlir", f"--pass-pipeline={REPORT}", "-o", "/dev/null"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    counts = re.search(r"loads per multiply-add: .*, (\d+)/(\d+) after", done.stderr)
    assert counts is not None
    assert int(counts[1]) <= most * int(counts[2])
    for compiled, which in ((with_lre, "after"), (without, "before")):
        found = compare(compiled.object_code(), done.stderr, which, tmp_path)
        assert found.returncode == 0, found.stdout + found.stderr
    crossed = compare(without.object_code(), done.stderr, "after", tmp_path)
    assert crossed.returncode != 0, crossed.stdout
