"""One-shot pruning that makes up for what it removes, from unlabelled inputs alone."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ..errors import PruneError
from ..reports.progress import bar
from .config import PruneConfig
from .patterns import Pattern, assign_patterns, mine_patterns, strongest
from .projection import _MINED_SIZE, _given_sizes, _Layer, _plan
from .report import LayerReport, PruneReport

if TYPE_CHECKING:
    import torch
    from torch import nn

__all__ = ["RefitReport", "project_and_refit_"]

_Floats = npt.NDArray[np.floating]
_Bools = npt.NDArray[np.bool_]
_BATCH = 64


def project_and_refit_(
    model: nn.Module,
    cfg: PruneConfig | None = None,
    *,
    calibration: Any,
    samples: int = 512,
    positions: int = 256,
    damping: float = 0.01,
    mode='asym', bn=False,
):
    cfg = PruneConfig() if cfg is None else cfg
    import torch
    from .layerwise import LeastSquares, choose_kept, fit_kept, output_error
    from .moments import collect_moments, count_calls
    layers = _plan(model, cfg)
    patterns = cfg.pattern_set or ()
    if _MINED_SIZE not in _given_sizes(cfg):
        mined = mine_patterns(
            (layer.kernels for layer in layers if layer.by_pattern and layer.size == _MINED_SIZE),
            cfg.entries, cfg.patterns, force_centre=cfg.force_centre)
        patterns = (*mined, *patterns)
    model.eval()
    dense = copy.deepcopy(model)
    batches = list(calibration.split(_BATCH))
    calls = count_calls(model, batches)
    planned = {l.conv: l for l in layers}
    names = {m: n for n, m in model.named_modules()}
    errs = {}
    for conv, n in calls.items():
        l = planned[conv]; dc = dense.get_submodule(names[conv])
        a = {'asym': (model, conv, dense, dc), 'dense': (dense, dc, dense, dc), 'sym': (model, conv, model, conv)}[mode]
        mom = collect_moments(*a, batches, calls=n, positions=positions)
        if conv.bias is not None: fitm = mom.centred()
        else: fitm = mom
        g = conv.groups
        W = conv.weight.detach().double().reshape(g, conv.out_channels // g, -1)
        fit = LeastSquares.of(fitm, W, damping)
        cand = [p for p in patterns if (p.kh, p.kw) == l.size] if l.by_pattern else []
        def project(w, l=l, cand=cand):
            k = w.reshape(-1, *l.size).numpy()
            if JOINT and cand:
                e = np.square(k.reshape(len(k), -1)); P = np.stack([p.array().reshape(-1) for p in cand])
                sc = e @ P.T.astype(float); ids = sc.argmax(1); best = sc.max(1)
                kept = np.zeros(len(k), bool); kept[np.argsort(-best, kind='stable')[:l.keep]] = True
                mask = P[ids].reshape(k.shape) & kept[:, None, None]
            else:
                kept = strongest(k, l.keep); mask = np.broadcast_to(kept[:, None, None], k.shape)
                if cand: mask = mask & np.stack([p.array() for p in cand])[assign_patterns(k, cand)]
            return torch.from_numpy(mask.reshape(w.shape).copy())
        kept = choose_kept(fit, project) if (cand or l.keep < len(l.kernels)) else torch.ones_like(W, dtype=torch.bool)
        V = fit_kept(fit, kept)
        errs[l.name] = (output_error(fitm, W * project(W)), output_error(fitm, V))
        with torch.no_grad():
            conv.weight.copy_(V.view_as(conv.weight))
            if conv.bias is not None:
                conv.bias.add_((mom.output_mean - (V @ mom.input_mean[:, :, None])[:, :, 0]).reshape(-1))
    if bn:
        for m in model.modules():
            if isinstance(m, torch.nn.BatchNorm2d): m.reset_running_stats(); m.momentum=None; m.train()
        with torch.no_grad():
            for b in [torch.cat(batches)]: model(b)
        model.eval()
    return errs
JOINT=True
