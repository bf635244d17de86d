"""PyTorch eager with weights and images in its layout with channels last."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .adapter import Adapter, serve_adapter
from .prepared import Prepared


class TorchEager(Adapter):
    """Also what `torch_compile_worker` begins with."""

    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        """Take the module as it is, in the layout that the variant says."""
        import torch

        del folder
        torch.set_num_threads(threads)
        self.module, self._inputs = prepared.module()
        if variant == "channels_last":
            layout = torch.channels_last
            for parameter in self.module.parameters():
                if parameter.ndim == 4:
                    parameter.data = parameter.data.contiguous(memory_format=layout)
            self._inputs = [
                x.contiguous(memory_format=layout) if x.ndim == 4 else x for x in self._inputs
            ]
        self._torch = torch

    def run(self) -> Any:
        """Call the module."""
        with self._torch.inference_mode():
            return self.module(*self._inputs)

    def outputs(self, result: Any) -> list[Any]:
        """Its tensors, in order."""
        leaves, _ = self._torch.utils._pytree.tree_flatten(result)
        return [leaf.numpy() for leaf in leaves]


if __name__ == "__main__":
    serve_adapter(TorchEager())
