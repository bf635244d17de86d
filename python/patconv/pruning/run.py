"""One run of pruning: its phases, its epochs, and how it goes on after it was killed."""

from __future__ import annotations

import contextlib
import itertools
import warnings
from collections.abc import Callable, Iterable, Sized
from typing import TYPE_CHECKING, Any

from ..errors import PruneError
from ..reports.progress import bar
from .admm import ADMM
from .admm_layer import Residual
from .checkpoint import expect_same, load_checkpoint, save_checkpoint
from .config import PruneConfig
from .epoch_batches import EpochBatches
from .masks import remove_masks_
from .ranks import all_ranks, gathered, rank_and_world, unwrapped
from .report import PruneReport
from .run_log import EpochRecord, RunLog
from .run_options import RunOptions, describe_config, describe_loop, describe_model
from .training import Totals, Trainer

if TYPE_CHECKING:
    from torch import nn

__all__ = ["CHECKPOINT", "PruningRun"]

#: The name of the file in the folder of a run.
CHECKPOINT = "checkpoint.pt"


class PruningRun:
    """Brings a model through ADMM (``admm``), masked retraining (``retrain``), to ``done``.

    Attributes:
        admm: the ADMM of the run.
        report: what the projection did, once it was made.
        history: one record per epoch.
        accuracies: ``dense``, ``projected`` and ``final``, as far as they are known.
        converged: whether ADMM ended before its time.
    """

    def __init__(
        self,
        model: nn.Module,
        train_loader: Iterable[Any],
        val_loader: Iterable[Any] | None,
        cfg: PruneConfig,
        options: RunOptions,
    ) -> None:
        self.admm = ADMM(model, cfg)
        self.report: PruneReport | None = None
        self.history: list[EpochRecord] = []
        self.accuracies: dict[str, float | None] = {}
        self.converged = False
        self._cfg, self._options = cfg, options
        self._train_loader, self._val_loader = train_loader, val_loader
        self._plain = unwrapped(model)
        self._trainer = Trainer(model, options.loss, options.autocast)
        self._epoch_batches = EpochBatches(train_loader, [val_loader])
        self._totals = Totals()
        self._phase, self._phase_epoch, self._steps = "admm", 0, 0
        self._restart()
        self._description = {
            "model": describe_model(self._plain),
            "configuration": describe_config(cfg),
            "loop": describe_loop(options, self._optimizer, self._scheduler),
        }
        self._path = None if options.folder is None else options.folder / CHECKPOINT
        self._saved = False
        self._advance: Callable[[str], None] = lambda following: None

    def go(self) -> None:
        """Run what is left of the phases.

        Raises:
            PruneError: see `prune_and_retrain`.
        """
        resumed = self._resume()
        if self._phase == "done":
            return
        with contextlib.ExitStack() as stack:
            log = None
            if rank_and_world()[0] == 0:
                self._advance = stack.enter_context(bar(self._title(), self._batches_left()))
                if self._options.folder is not None:
                    done = len(self.history)
                    log = RunLog(self._options.folder, self._options.tensorboard, done)
                    stack.callback(log.close)
            if not resumed:
                self.accuracies["dense"] = self._accuracy()
            while self._phase != "done":
                if self._phase_is_over():
                    self._end_phase()
                else:
                    self._train_epoch()
                    if log is not None:
                        log.write(self.history)
                self._save()

    def _phase_is_over(self) -> bool:
        if self._phase == "admm":
            return self.admm.finished
        return self._phase_epoch >= self._options.retrain_epochs

    def _end_phase(self) -> None:
        if self._phase == "admm":
            self.converged = self.admm.converged
            self.report = self.admm.finalize_()
            self.accuracies["projected"] = self.accuracies["final"] = self._accuracy()
            self._phase, self._phase_epoch = "retrain", 0
            self._restart()
        else:
            remove_masks_(self._plain)
            self._phase = "done"

    def _train_epoch(self) -> None:
        epoch = len(self.history) + 1
        batches = self._epoch_batches.start(epoch)
        self._trainer.model.train()
        every = self._options.checkpoint_steps
        while group := list(itertools.islice(batches, self._options.accumulate)):
            if not self._trainer.step(group, self._optimizer, self.admm.penalty, self._totals):
                raise self._not_finite("loss")
            self._epoch_batches.position += len(group)
            self._steps += 1
            for _ in group:
                self._advance(self._title())
            if every and self._steps % every == 0:
                self._save()
        if not self._epoch_batches.position:
            raise PruneError(
                "expected train_loader to yield at least one batch in every epoch, but got none "
                f"in epoch {epoch}; give a DataLoader whose data set is not empty, and no "
                "generator, which is used up after one epoch"
            )
        self._finish_epoch(epoch)

    def _finish_epoch(self, epoch: int) -> None:
        learning_rate = float(self._optimizer.param_groups[0]["lr"])
        stage, rho = self.admm.stage, self.admm.rho
        loss, penalty = self._totals.means(self._trainer.device)
        with warnings.catch_warnings():
            # After resuming, the optimiser may have made its steps in another process.
            warnings.filterwarnings("ignore", "Detected call of `lr_scheduler.step")
            self._scheduler.step()
        if not self._weights_are_finite():
            raise self._not_finite("weights")
        self._phase_epoch += 1
        residuals: tuple[Residual, ...] = ()
        if self._phase == "admm" and self._phase_epoch % self._cfg.schedule.epochs == 0:
            new_stage = self.admm.update()
            residuals = self.admm.residuals()
            if new_stage:
                self._restart()
        accuracy = self._accuracy()
        if self._phase == "retrain":
            self.accuracies["final"] = accuracy
        record = EpochRecord(
            epoch=epoch,
            phase=self._phase,
            stage=stage,
            rho=rho,
            learning_rate=learning_rate,
            loss=loss,
            penalty=penalty,
            accuracy=accuracy,
            residuals=residuals,
        )
        self.history.append(record)
        self._totals = Totals()
        self._epoch_batches.finish()

    def _accuracy(self) -> float | None:
        if self._val_loader is None:
            return None
        return self._trainer.evaluate(self._val_loader, self._options.metric)

    def _restart(self) -> None:
        """A new optimiser and scheduler, for a stage of ADMM or the retraining."""
        schedule = self._cfg.schedule
        stage_epochs = schedule.updates * schedule.epochs
        epochs = stage_epochs if self._phase == "admm" else self._options.retrain_epochs
        self._optimizer = self._options.optimizer(self._plain)
        self._scheduler = self._options.scheduler(self._optimizer, max(1, epochs))

    def _save(self) -> None:
        """Write a checkpoint that a new process goes on from; every rank calls it."""
        if self._path is None:
            return
        if not self._weights_are_finite():
            raise self._not_finite("weights")
        own = {"random": self._epoch_batches.state_dict(), "totals": vars(self._totals)}
        ranks = gathered(own)
        if rank_and_world()[0] == 0:
            state = {
                "description": self._description,
                "phase": self._phase,
                "phase_epoch": self._phase_epoch,
                "steps": self._steps,
                "position": self._epoch_batches.position,
                "ranks": ranks,
                "model": self._plain.state_dict(),
                "admm": self.admm.state_dict(),
                "optimizer": self._optimizer.state_dict(),
                "scheduler": self._scheduler.state_dict(),
                "scaler": self._trainer.scaler.state_dict(),
                "report": None if self.report is None else self.report.state_dict(),
                "history": [record.state_dict() for record in self.history],
                "accuracies": self.accuracies,
                "converged": self.converged,
            }
            save_checkpoint(state, self._path, check=not self._saved)
        self._saved = True

    def _resume(self) -> bool:
        """Go on from the checkpoint; whether there was one.

        Raises:
            PruneError: there is one and it is not to be used, or it is of another run.
        """
        if self._path is None or not self._path.exists():
            return False
        if not self._options.resume:
            raise PruneError(
                f"expected a folder without a checkpoint, but got '{self._path}'; pass "
                "resume=True to go on from it, or another folder to begin anew"
            )
        state = load_checkpoint(self._path)
        expect_same(state["description"], self._description, self._path)
        self._phase, self._phase_epoch = state["phase"], state["phase_epoch"]
        report = state["report"]
        self.report = None if report is None else PruneReport.from_state_dict(report)
        self.history = [EpochRecord.from_state_dict(record) for record in state["history"]]
        self.accuracies, self.converged = dict(state["accuracies"]), state["converged"]
        self._saved = True
        if self._phase == "done":
            # The model may have come with masks: their keys are gone at the end.
            remove_masks_(self._plain)
            self._plain.load_state_dict(state["model"])
            return True
        self.admm.load_state_dict(state["admm"])
        self._plain.load_state_dict(state["model"])
        self._restart()
        self._optimizer.load_state_dict(state["optimizer"])
        self._scheduler.load_state_dict(state["scheduler"])
        self._trainer.scaler.load_state_dict(state["scaler"])
        own = state["ranks"][rank_and_world()[0]]
        self._steps, self._totals = state["steps"], Totals(**own["totals"])
        self._epoch_batches.load_state_dict(own["random"], state["position"])
        return True

    def _weights_are_finite(self) -> bool:
        import torch

        finite = [
            value.isfinite().all().to(self._trainer.device)
            for value in self._plain.state_dict().values()
            if value.is_floating_point()
        ]
        return all_ranks(torch.stack(finite).all())

    def _not_finite(self, what: str) -> PruneError:
        place = f"epoch {len(self.history) + 1} ({self._phase})"
        place += f", batch {self._epoch_batches.position + 1}"
        kept = f"the last good checkpoint is '{self._path}'" if self._saved else "none was saved"
        return PruneError(
            f"expected the {what} to be finite, but got inf or nan in {place}; {kept}; lower the "
            "learning rate or rho, or look for bad inputs"
        )

    def _title(self) -> str:
        if self._phase == "admm":
            return f"ADMM, stage {self.admm.stage + 1} of {self._cfg.schedule.stages}"
        return "retraining"

    def _batches_left(self) -> int:
        """How many there are in all that is left; guessed where the loader has no length."""
        schedule = self._cfg.schedule
        epochs = schedule.stages * schedule.updates * schedule.epochs
        epochs = max(0, epochs - len(self.history)) if self._phase == "admm" else 0
        epochs += self._options.retrain_epochs - self._phase_epoch * (self._phase == "retrain")
        per_epoch = 1
        if isinstance(self._train_loader, Sized):
            # A loader over a stream has the method and raises.
            with contextlib.suppress(TypeError):
                per_epoch = len(self._train_loader)
        return epochs * per_epoch - self._epoch_batches.position
