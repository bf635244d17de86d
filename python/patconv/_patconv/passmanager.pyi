"""Pass pipelines. Public as patconv.passmanager."""

from typing import overload

import patconv._patconv.ir


class PassManager:
    """A pipeline of passes."""

    def __init__(self, anchor_op: str = 'any', context: patconv._patconv.ir.Context | None = None) -> None:
        """An empty pipeline for operations called `anchor_op`."""

    @staticmethod
    def parse(pipeline: str, context: patconv._patconv.ir.Context | None = None) -> PassManager:
        """
        Read a pipeline such as 'builtin.module(patconv-raise-pipeline)'. Raises ValueError with the name that is unknown.
        """

    def add(self, pipeline: str) -> None:
        """Append passes and pipelines, without the anchor."""

    @overload
    def run(self, operation: patconv._patconv.ir.Operation) -> None:
        """
        Run on an operation, in place; other threads go on meanwhile. Raises MLIRError with the errors of the pass that failed.
        """

    @overload
    def run(self, module: patconv._patconv.ir.Module) -> None: ...

    def enable_verifier(self, enable: bool) -> None:
        """Whether the module is verified after each pass."""

    def enable_ir_printing(self, print_before_all: bool = False, print_after_all: bool = True, print_module_scope: bool = False, print_after_change: bool = False, print_after_failure: bool = False, large_elements_limit: int | None = None, large_resource_limit: int | None = None, enable_debug_info: bool = False, print_generic_op_form: bool = False, tree_printing_dir_path: str | None = None) -> None:
        """
        Print the IR around the passes to the standard error stream, or into a tree of files below `tree_printing_dir_path`.
        """

    def __str__(self) -> str: ...
