"""What a run writes down after every epoch: CSV files, and TensorBoard's where it is installed."""

from __future__ import annotations

import csv
import importlib.util
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import replaced
from .admm_layer import Residual

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter

__all__ = ["EpochRecord", "RunLog"]


@dataclass(frozen=True)
class EpochRecord:
    """One epoch.

    Attributes:
        epoch: its number over both phases, from 1.
        phase: ``admm`` or ``retrain``.
        stage: of ADMM, from 0; the last one in the retraining.
        rho: the weight of the penalty.
        learning_rate: of the first group of parameters.
        loss: the mean over the batches, without the penalty.
        penalty: the mean over the batches.
        accuracy: on the validation data after the epoch, or None without any.
        residuals: of the layers after the update of this epoch; empty without one.
    """

    epoch: int
    phase: str
    stage: int
    rho: float
    learning_rate: float
    loss: float
    penalty: float
    accuracy: float | None
    residuals: tuple[Residual, ...] = ()

    def state_dict(self) -> dict[str, Any]:
        """Numbers and strings that `from_state_dict` reads."""
        return asdict(self)

    @classmethod
    def from_state_dict(cls, state: dict[str, Any]) -> EpochRecord:
        """The record that `state_dict` described."""
        residuals = tuple(Residual(**row) for row in state["residuals"])
        return cls(**{**state, "residuals": residuals})


class RunLog:
    """Keeps ``log.csv``, ``residuals.csv`` and the folder ``tensorboard`` up to date.

    Args:
        folder: where they are.
        tensorboard: whether to write for TensorBoard; None: where it is installed.
        done: epochs that earlier runs in this folder have done.

    Raises:
        ImportError: TensorBoard is wanted, but not installed.
    """

    def __init__(self, folder: Path, tensorboard: bool | None, done: int) -> None:
        self._folder = folder
        self._writer: SummaryWriter | None = None
        if tensorboard is None:
            tensorboard = importlib.util.find_spec("tensorboard") is not None
        if tensorboard:
            self._writer = _writer(folder / "tensorboard", done)

    def write(self, history: Sequence[EpochRecord]) -> None:
        """Write down the last epoch of `history`.

        Raises:
            OSError: a file cannot be written.
        """
        # Whole files: after a kill there is neither half a row nor one twice.
        names = [field.name for field in fields(EpochRecord) if field.name != "residuals"]
        rows = [[getattr(record, name) for name in names] for record in history]
        _write_csv(self._folder / "log.csv", names, rows)
        columns = [field.name for field in fields(Residual)]
        residuals = [
            [record.epoch, *(getattr(one, column) for column in columns)]
            for record in history
            for one in record.residuals
        ]
        _write_csv(self._folder / "residuals.csv", ["epoch", *columns], residuals)
        if self._writer is not None:
            _add_scalars(self._writer, history[-1])

    def close(self) -> None:
        """Finish the files."""
        if self._writer is not None:
            self._writer.close()


def _write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with replaced(path) as temporary, temporary.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _writer(folder: Path, done: int) -> SummaryWriter:
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError as error:
        raise ImportError(
            "writing for TensorBoard needs the extra 'tensorboard', but it is missing: "
            "pip install patconv[tensorboard]",
            name="tensorboard",
        ) from error
    return SummaryWriter(log_dir=str(folder), purge_step=done + 1)


def _add_scalars(writer: SummaryWriter, record: EpochRecord) -> None:
    for name in ("loss", "penalty", "accuracy", "rho", "learning_rate"):
        value = getattr(record, name)
        if value is not None:
            writer.add_scalar(name, value, record.epoch)
    for one in record.residuals:
        for name, value in asdict(one).items():
            if name != "name" and value is not None:
                writer.add_scalar(f"{name}/{one.name}", value, record.epoch)
    writer.flush()
