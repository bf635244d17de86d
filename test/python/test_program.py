"""The compiler's program: what its emission checks, and which functions its code can call."""

import re

import numpy as np
import patconv
import pytest
from patconv import _patconv

EXP = """
func.func @main(%x: tensor<4x20xf32>) -> tensor<4x20xf32> {
  %e = tensor.empty() : tensor<4x20xf32>
  %y = linalg.exp ins(%x : tensor<4x20xf32>) outs(%e : tensor<4x20xf32>) -> tensor<4x20xf32>
  return %y : tensor<4x20xf32>
}
"""

UNARY = """
#map = affine_map<(d0, d1) -> (d0, d1)>
func.func @main(%x: tensor<4x20xf32>) -> tensor<4x20xf32> {
  %e = tensor.empty() : tensor<4x20xf32>
  %y = linalg.generic {indexing_maps = [#map, #map], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<4x20xf32>) outs(%e : tensor<4x20xf32>) {
  ^bb0(%in: f32, %out: f32):
    OPERATION
    linalg.yield %r : f32
  } -> tensor<4x20xf32>
  return %y : tensor<4x20xf32>
}
"""

FUNCTIONS = {
    "absf": np.abs,
    "acos": np.arccos,
    "asin": np.arcsin,
    "atan": np.arctan,
    "ceil": np.ceil,
    "cos": np.cos,
    "cosh": np.cosh,
    "exp": np.exp,
    "exp2": np.exp2,
    "expm1": np.expm1,
    "floor": np.floor,
    "log": np.log,
    "log10": np.log10,
    "log1p": np.log1p,
    "log2": np.log2,
    "round": np.round,
    "roundeven": np.round,
    "rsqrt": lambda x: 1 / np.sqrt(x),
    "sin": np.sin,
    "sinh": np.sinh,
    "sqrt": np.sqrt,
    "tan": np.tan,
    "tanh": np.tanh,
    "trunc": np.trunc,
    "atan2": lambda x: np.arctan2(x, x),
    "copysign": lambda x: np.copysign(x, x),
    "powf": lambda x: np.power(x, x),
}


def lower(text: str) -> _patconv.Program:
    program = _patconv.Program()
    program.parse(text, "test.mlir")
    options = _patconv.PhaseOptions()
    for phase in _patconv.phases():
        program.run_phase(phase, options)
    return program


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_math_link(name: str) -> None:
    operands = "%in, %in" if name in ("atan2", "copysign", "powf") else "%in"
    text = UNARY.replace("OPERATION", f"%r = math.{name} {operands} : f32")
    x = np.linspace(0.01, 0.99, 80, dtype=np.float32).reshape(4, 20)
    expected = FUNCTIONS[name](x)
    assert np.allclose(patconv.compile(text)(x), expected, rtol=1e-5, atol=1e-6)


def test_second_emission() -> None:
    program = lower(EXP)
    target = _patconv.Target.resolve("host")
    program.emit(target, 1)
    with pytest.raises(_patconv.Failure, match="expected a program to be emitted once"):
        program.emit(target, 1)


def test_layers_without_names() -> None:
    text, count = re.subn(r"patconv\.layers = \[[^]]*\],? ?", "", lower(EXP).print())
    assert count == 1
    program = _patconv.Program()
    program.parse(text, "test.mlir")
    program.bind_weights([("patconv.weights", np.zeros(64, np.int8))])
    with pytest.raises(_patconv.Failure, match="expected patconv_profile to take 1 times"):
        program.emit(_patconv.Target.resolve("host"), 1)


def test_name_that_is_no_string() -> None:
    named = EXP.replace("%x: tensor<4x20xf32>", "%x: tensor<4x20xf32> {patconv.input = 1}", 1)
    with pytest.raises(_patconv.Failure):
        _patconv.Program().parse(named, "test.mlir")
