"""A line of text as drawn outlines, for where no font may be needed: slugs on press sheets."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import uharfbuzz

from report_pdf.fonts.catalogue import Face, nearest_faces, opened, pen
from report_pdf.fonts.coverage import coverage

__all__ = ["Lettering", "Segment", "lettering"]

Segment: TypeAlias = tuple[str, tuple[float, ...]]
"""``m``, ``l``, ``c`` or ``h`` with its coordinates, as in PDF; to be filled by the nonzero rule."""

_FAMILY, _WEIGHT = "Noto Sans", 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """Outlines in points from the start of the base line, and the length of the line."""

    segments: tuple[Segment, ...]
    width: float


def lettering(text: str, *, size: float) -> Lettering:
    """``text`` in the shipped sans serif at ``size`` points; another face stands in for it where it must, else "?"."""
    segments: list[Segment] = []
    width = 0.0
    for character in text:
        face, drawn = _drawn_by(character)
        scale = size / opened(face).upem
        glyph = pen(face).get_nominal_glyph(ord(drawn)) or 0
        segments += _scaled(_outline(face, glyph), scale, width)
        width += pen(face).get_glyph_h_advance(glyph) * scale
    return Lettering(segments=tuple(segments), width=width)


def _drawn_by(character: str) -> tuple[Face, str]:
    for face in nearest_faces(_FAMILY, _WEIGHT):
        if ord(character) in coverage(face).characters:
            return face, character
    return nearest_faces(_FAMILY, _WEIGHT)[0], "?"


@functools.cache
def _outline(face: Face, glyph: int) -> tuple[Segment, ...]:
    """In the face's units. HarfBuzz turns TrueType's curves into PDF's."""
    drawn: list[Segment] = []
    funcs = uharfbuzz.DrawFuncs()
    for name, operator in (("move_to", "m"), ("line_to", "l"), ("cubic_to", "c"), ("close_path", "h")):
        getattr(funcs, f"set_{name}_func")(functools.partial(_note, operator))
    pen(face).draw_glyph(glyph, funcs, drawn)
    return tuple(drawn)


def _note(operator: str, *numbers_and_list: object) -> None:
    """HarfBuzz hands over the coordinates and, last, the list to write into."""
    *numbers, drawn = numbers_and_list
    assert isinstance(drawn, list)
    drawn.append((operator, tuple(numbers)))


def _scaled(segments: tuple[Segment, ...], scale: float, x: float) -> Iterator[Segment]:
    for operator, numbers in segments:
        yield (
            operator,
            tuple(
                number * scale + (x if position % 2 == 0 else 0.0) for position, number in enumerate(numbers)
            ),
        )
