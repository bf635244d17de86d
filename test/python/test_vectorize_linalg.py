"""patconv-vectorize-linalg against plain loops, on random shapes, natively compiled."""

import ctypes
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
OPT = ROOT / "build/bin/patconv-opt"
CLANG = shutil.which("clang-22")
TRANSLATE = shutil.which("mlir-translate-22")
pytestmark = pytest.mark.skipif(
    not (OPT.exists() and CLANG and TRANSLATE),
    reason="needs a build tree, clang, mlir-translate",
)

LOWERING = [
    "convert-linalg-to-loops",
    "convert-scf-to-cf",
    "expand-strided-metadata",
    "lower-affine",
    "convert-vector-to-llvm",
    "convert-math-to-llvm",
    "convert-arith-to-llvm",
    "finalize-memref-to-llvm",
    "convert-func-to-llvm",
    "convert-cf-to-llvm",
    "reconcile-unrealized-casts",
]
GUARD = 64


class Cases:
    """Functions over memrefs, with the shapes of their arguments; the last one is the output."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.text = ""
        self.shapes: list[list[tuple[int, ...]]] = []

    def add(self, shapes: list[tuple[int, ...]], body: str) -> None:
        types = [f"memref<{''.join(f'{size}x' for size in shape)}f32>" for shape in shapes]
        arguments = ", ".join(f"%a{i}: {t}" for i, t in enumerate(types))
        for i, t in enumerate(types):
            body = body.replace(f"T{i}", t)
        self.text += (
            f"func.func @f{len(self.shapes)}({arguments}) attributes {{llvm.emit_c_interface}} {{\n"
            f"{body}\nreturn\n}}\n"
        )
        self.shapes.append(shapes)

    def add_pooling(self, kind: str) -> None:
        draw = self.random.randint
        kh, kw, sh, sw = draw(1, 4), draw(1, 4), draw(1, 3), draw(1, 5)
        dh, dw = draw(1, 2), draw(1, 2)
        n, c, oh, ow = draw(1, 2), draw(1, 3), draw(1, 5), draw(1, 40)
        x = (n, c, (oh - 1) * sh + (kh - 1) * dh + 1, (ow - 1) * sw + (kw - 1) * dw + 1)
        start = "0xFF800000" if kind == "max" else "0.0"
        self.add(
            [x, (n, c, oh, ow)],
            f"%c = arith.constant {start} : f32\n%w = memref.alloc() : memref<{kh}x{kw}xf32>\n"
            "linalg.fill ins(%c : f32) outs(%a1 : T1)\n"
            f"linalg.pooling_nchw_{kind} {{dilations = dense<[{dh}, {dw}]> : vector<2xi64>, "
            f"strides = dense<[{sh}, {sw}]> : vector<2xi64>}} "
            f"ins(%a0, %w : T0, memref<{kh}x{kw}xf32>) outs(%a1 : T1)",
        )

    def add_matmul(self, m: int, transposed: bool) -> None:
        n, k = self.random.randint(1, 90), self.random.choice([7, 100, 333, 4500])
        maps = ", ".join(
            f"affine_map<(m, n, k) -> ({results})>" for results in ("m, k", "n, k", "m, n")
        )
        attribute = f"indexing_maps = [{maps}]" if transposed else ""
        self.add(
            [(m, k), (n, k) if transposed else (k, n), (m, n)],
            f"linalg.matmul {attribute} ins(%a0, %a1 : T0, T1) outs(%a2 : T2)",
        )

    def add_generics(self) -> None:
        shape = tuple(self.random.randint(1, most) for most in (2, 5, 7, 70))
        identity = "affine_map<(a, b, c, d) -> (a, b, c, d)>"
        self.add(
            [shape, (shape[1],), shape],
            f"linalg.generic {{indexing_maps = [{identity}, "
            f"affine_map<(a, b, c, d) -> (b)>, {identity}], "
            'iterator_types = ["parallel", "parallel", "parallel", "parallel"]} '
            "ins(%a0, %a1 : T0, T1) outs(%a2 : T2) {\n"
            "^bb0(%x: f32, %b: f32, %y: f32):\n%s = arith.addf %x, %b : f32\n"
            "%r = arith.maximumf %s, %y : f32\nlinalg.yield %r : f32\n}",
        )
        for results in ("a, b, 0, 0", "0, 0, c, d", "a, 0, c, 0", "0, 0, 0, 0"):
            kept = [name != "0" for name in results.split(", ")]
            iterators = ", ".join('"parallel"' if keep else '"reduction"' for keep in kept)
            self.add(
                [shape, tuple(size if keep else 1 for size, keep in zip(shape, kept, strict=True))],
                f"linalg.generic {{indexing_maps = [{identity}, "
                f"affine_map<(a, b, c, d) -> ({results})>], iterator_types = [{iterators}]}} "
                "ins(%a0 : T0) outs(%a1 : T1) {\n^bb0(%x: f32, %y: f32):\n"
                "%s = math.absf %x : f32\n%r = arith.addf %s, %y : f32\nlinalg.yield %r : f32\n}",
            )
        self.add(
            [shape[1:], (shape[3], shape[1], shape[2])],
            "linalg.transpose ins(%a0 : T0) outs(%a1 : T1) permutation = [2, 0, 1]",
        )


def build(text: str, options: list[str], stem: Path) -> ctypes.CDLL:
    source, module, library = (stem.with_suffix(suffix) for suffix in (".mlir", ".ll", ".so"))
    source.write_text(text)
    passes = [f"--{name}" for name in LOWERING]
    lowered = subprocess.run(
        [OPT, source, *options, *passes], check=True, capture_output=True, text=True
    )
    assert "remark" not in lowered.stderr
    subprocess.run(
        [TRANSLATE, "--mlir-to-llvmir", "-o", module], input=lowered.stdout, check=True, text=True
    )
    flags = ["-O1", "-march=native", "-w", "-fPIC", "-shared"]
    subprocess.run([CLANG, *flags, "-x", "ir", module, "-o", library, "-lm"], check=True)
    return ctypes.CDLL(str(library))


def guarded(array: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A copy between NaNs, which must neither be used nor change."""
    memory = np.full(array.size + 2 * GUARD, np.nan, np.float32)
    inside = memory[GUARD:-GUARD].reshape(array.shape)
    inside[...] = array
    return memory, inside


