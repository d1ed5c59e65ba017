"""How far stitching has come: said in the child, heard by whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = ["Hearing", "Progress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """``done`` of ``of``: files are admitted and stitched, pages are compared with their sources, parts are made."""

    step: Literal["admitted", "stitched", "compared", "parted"]
    done: int
    of: int


Hearing = Callable[[Progress], None]
