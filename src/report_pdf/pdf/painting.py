"""What is drawn on a sheet beside its pages: marks on every plate, and flat shapes in inks (ISO 32000-2 8.5, 8.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["Line", "Painted", "Segments", "painting", "path_operators"]

Segments: TypeAlias = tuple[tuple[str, tuple[float, ...]], ...]
"""``m``, ``l``, ``c``, ``h`` with their coordinates, as in PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A hairline of a mark, through the points; on every plate."""

    points: tuple[tuple[float, float], ...]
    dashed: bool = False
    width: float = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """A shape filled in cyan, magenta, yellow, black from 0 to 1; it knocks out what lies under it."""

    inks: tuple[float, float, float, float]
    outlines: Segments


def painting(shape: Painted) -> Iterator[str]:
    """The shape's operators."""
    yield "q"
    yield " ".join(f"{ink:g}" for ink in shape.inks) + " k"
    yield path_operators(shape.outlines)
    yield "f Q"


def path_operators(outlines: Segments) -> str:
    """A path."""
    return " ".join(" ".join([*(f"{n:.3f}" for n in numbers), operator]) for operator, numbers in outlines)
