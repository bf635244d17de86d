"""`import patconv` is quick and loads nothing heavy."""

import subprocess
import sys

import patconv
import pytest

HEAVY = ("torch", "torch_mlir", "matplotlib", "patconv._patconv")
MEASURE = """
import sys, time
start = time.perf_counter()
import patconv
print(time.perf_counter() - start, *(name for name in {names} if name in sys.modules))
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_import_is_quick_and_light() -> None:
    results = [run(MEASURE.format(names=HEAVY)).split() for _ in range(3)]
    assert all(loaded == [] for _, *loaded in results)
    assert min(float(seconds) for seconds, *_ in results) < 0.3


def test_extension_is_quick() -> None:
    code = MEASURE.format(names=("torch", "torch_mlir")).replace(
        "import patconv\n", "import patconv.compiling\n"
    )
    seconds, *loaded = run(code).split()
    assert loaded == []
    assert float(seconds) < 1


def test_mlir_text_compiles_without_torch() -> None:
    text = "func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> { return %x : tensor<4xf32> }\\n"
    code = (
        "import sys, numpy, patconv\n"
        f"model = patconv.compile('{text}')\n"
        "print(model(numpy.ones(4, numpy.float32)).sum(), 'torch' in sys.modules)"
    )
    assert run(code) == "4.0 False"


@pytest.mark.parametrize("name", patconv.__all__)
def test_public_names(name: str) -> None:
    assert getattr(patconv, name) is not None
    assert name in dir(patconv)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        patconv.nothing  # noqa: B018
