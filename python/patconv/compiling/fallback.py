"""``fallback="torch"``: what cannot be compiled runs in PyTorch between compiled parts."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import fx

from ..errors import CompileError, PatConvWarning, UnsupportedOperationError
from ..importing import ImportedModel
from ..importing.importer import describe_ports, import_graph, trace_model
from ..importing.split_graph import Part, split_graph
from ..importing.torch_graph import StatelessGraph
from ..importing.unsupported import describe_nodes, find_unsupported_nodes
from .model import CompiledModel
from .options import CompileOptions
from .partitioned import PartitionedModel, Step
from .report import ModelReport, TorchPart
from .watched import NOTHING_WATCHED, WatchedWeights

__all__ = ["compile_with_torch"]

_NO_LOWERING = "it cannot be compiled"

Compile = Callable[[ImportedModel, CompileOptions], CompiledModel]


def compile_with_torch(
    source: Any, example_inputs: Any, options: CompileOptions, compile_imported: Compile
) -> CompiledModel:
    """Compile a PyTorch model as a whole or, where that cannot be, in parts.

    Args:
        source: as for `patconv.compile`, but for MLIR.
        example_inputs: as for `patconv.compile`.
        options: of the compilation.
        compile_imported: compiles one part.

    Returns:
        An ordinary model where everything compiles, or else a `PartitionedModel`.

    Raises:
        ImportContractError, CompileError: as `patconv.compile`; also where nothing compiles.
    """
    whole, sources = trace_model(source, example_inputs)
    watched = NOTHING_WATCHED if options.copy_weights else WatchedWeights.of(source, sources)
    failure: UnsupportedOperationError | None = None
    inputs, outputs = describe_ports(whole)
    if {spec.dtype for spec in (*inputs, *outputs)} == {"float32"}:
        try:
            model = compile_imported(import_graph(whole), options)
            return replace(model, _watched=watched)
        except UnsupportedOperationError as error:
            failure = error
    unsupported = dict.fromkeys(find_unsupported_nodes(whole.graph), _NO_LOWERING)
    parts = split_graph(whole, unsupported)
    if failure is not None and not any(part.in_torch for part in parts):
        raise failure
    return _Parts(whole, options, compile_imported).compile(parts, watched)


class _Parts:
    def __init__(
        self, whole: StatelessGraph, options: CompileOptions, compile_imported: Compile
    ) -> None:
        self.whole = whole
        self.options = options
        self.compile_imported = compile_imported
        self.steps: list[Step] = []
        self.torch_parts: list[TorchPart] = []

    def compile(self, parts: Sequence[Part], watched: WatchedWeights) -> PartitionedModel:
        for number, part in enumerate(parts, 1):
            model = None if part.in_torch else self.compile_part(number, part)
            if model is None:
                self.steps.append(self.torch_step(number, part.graph))
                self.note(number, part.reasons)
            else:
                self.steps.append(_compiled_step(number, part.graph, model))
        models = [step.run for step in self.steps if isinstance(step.run, CompiledModel)]
        if not models:
            lines = [line for part in self.torch_parts for line in part.operations]
            raise UnsupportedOperationError(
                "expected a convolution or a matrix product that can be compiled, but got none; "
                "run the model in PyTorch:\n" + "\n".join(f"  {line}" for line in lines),
                lines,
            )
        inputs, outputs = describe_ports(self.whole)
        results: Any = self.whole.graph.output_node().args[0]
        kept = set.intersection(*(set(model._ir) for model in models))
        return PartitionedModel(
            inputs,
            outputs,
            tuple(spec for model in models for spec in model.layer_specs),
            self.report(models),
            None,
            {phase: _join_ir(models, phase) for phase in models[0]._ir if phase in kept},
            watched,
            tuple(self.steps),
            tuple(self.whole.inputs),
            tuple(self.value(node) for node in results),
        )

    def compile_part(self, number: int, part: Part) -> CompiledModel | None:
        """Compile a part; None where the compiler fails, of which a warning tells."""
        options = self.options
        if options.dump_ir is not None:
            options = replace(options, dump_ir=Path(options.dump_ir) / f"part-{number}")
        try:
            return self.compile_imported(import_graph(part.graph), options)
        except (CompileError, UnsupportedOperationError) as error:
            if options.strict:
                raise
            text = f"part {number} runs in PyTorch, as it does not compile: {error}"
            warnings.warn(text, PatConvWarning, stacklevel=2)
            nodes = [n for n in part.graph.graph.nodes if n.op == "call_function"]
            self.note(number, dict.fromkeys(nodes, f"the compiler failed: {_first_line(error)}"))
            return None

    def note(self, number: int, reasons: Mapping[fx.Node, str]) -> None:
        """Add to the report what runs in PyTorch."""
        for why in dict.fromkeys(reasons.values()):
            lines = describe_nodes([node for node in reasons if reasons[node] == why])
            self.torch_parts.append(TorchPart(number, why, tuple(lines)))

    def torch_step(self, number: int, graph: StatelessGraph) -> Step:
        root = graph.graph.owning_module or torch.nn.Module()
        arguments = graph.graph.find_nodes(op="placeholder")
        reads = [
            self.own(graph.parameters[node.name].tensor)
            if node.name in graph.parameters
            else graph.inputs[node.name]
            for node in arguments
        ]
        module = fx.GraphModule(root, graph.graph)
        return Step(f"part {number} in PyTorch", module, tuple(reads), graph.outputs)

    def value(self, node: fx.Node) -> str | torch.Tensor:
        """A result of the whole: the name of a value, or a parameter."""
        if node.name in self.whole.parameters:
            return self.own(self.whole.parameters[node.name].tensor)
        return node.name

    def own(self, tensor: torch.Tensor) -> torch.Tensor:
        """A parameter as it stays: without watch, nothing refuses a call after an edit."""
        tensor = tensor.detach()
        return tensor.clone() if self.options.copy_weights else tensor

    def report(self, models: Sequence[CompiledModel]) -> ModelReport:
        reports = [model.report() for model in models]
        return ModelReport(
            tuple(layer for report in reports for layer in report.layers),
            target=reports[0].target,
            workspace_bytes=sum(report.workspace_bytes for report in reports),
            live_bytes=sum(report.live_bytes for report in reports),
            weights_bytes=sum(report.weights_bytes for report in reports),
            parts=len(self.steps),
            torch_parts=tuple(self.torch_parts),
        )


def _compiled_step(number: int, graph: StatelessGraph, model: CompiledModel) -> Step:
    reads = tuple(spec.name for spec in model.input_specs)
    return Step(f"part {number}", model, reads, graph.outputs)


def _join_ir(models: Sequence[CompiledModel], phase: str) -> Callable[[], str]:
    def join() -> str:
        return "\n".join(f"// compiled part {n}\n{m.ir(phase)}" for n, m in enumerate(models, 1))

    return join


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