def call(function: Callable[..., None], arrays: list[np.ndarray]) -> None:
    descriptors = []
    for array in arrays:
        strides = [stride // 4 for stride in array.strides]
        words = [array.ctypes.data, array.ctypes.data, 0, *array.shape, *strides]
        descriptors.append((ctypes.c_int64 * len(words))(*words))
    function(*descriptors)


@pytest.mark.parametrize("lanes", [4, 16])
def test_vectors_agree_with_plain_loops(lanes: int, tmp_path: Path) -> None:
    cases = Cases(seed=lanes)
    for kind in ("max", "sum", "max", "sum"):
        cases.add_pooling(kind)
    for m in (1, 2, 5, 9):
        cases.add_matmul(m, transposed=True)
        cases.add_matmul(m, transposed=False)
    cases.add_generics()
    vectors = build(cases.text, [f"--patconv-vectorize-linalg=lanes={lanes}"], tmp_path / "vectors")
    loops = build(cases.text, [], tmp_path / "loops")
    generator = np.random.default_rng(lanes)
    for number, shapes in enumerate(cases.shapes):
        arrays = [generator.standard_normal(shape).astype(np.float32) for shape in shapes]
        arrays[0].flat[generator.integers(arrays[0].size)] = np.nan
        results = []
        for library in (vectors, loops):
            copies = [guarded(array) for array in arrays]
            call(getattr(library, f"_mlir_ciface_f{number}"), [inside for _, inside in copies])
            for memory, _ in copies:
                assert np.isnan(memory[:GUARD]).all(), f"f{number} {shapes}"
                assert np.isnan(memory[-GUARD:]).all(), f"f{number} {shapes}"
            results.append(copies[-1][1])
        np.testing.assert_allclose(*results, rtol=2e-4, atol=1e-3, err_msg=f"f{number} {shapes}")
