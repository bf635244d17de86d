"""PyTorch eager in a process of its own: makes the pruned network, and runs it."""

from __future__ import annotations

import platform
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from .. import PruneConfig, project_
from ..importing import load_arrays, save_arrays
from ..models import initialise_, unit_variance_, vgg16
from .timing import time_calls
from .workers import serve

__all__ = ["load_network"]

_SHAPE = (1, 3, 224, 224)


def load_network(folder: str) -> tuple[nn.Module, torch.Tensor]:
    """Read the network and its input from what `prepare` wrote."""
    model = vgg16()
    arrays = load_arrays(Path(folder) / "weights.safetensors")
    model.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in arrays.items()})
    x = torch.from_numpy(np.load(Path(folder) / "input.npy"))
    return model.eval().requires_grad_(False), x


class _Engine:
    model: nn.Module
    x: torch.Tensor
    reference: Any

    def prepare(self, folder: str, seed: int, patterns: int, rate: float) -> dict[str, Any]:
        """Make and prune the network; write weights, input, output and every layer's output."""
        generator = torch.Generator().manual_seed(seed)
        x = torch.randn(_SHAPE, generator=generator)
        model = initialise_(vgg16(), seed=seed).eval()
        report = project_(model, PruneConfig(entries=4, patterns=patterns, connectivity=rate))
        unit_variance_(model, x)
        state = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
        save_arrays(state, Path(folder) / "weights.safetensors")
        np.save(Path(folder) / "input.npy", x.numpy())
        with torch.inference_mode(), ExitStack() as stack:
            layers = _keep_outputs(model, stack)
            output = model(x)
        np.save(Path(folder) / "output.npy", output.numpy())
        save_arrays(layers, Path(folder) / "layers.safetensors")
        return {"rate": report.rate, "kernels": report.kernels, "kept": report.kept_kernels}

    def load(self, folder: str, threads: int) -> dict[str, Any]:
        torch.set_num_threads(threads)
        self.model, self.x = load_network(folder)
        self.reference = np.load(Path(folder) / "output.npy")
        return {"version": torch.__version__, "python": platform.python_version()}

    def measure(self, runs: int) -> dict[str, Any]:
        """Time whole calls; the error is against the output that `prepare` wrote."""
        with torch.inference_mode():
            return time_calls(lambda: self.model(self.x), self.reference, runs)

    def measure_layers(self, runs: int) -> dict[str, Any]:
        """Time each convolution, from its start to the end of the ReLU after it."""
        with torch.inference_mode(), ExitStack() as stack:
            times = _time_convolutions(self.model, stack)
            error = time_calls(lambda: self.model(self.x), self.reference, runs)["error"]
        # As in whole calls, the first one is not counted.
        return {"seconds": {name: seconds[1:] for name, seconds in times.items()}, "error": error}


def _convolutions(model: nn.Module) -> list[tuple[str, nn.Conv2d, nn.Module]]:
    """Name, convolution and the ReLU after it, in the order of a sequential network."""
    modules = [(name, m) for name, m in model.named_modules() if not list(m.children())]
    return [
        (name, module, modules[i + 1][1])
        for i, (name, module) in enumerate(modules)
        if isinstance(module, nn.Conv2d) and isinstance(modules[i + 1][1], nn.ReLU)
    ]


def _keep_outputs(model: nn.Module, stack: ExitStack) -> dict[str, Any]:
    outputs: dict[str, Any] = {}

    def keep(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, output: torch.Tensor) -> None:
            outputs[name] = output.clone().numpy()

        return hook

    for name, _, relu in _convolutions(model):
        stack.callback(relu.register_forward_hook(keep(name)).remove)
    return outputs


def _time_convolutions(model: nn.Module, stack: ExitStack) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    started = 0.0

    def start(_module: nn.Module, _inputs: Any) -> None:
        nonlocal started
        started = time.perf_counter()

    def stop(name: str) -> Any:
        def hook(_module: nn.Module, _inputs: Any, _output: torch.Tensor) -> None:
            times[name].append(time.perf_counter() - started)

        return hook

    for name, convolution, relu in _convolutions(model):
        times[name] = []
        stack.callback(convolution.register_forward_pre_hook(start).remove)
        stack.callback(relu.register_forward_hook(stop(name)).remove)
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
