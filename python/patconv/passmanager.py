"""Pass pipelines over the IR of `patconv.ir`, named as in MLIR's own Python bindings.

Every pass of patconv has its name, `patconv-...` or `convert-...`, every phase the pipeline
`patconv-<phase>-pipeline`, and all phases `patconv-cpu-pipeline`:

    passmanager.PassManager.parse("builtin.module(patconv-raise-pipeline)", context).run(module)
"""

from __future__ import annotations

from ._patconv.passmanager import PassManager

__all__ = ["PassManager"]
