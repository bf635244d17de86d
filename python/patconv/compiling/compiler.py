"""From a model to a function, phase by phase."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import _patconv
from ..errors import (
    CompileError,
    ImportContractError,
    PatConvError,
    UnsupportedOperationError,
    UnsupportedTargetError,
)
from ..files import replaced
from ..importing import ImportedModel, TensorSpec, Weights, import_model, read_weights
from ..importing.importer import expect_torch, is_torch_model
from .cache import find_cache
from .cache_key import find_key
from .model import CompiledModel, make_model
from .options import CompileOptions
from .report import ModelReport, describe_target
from .reproducer import Reproducer, write_reproducer
from .watched import NOTHING_WATCHED, WatchedWeights

__all__ = ["compile"]

#: What tells a dump of `dump_ir` from a model.
_DUMP_MARK = 'patconv.phase = "'


def compile(
    source: Any,
    example_inputs: Any = None,
    *,
    target: str = "host",
    options: CompileOptions | None = None,
    weights: Weights = None,
    progress: Callable[[str], None] | None = None,
) -> CompiledModel:
    """Compile a model for the shapes of its example inputs.

    Args:
        source: a `torch.nn.Module` in evaluation mode, a
            `torch.export.ExportedProgram`, the path of a ``.pt2``, ``.onnx`` or ``.mlir``
            file, MLIR text, or a dump of ``dump_ir``, from which compilation goes on.
        example_inputs: for a module: one float32 tensor or a sequence; for an ``.onnx`` file,
            arrays or tensors, where it leaves a dimension open.
        target: ``host``, or a processor that LLVM knows, such as ``x86-64-v3``; then, after
            commas, features to add or to leave out, as in ``host,-avx512f``. This machine must
            have them, unless ``stop_after`` asks for IR alone.
        options: see `CompileOptions`.
        weights: for MLIR only: a safetensors file, or arrays by name.
        progress: called with what comes next: ``read`` (the model), each phase, ``emit``; or
            ``load`` in place of these after the first, where the cache has the result.

    Raises:
        ImportContractError: the model cannot be compiled; says which operation.
        UnsupportedTargetError: the target is unknown, or this machine lacks a feature.
        CompileError: the compiler failed; has its diagnostics and, where code or text is
            the reason, a reproducer.
        PatConvError: a dump cannot be written.
    """
    options = CompileOptions() if options is None else options
    if not isinstance(options, CompileOptions):
        raise TypeError(
            f"expected options to be a CompileOptions, but got {type(options).__name__}; "
            "write CompileOptions(threads=2)"
        )
    try:
        # What stops at IR may be for any processor.
        cpu = _patconv.Target.resolve(target, runs_here=options.stop_after is None)
    except _patconv.Failure as error:
        raise UnsupportedTargetError(str(error)) from None
    folder = _dump_folder(options)
    progress = progress or (lambda step: None)
    progress("read")
    if options.fallback == "torch" and is_torch_model(source):
        expect_torch(weights)
        from .fallback import compile_with_torch

        def compile_imported(imported: ImportedModel, options: CompileOptions) -> CompiledModel:
            start, folder = _start_imported(imported), _dump_folder(options)
            return _Compilation(start, cpu, target, options, folder, progress).run_or_load()

        return compile_with_torch(source, example_inputs, options, compile_imported)
    try:
        start = _start(source, example_inputs, weights, copy_weights=options.copy_weights)
        return _Compilation(start, cpu, target, options, folder, progress).run_or_load()
    except UnsupportedOperationError as error:
        if is_torch_model(source):
            error.add_note('CompileOptions(fallback="torch") leaves these operations to PyTorch')
        raise


def _dump_folder(options: CompileOptions) -> Path | None:
    """The folder to dump into, made and tried before a long compilation."""
    if options.dump_ir is None:
        return None
    folder = Path(options.dump_ir)
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, _patconv.Failure) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PatConvError(
            f"expected '{path}' to be writable for dump_ir, but got: {reason}"
        ) from error


@dataclass(frozen=True, eq=False)
class _Start:
    """Text and arrays from which a program can be made as often as needed."""

    text: str
    arrays: Mapping[str, npt.NDArray[Any]]
    name: str
    watched: WatchedWeights = NOTHING_WATCHED
    find_unsupported: Callable[[], list[str]] | None = None

    def check_operations(self) -> None:
        """Name the operations of a PyTorch model that the compiler did not take.

        Raises:
            ImportContractError: there are some.
        """
        if self.find_unsupported is not None and (lines := self.find_unsupported()):
            from ..importing.refusals import unsupported_error

            raise unsupported_error(lines) from None

    def open(self, program: _patconv.Program) -> None:
        program.parse(self.text, self.name)
        program.bind_weights(list(self.arrays.items()))


def _start(source: Any, example_inputs: Any, weights: Weights, *, copy_weights: bool) -> _Start:
    text = _dump_text(source)
    if text is None:
        imported = import_model(source, example_inputs, weights=weights)
        name = str(source) if isinstance(source, Path) else "model.mlir"
        watched = NOTHING_WATCHED if copy_weights else WatchedWeights.of(source, imported.sources)
        return _start_imported(imported, name, watched)
    if example_inputs is not None:
        raise ImportContractError(
            "expected example_inputs to be absent for a dump, which has its shapes, but got one"
        )
    arrays = read_weights(weights)
    _check_numbers(arrays)
    return _Start(text, arrays, "dump.mlir")


def _start_imported(
    imported: ImportedModel, name: str = "model.mlir", watched: WatchedWeights = NOTHING_WATCHED
) -> _Start:
    _check_numbers(imported.arrays)
    return _Start(imported.text, imported.arrays, name, watched, imported.find_unsupported)


def _check_numbers(arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Refuse NaN, which would be everywhere in the outputs. Infinity may be a mask."""
    for name, array in arrays.items():
        # The minimum is NaN where one element is, and takes no memory.
        if array.dtype.kind == "f" and array.size and np.isnan(array.min()):
            count = np.count_nonzero(np.isnan(array))
            raise ImportContractError(
                f"expected parameter '{name}' to hold numbers, but got {count} NaN of "
                f"{array.size} values; load a sound checkpoint"
            )


