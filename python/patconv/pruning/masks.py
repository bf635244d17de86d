"""Masks on weights: what was removed stays removed, whatever the optimiser does.

A masked weight is parametrised (`torch.nn.utils.parametrize`): the layer works with
the stored weight where the mask is true and 0 elsewhere. The stored weight is the
parameter that the model had before, so that an optimiser, DistributedDataParallel and
a compiled step go on with it; momentum and weight decay may move its removed entries,
which nothing reads and which get no gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import PruneError

if TYPE_CHECKING:
    import torch
    from torch import nn

    from .mask_module import Mask

__all__ = ["attach_masks_", "freeze_zeros_", "masks_of", "remove_masks_"]


def attach_masks_(model: nn.Module, masks: Mapping[str, torch.Tensor]) -> None:
    """Keep weights at 0 from now on.

    Args:
        model: the network; the removed weights become 0 at once.
        masks: per name of a module the weights that stay: booleans in the shape of
            its `weight`.

    Raises:
        PruneError: a name is not in the model, or a mask is not of its weight's
            shape, or the weight is computed already. The model is not changed then.
    """
    import torch
    from torch.nn.utils import parametrize

    from .mask_module import Mask

    modules = dict(model.named_modules())
    for name, mask in masks.items():
        _check_mask(name, modules.get(name), mask)
    for name, mask in masks.items():
        module = modules[name]
        weight: torch.Tensor = module.weight
        kept = mask.to(weight.device, copy=True)
        with torch.no_grad():
            weight.masked_fill_(~kept, 0.0)
        # By way of a copy: torch writes to what it registers in a manner that takes off the hooks
        # by which DistributedDataParallel learns of gradients.
        module.weight = _copy(weight)
        parametrize.register_parametrization(module, "weight", Mask(kept))
        module.parametrizations.weight.original = weight


def freeze_zeros_(model: nn.Module) -> None:
    """Keep the weights of convolutions that are 0 as they are, to retrain the others.

    What `project_` or another tool removed can be retrained after this as after
    `ADMM.finalize_`.

    Args:
        model: the network; convolutions without zeros get no mask.

    Raises:
        PruneError: a weight is computed from others.
    """
    from torch import nn

    convolutions = {
        name: module for name, module in model.named_modules() if isinstance(module, nn.Conv2d)
    }
    zeros = {name: conv.weight.detach() != 0 for name, conv in convolutions.items()}
    attach_masks_(model, {name: mask for name, mask in zeros.items() if not bool(mask.all())})


def remove_masks_(model: nn.Module) -> nn.Module:
    """Turn masked weights into plain ones, with zeros where the masks had removed them.

    The keys of the `state_dict` are again those of the model before, and
    `patconv.compile` takes it.

    Args:
        model: the network; a model without masks stays as it is.

    Returns:
        `model`.

    Raises:
        PruneError: a masked weight is parametrised by something else as well.
    """
    import torch
    from torch.nn.utils import parametrize

    masked = list(_masked(model))
    for name, module, _ in masked:
        if _count_parametrisations(module) > 1:
            raise PruneError(
                f"expected the weight of '{name}' to have its mask alone, but got another "
                "parametrisation beside it; remove that first"
            )
    for _, module, mask in masked:
        # A copied module shares its class with the original, from which torch deletes `weight`.
        shared = type(module)
        module.__class__ = type(shared.__name__, shared.__bases__, dict(vars(shared)))
        stored: Any = module.get_submodule("parametrizations.weight")
        weight = stored.original
        with torch.no_grad():
            weight.masked_fill_(~mask.kept, 0.0)
        # By way of a copy, as in `attach_masks_`.
        stored.original = _copy(weight)
        parametrize.remove_parametrizations(module, "weight", leave_parametrized=True)
        module.weight = weight
        # Back in its place before the bias: optimisers number parameters in their order.
        for name in [name for name in module._parameters if name != "weight"]:
            module._parameters[name] = module._parameters.pop(name)
    return model


def masks_of(model: nn.Module) -> dict[str, torch.Tensor]:
    """The masks of a model, by the names of their modules: true for weights that stay."""
    return {name: mask.kept for name, _, mask in _masked(model)}


def _masked(model: nn.Module) -> Iterator[tuple[str, nn.Module, Mask]]:
    from torch.nn.utils import parametrize

    from .mask_module import Mask

    for name, module in model.named_modules():
        if parametrize.is_parametrized(module, "weight"):
            for step in module.parametrizations.weight:
                if isinstance(step, Mask):
                    yield name, module, step


def _count_parametrisations(module: nn.Module) -> int:
    """How many steps make the module's weight."""
    steps: Any = module.parametrizations
    return len(steps.weight)


def _copy(weight: torch.Tensor) -> nn.Parameter:
    from torch import nn

    return nn.Parameter(weight.detach().clone(), requires_grad=weight.requires_grad)


def _check_mask(name: str, module: nn.Module | None, mask: torch.Tensor) -> None:
    import torch

    if module is None:
        raise PruneError(
            f"expected masks for modules of the model, but got one for '{name}'; "
            "see model.named_modules()"
        )
    weight = module._parameters.get("weight")
    if weight is None:
        raise PruneError(
            f"expected '{name}' to have a weight of its own, but got one that is computed or "
            "none; after an earlier pruning call patconv.remove_masks_(model)"
        )
    if mask.dtype != torch.bool or mask.shape != weight.shape:
        raise PruneError(
            f"expected the mask of '{name}' to be booleans of shape {tuple(weight.shape)}, "
            f"but got {mask.dtype} of shape {tuple(mask.shape)}"
        )
