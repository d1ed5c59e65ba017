"""A few lines of text as a small TrueType file with the numbers of their glyphs: for what is added to finished pages."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from report_pdf.fonts.catalogue import Face, nearest_faces, pen
from report_pdf.fonts.compact_sfnt import Sfnt, truetype_of

__all__ = ["TextCut", "cut_for", "without_glyph"]

_FAMILY, _WEIGHT = "Noto Sans", 700


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCut:
    """A program; ``glyphs``: of each character; ``advances``: of each glyph, in thousandths of the em."""

    data: bytes
    glyphs: Mapping[str, int]
    advances: tuple[int, ...]

    def width(self, text: str) -> float:
        """Of a line, in em."""
        return sum(self.advances[self.glyphs[character]] for character in text) / 1000


def without_glyph(text: str) -> str:
    """The characters that no shipped face draws."""
    return "".join(dict.fromkeys(character for character in text if _drawn_by(character) is None))


def cut_for(texts: Iterable[str]) -> TextCut:
    """The bold sans serif, another face where it lacks a character.

    Raises:
        ValueError: No face draws one of the characters (see ``without_glyph``).
    """
    characters = sorted(set("".join(texts)))
    base = _sfnt(nearest_faces(_FAMILY, _WEIGHT)[0])
    glyphs = [base.glyph(0)]
    numbers: dict[str, int] = {}
    for character in characters:
        found = _drawn_by(character)
        if found is None:
            raise ValueError(character)
        face, glyph = found
        numbers[character] = len(glyphs)
        glyphs.append(_sfnt(face).glyph(glyph))
    data = truetype_of(base, glyphs, {})
    return TextCut(
        data=data, glyphs=numbers, advances=tuple(round(g.advance * 1000 / base.units) for g in glyphs)
    )


@functools.cache
def _drawn_by(character: str) -> tuple[Face, int] | None:
    """The first face with a simple glyph for it, on the same em as the first face."""
    for face in nearest_faces(_FAMILY, _WEIGHT):
        number = pen(face).get_nominal_glyph(ord(character))
        if (
            number
            and _sfnt(face).units == _sfnt(nearest_faces(_FAMILY, _WEIGHT)[0]).units
            and _sfnt(face).closure([number]) == {number}
        ):
            return face, number
    return None


@functools.cache
def _sfnt(face: Face) -> Sfnt:
    return Sfnt(face.path.read_bytes())
