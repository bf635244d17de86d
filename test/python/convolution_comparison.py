"""Whether the compiled code of random convolutions is right.

`find_faults` compiles several cases as one module, since most of a compilation's time is spent once
per module, and compares each with PyTorch in double precision.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from convolution_cases import Case, Compilation, Convolution, ConvolutionModule
from patconv.compiling import LayerReport
from patconv.errors import CompileError, PatConvError

TOLERANCE = 1e-4
#: Those that choose among numbers or scale them: nothing but the sum itself can round otherwise.
_EXACT = ("none", "relu", "relu6", "hardtanh", "leaky relu")


@dataclass(frozen=True)
class Result:
    """What became of a case."""

    case: Case
    layer: LayerReport
    fault: str = ""


def run(cases: Sequence[Case], compilation: Compilation) -> list[Result]:
    """Compile the cases as one module, run it and judge each result.

    Raises:
        PatConvError: the module does not compile.
    """
    convolutions = [Convolution(case) for case in cases]
    inputs = [x for convolution in convolutions for x in convolution.inputs]
    compiled = compilation.compile(ConvolutionModule(convolutions), inputs)
    outputs = compiled(*inputs)
    if isinstance(outputs, torch.Tensor):
        outputs = (outputs,)
    layers = {layer.name: layer for layer in compiled.report().layers}
    results = []
    for place, (case, output) in enumerate(zip(cases, outputs, strict=True)):
        layer, convolution = layers[f"convolutions.{place}.conv"], convolutions[place]
        results.append(Result(case, layer, _judge(case, convolution, layer, output)))
    return results


def _judge(case: Case, convolution: Convolution, layer: LayerReport, output: torch.Tensor) -> str:
    """What is wrong with the result; empty where it is right."""
    # Points are multiplied by a matrix, and compared as all else is.
    if layer.path == "upstream" and not layer.multiplies_points:
        return f"expected a convolution of patconv, but got: {layer.why}"
    reference, scale = convolution.reference()
    if output.shape != reference.shape:
        return f"expected the shape {list(reference.shape)}, but got {list(output.shape)}"
    error = float((output - reference).abs().max()) / max(scale, 1e-30)
    if not error <= TOLERANCE:
        return f"expected an error of at most {TOLERANCE:g}, but got {error:.2g}"
    if case.mask == "all zero" and case.activation in _EXACT and case.then == "none":
        single = convolution(*convolution.inputs)
        if not torch.equal(output, single):
            return f"expected the bias itself, but got an error of {error:.2g}"
    return ""


#: What was wrong with cases by themselves. A search for a small case meets them often.
_FAULTS: dict[tuple[Case, Compilation], str] = {}


def find_faults(cases: Sequence[Case], compilation: Compilation) -> tuple[list[Result], str]:
    """Run the cases; where any is wrong or does not compile, each by itself.

    Returns:
        The results, and a description of what is wrong, to be pasted into a test; empty
        where all is right.
    """
    alone = [fault for case in cases if (fault := _FAULTS.get((case, compilation)))]
    if alone:
        return [], "\n".join(alone)
    try:
        results = run(cases, compilation)
        faults = [f"{result.case!r}: {result.fault}" for result in results if result.fault]
    except PatConvError as error:
        _forget(error)
        results, faults = [], [f"{list(cases)!r}: {error}"]
    if not faults:
        return results, ""
    description = "\n".join(f"{compilation!r}, {fault}" for fault in faults)
    if len(cases) == 1:
        _FAULTS[cases[0], compilation] = description
        return results, description
    alone = [fault for case in cases if (fault := find_faults([case], compilation)[1])]
    return results, "\n".join(alone) or f"only together: {description}"


def _forget(error: PatConvError) -> None:
    """Remove the reproducer: there would be one for each step of the search for a small case."""
    if isinstance(error, CompileError) and error.reproducer is not None:
        shutil.rmtree(error.reproducer)
