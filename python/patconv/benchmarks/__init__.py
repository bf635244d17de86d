"""Measurements against PyTorch and against what the machine can do."""
