"""Other ways to prune, to compare patterns with.

Here `prune_` and `BaselineConfig` are used by their full names, so that nobody takes them for
the pattern pruning of the package.
"""

from __future__ import annotations

from .pruning.baselines import METHODS, BaselineConfig, prune_, rates_of

__all__ = ["METHODS", "BaselineConfig", "prune_", "rates_of"]
