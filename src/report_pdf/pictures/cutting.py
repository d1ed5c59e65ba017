"""A clean picture as its author has cut and turned it in the manuscript: what was cut off there is not shown again."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from PIL import Image

from report_pdf.model.manuscript import Cut
from report_pdf.pictures.cleaning import CleanPicture

__all__ = ["cut_out"]

_TURNS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}
"""Pillow turns to the left."""


def cut_out(picture: CleanPicture, cut: Cut, folder: Path) -> CleanPicture:
    """The picture that is left, in ``folder``; its name is by its content."""
    with Image.open(picture.path) as image:
        box = (
            round(cut.left * image.width),
            round(cut.top * image.height),
            max(round(cut.left * image.width) + 1, round((1 - cut.right) * image.width)),
            max(round(cut.top * image.height) + 1, round((1 - cut.bottom) * image.height)),
        )
        left = image.crop(box)
    if cut.turns:
        left = left.transpose(_TURNS[cut.turns])
    key = hashlib.sha256(f"{picture.sha256} {box} {cut.turns}".encode()).hexdigest()
    path = folder / f"{key}.tif"
    part = folder / f".{key}.{os.getpid()}.part"
    left.save(part, format="TIFF")
    part.replace(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return replace(picture, path=path, sha256=digest, width=left.width, height=left.height)
