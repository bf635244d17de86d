"""Small folders in the form of CIFAR-10 and ImageNet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

CLASSES = ("cat", "dog")


def cifar_folder(folder: Path, records: int = 4) -> Path:
    """Batches whose images have the colour (class, 2 * class, 3 * class)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in [*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"]:
        labels = np.arange(records, dtype=np.uint8) % 10
        planes = np.stack([labels, 2 * labels, 3 * labels], 1).repeat(1024, axis=1)
        np.concatenate([labels[:, None], planes], 1).tofile(folder / f"{name}.bin")
    return folder


def image_folder(folder: Path, size: tuple[int, int] = (12, 9)) -> Path:
    for split, count in (("train", 3), ("val", 2)):
        for number, name in enumerate(CLASSES):
            place = folder / split / name
            place.mkdir(parents=True)
            for index in range(count):
                colour = (40 * number, 10 * index, 200)
                Image.new("RGB", size, colour).save(place / f"{index}.JPEG", quality=100)
            (place / "notes.txt").write_text("no image")
    return folder
