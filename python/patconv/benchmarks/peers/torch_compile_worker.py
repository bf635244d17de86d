"""torch.compile: Inductor with frozen weights, whose layout it then chooses."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .adapter import serve_adapter
from .prepared import Prepared
from .torch_eager_worker import TorchEager


class _TorchCompile(TorchEager):
    def load(self, prepared: Prepared, folder: Path, threads: int, variant: str) -> None:
        # Both are read when Inductor is loaded.
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(folder / "inductor")
        os.environ["TORCHINDUCTOR_FREEZING"] = "1"
        super().load(prepared, folder, threads, variant)
        self.module = self._torch.compile(self.module)

    def run(self) -> Any:
        # Frozen weights need no_grad: in inference mode Inductor leaves them.
        with self._torch.no_grad():
            return self.module(*self._inputs)


if __name__ == "__main__":
    serve_adapter(_TorchCompile())