def _dump_text(source: Any) -> str | None:
    """The text of a dump, or None where `source` is a model."""
    if not isinstance(source, (str, Path)):
        return None
    if isinstance(source, str) and "\n" in source:
        return source if _DUMP_MARK in source else None
    path = Path(source)
    if path.suffix != ".mlir" or not path.is_file():
        return None
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None  # The import says what is wrong with it.
    return text if _DUMP_MARK in text else None


@dataclass(eq=False)
class _Compilation:
    start: _Start
    cpu: _patconv.Target
    target: str
    options: CompileOptions
    folder: Path | None
    progress: Callable[[str], None]
    ir: dict[str, Callable[[], str]] = field(default_factory=dict)

    def run_or_load(self) -> CompiledModel:
        """Run, but where the cache is on and holds the result."""
        options = self.options
        traced = options.dump_ir is not None or options.stop_after is not None
        cache = find_cache() if options.cache and not traced else None
        if cache is None:
            return self.run()
        key = find_key(self.start.text, self.start.arrays, options, self.cpu)
        model = cache.fetch(key, self.run, lambda: self.progress("load"))
        return replace(model, _watched=self.start.watched)

    def run(self) -> CompiledModel:
        program = _patconv.Program()
        self._open(program)
        self._check_strict(program)
        for phase in self._remaining(program.phase):
            self.progress(phase)
            self._run_phase(program, phase)
            if self.folder is not None:
                self._dump(program, self.folder)
        if self.options.stop_after is not None:
            text = program.print()
            self.ir[program.phase] = lambda: text
        if self.folder is not None:
            path = self.folder / "weights.safetensors"
            with _writing(path):
                program.save_weights(str(path))
        code = None
        if self.options.stop_after is None:
            self.progress("emit")
            code = self._guard(program, lambda: program.emit(self.cpu, self.options.threads))
        report = ModelReport.from_compiler(
            program.report(),
            target=describe_target(self.cpu.cpu, self.cpu.lanes, self.options.threads),
        )
        return make_model(
            _specs(program.inputs),
            _specs(program.outputs),
            report,
            code,
            self.ir,
            self.start.watched,
        )

    def _open(self, program: _patconv.Program) -> None:
        try:
            self.start.open(program)
        except _patconv.Failure as error:
            self.start.check_operations()
            raise self._error(
                f"expected the module to be valid, but got: {error}", program, self._write_start
            ) from None

    def _remaining(self, done: str) -> list[str]:
        phases = list(_patconv.phases())
        first = phases.index(done) + 1 if done else 0
        last = len(phases)
        if self.options.stop_after is not None:
            last = phases.index(self.options.stop_after) + 1
        if last < first:
            raise CompileError(
                f"expected stop_after to be '{done}' or later, where the dump was made, "
                f"but got '{self.options.stop_after}'"
            )
        return phases[first:last]

    def _run_phase(self, program: _patconv.Program, phase: str) -> None:
        options = self._phase_options()
        self._guard(program, lambda: program.run_phase(phase, options), phase)
        if phase == "raise":
            self._check_strict(program)

    def _check_strict(self, program: _patconv.Program) -> None:
        """Where the program has come far enough to have a report."""
        if not self.options.strict:
            return
        report = ModelReport.from_compiler(program.report())
        refused = [layer for layer in report.layers if layer.refused]
        if refused:
            raise CompileError(
                "expected every convolution to take the pattern path (strict=True), but got "
                f"{len(refused)} that cannot",
                [f"{layer.name} ({layer.path}): {layer.why}" for layer in refused],
            )

    def _phase_options(self) -> _patconv.PhaseOptions:
        options = _patconv.PhaseOptions()
        options.lanes = self.cpu.lanes
        options.vector_registers = self.cpu.vector_registers
        options.threads = self.options.threads
        options.max_patterns = self.options.max_patterns
        options.reorder = self.options.reorder
        options.layout = _patconv.LayoutChoice[self.options.layout]
        options.winograd = self.options.winograd
        options.skip_zeros = self.options.skip_zeros
        options.lre = self.options.lre
        options.fusion = self.options.fusion
        options.expose_layers = self.options.expose_layers
        return options

    def _guard(
        self, program: _patconv.Program, step: Callable[[], Any], phase: str | None = None
    ) -> Any:
        try:
            return step()
        except _patconv.Failure as error:
            if phase == _patconv.phases()[0]:
                self.start.check_operations()
            step_name = "the emission of code" if phase is None else f"phase '{phase}'"
            raise self._error(
                f"expected {step_name} to succeed, but got: {error}",
                program,
                lambda: self._write_before(phase),
            ) from None

    def _error(
        self,
        message: str,
        program: _patconv.Program,
        write: Callable[[], Reproducer | None],
    ) -> CompileError:
        reproducer = write() if self.options.reproducer else None
        if reproducer is None:
            return CompileError(message, _errors(program))
        return CompileError(message, _errors(program), reproducer.folder, reproducer.command)

    def _write_start(self, pipeline: str | None = None) -> Reproducer | None:
        start = self.start
        return write_reproducer(start.text, start.arrays, self.options, self.target, pipeline)

    def _write_before(self, phase: str | None) -> Reproducer | None:
        """Write the module just before the failing phase, made anew."""
        program = _patconv.Program()
        options = self._phase_options()
        pipeline = None if phase is None else _patconv.pipeline(phase, options)
        try:
            self.start.open(program)
            for earlier in self._remaining(program.phase):
                if earlier == phase:
                    break
                program.run_phase(earlier, options)
        except _patconv.Failure:
            return self._write_start()
        if not program.phase:
            return self._write_start(pipeline)
        return write_reproducer(program.print(), program, self.options, self.target, pipeline)

    def _dump(self, program: _patconv.Program, folder: Path) -> None:
        number = _patconv.phases().index(program.phase)
        path = folder / f"{number:02d}-{program.phase}.mlir"
        with _writing(path), replaced(path) as temporary:
            temporary.write_text(program.print(), encoding="utf-8")
        self.ir[program.phase] = lambda: path.read_text(encoding="utf-8")


def _specs(ports: Sequence[_patconv.Port]) -> list[TensorSpec]:
    return [TensorSpec(port.name, tuple(port.shape)) for port in ports]


def _errors(program: _patconv.Program) -> list[str]:
    return [_format(m) for m in program.messages if m.severity in ("error", "warning")]


def _format(message: _patconv.Message) -> str:
    lines = [f"{message.location}: {message.severity}: {message.text}"]
    lines += [f"  {note}" for note in message.notes]
    return "\n".join(lines)
