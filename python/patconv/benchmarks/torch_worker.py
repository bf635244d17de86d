"""PyTorch eager in a process of its own: makes the network to compare, and runs it."""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import torch
from torch import nn

from ..cli.model_source import prune_model_, resolve_model, state_arrays
from ..importing import load_arrays, save_arrays
from ..importing.layer_reference import reference_outputs
from ..pruning import PruneConfig
from .peers.prepared import INPUTS, OUTPUTS, numbered
from .timing import time_calls
from .workers import serve

__all__ = ["load_network"]

#: What `prepare` writes, and everyone reads. A layer's values are ``NAME/0``, ``NAME/1``, ...
WEIGHTS, LAYERS = "weights.safetensors", "layers.safetensors"
_MODULES = "modules.json"
#: The share of each fully connected layer's input that is 0, by the layer's name.
ZEROS = "zeros.json"


def load_network(
    folder: str, model: str, shapes: Sequence[Sequence[int]] | None
) -> tuple[nn.Module, list[torch.Tensor]]:
    """The network with the weights that `prepare` wrote, and its inputs.

    Args:
        folder: where they lie.
        model: as on the command line: a built-in network or ``pkg.mod:factory``.
        shapes: of the inputs; None where the network has its own.
    """
    module = _resolve(model, Path(folder) / WEIGHTS, shapes).module.requires_grad_(False)
    arrays = numbered(load_arrays(Path(folder) / INPUTS))
    return module, [torch.from_numpy(array.copy()) for array in arrays]


def _resolve(model: str, weights: Path | None, shapes: Sequence[Sequence[int]] | None) -> Any:
    given = None if shapes is None else [tuple(shape) for shape in shapes]
    return resolve_model(argparse.Namespace(model=model, weights=weights, input=given))


class _Engine:
    model: nn.Module
    inputs: list[torch.Tensor]
    reference: list[Any]
    modules: dict[str, list[str]]

    def prepare(
        self,
        folder: str,
        model: str,
        shapes: Sequence[Sequence[int]] | None,
        weights: str | None,
        prune: dict[str, Any] | None,
    ) -> dict[str, Any]:
        """Make and prune the network; write weights, inputs, outputs and every layer's values."""
        place = Path(folder)
        made = _resolve(model, None if weights is None else Path(weights), shapes)
        kept = {}
        if prune is not None:
            report = prune_model_(made, PruneConfig(**prune))
            kept = {"rate": report.rate, "kernels": report.kernels, "kept": report.kept_kernels}
        module = made.module.requires_grad_(False)
        save_arrays(state_arrays(made), place / WEIGHTS)
        inputs = made.example_inputs
        save_arrays({str(i): x.numpy() for i, x in enumerate(inputs)}, place / INPUTS)
        layers, outputs = reference_outputs(module, inputs)
        values = {
            f"{layer.name}/{stage}": value.float().numpy()
            for layer in layers
            for stage, value in enumerate(layer.values)
        }
        save_arrays(values, place / LAYERS)
        save_arrays({str(i): y.float().numpy() for i, y in enumerate(outputs)}, place / OUTPUTS)
        modules = {layer.name: layer.modules for layer in layers}
        (place / _MODULES).write_text(json.dumps(modules), encoding="utf-8")
        zeros = _zero_shares(module, inputs)
        (place / ZEROS).write_text(json.dumps(zeros), encoding="utf-8")
        parameters = sum(parameter.numel() for parameter in module.parameters())
        return {"parameters": parameters, **kept}

    def load(
        self, folder: str, model: str, shapes: Sequence[Sequence[int]] | None, threads: int
    ) -> dict[str, Any]:
        """Read what `prepare` wrote."""
        torch.set_num_threads(threads)
        self.model, self.inputs = load_network(folder, model, shapes)
        self.reference = numbered(load_arrays(Path(folder) / OUTPUTS))
        self.modules = json.loads((Path(folder) / _MODULES).read_text(encoding="utf-8"))
        return {"version": torch.__version__, "python": platform.python_version()}

    def _call(self) -> Any:
        outputs = self.model(*self.inputs)
        if isinstance(outputs, torch.Tensor):
            return [outputs]
        leaves, _ = torch.utils._pytree.tree_flatten(outputs)
        return leaves

    def measure(self, runs: int) -> dict[str, Any]:
        """Time whole calls; the error is against the outputs that `prepare` wrote."""
        with torch.inference_mode():
            return time_calls(self._call, self.reference, runs)

    def measure_layers(self, runs: int) -> dict[str, Any]:
        """Time each convolution, to the end of the normalisation and activation that follow."""
        with torch.inference_mode(), ExitStack() as stack:
            times = _time_convolutions(self.model, self.modules, stack)
            error = time_calls(self._call, self.reference, runs)["error"]
        # As in whole calls, the first ones are not counted.
        return {
            "seconds": {name: seconds[-runs:] for name, seconds in times.items()},
            "error": error,
        }


def _zero_shares(model: nn.Module, inputs: Sequence[torch.Tensor]) -> dict[str, float]:
    shares: dict[str, list[float]] = {}

    def count(name: str) -> Any:
        def hook(_module: nn.Module, given: tuple[Any, ...], named: dict[str, Any]) -> None:
            x = next(iter((*given, *named.values())))
            shares.setdefault(name, []).append((x == 0).double().mean().item())

        return hook

    with torch.inference_mode(), ExitStack() as stack:
        for name, module in model.named_modules():
            if isinstance(module, nn.Linear):
                hook = module.register_forward_pre_hook(count(name), with_kwargs=True)
                stack.callback(hook.remove)
        model(*inputs)
    # A layer that runs several times has no one share.
    return {name: found[0] for name, found in shares.items() if len(found) == 1}


def _time_convolutions(
    model: nn.Module, chains: Mapping[str, Sequence[str]], stack: ExitStack
) -> dict[str, list[float]]:
    """Time modules by hooks; a layer that runs several times a call has no one time.

    Returns:
        Seconds of every call by layer, filled while the hooks are in place.
    """
    uses = Counter(paths[0] for paths in chains.values() if paths)
    times: dict[str, list[float]] = {}
    active, started = "", 0.0

    def start(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any) -> None:
            nonlocal active, started
            active, started = name, time.perf_counter()
            times[name].append(0.0)

        return hook

    def stop(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, _output: torch.Tensor) -> None:
            # An activation that several layers share belongs to the one before it.
            if active == name:
                times[name][-1] = time.perf_counter() - started

        return hook

    for name, paths in chains.items():
        # What the model itself computes has no module of its own to hook.
        modules = [m for path in paths if not list((m := model.get_submodule(path)).children())]
        if not modules or uses[paths[0]] > 1:
            continue
        times[name] = []
        stack.callback(modules[0].register_forward_pre_hook(start(name)).remove)
        for module in modules:
            stack.callback(module.register_forward_hook(stop(name)).remove)
    return times


if __name__ == "__main__":
    engine = _Engine()
    serve(
        {
            "prepare": engine.prepare,
            "load": engine.load,
            "measure": engine.measure,
            "measure_layers": engine.measure_layers,
        }
    )
