"""Embedded font programs made small: only the glyphs that are used, numbered without gaps, in the smaller of two forms.

The engine cuts faces but keeps glyph numbers, so its files hold thousands of empty places. In: the TrueType programs
that a PDF embeds of one face, and the numbers its text uses. Out: one program, and what each number is there.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from report_pdf.fonts.compact_cff import cff_of
from report_pdf.fonts.compact_sfnt import Glyph, Sfnt, truetype_of

__all__ = ["CompactFace", "compact_face", "drawn_besides", "faces_of"]

_BLANK = Glyph(outline=b"", advance=0, bearing=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactFace:
    """A font program.

    Attributes:
        data: The program.
        glyphs: The glyph of each number that text uses; None: the program is CFF and finds them by CID itself.
    """

    data: bytes
    glyphs: Mapping[int, int] | None


def drawn_besides(data: bytes, used: Collection[int]) -> frozenset[int] | None:
    """What a program draws besides ``used`` and what these are composed of; None where it is no TrueType file.

    Engines keep what a feature might have asked for; other makers leave out widths that are the usual one.
    """
    try:
        cut = Sfnt(data)
        return cut.drawn() - cut.closure({0, *used})
    except (ValueError, IndexError, struct.error):
        return None


def faces_of(programs: Sequence[bytes]) -> tuple[tuple[int, ...], ...]:
    """Which of the programs are cuts of one face: they draw the same where both draw anything, and somewhere both do.

    Each is a tuple of places in ``programs``.
    """
    faces: list[tuple[list[int], dict[int, bytes], bytes]] = []
    for place, data in enumerate(programs):
        cut = Sfnt(data)
        outlines = {number: cut.outline(number) for number in cut.drawn()}
        measures = cut.tables["head"][18:20]
        for places, known, units in faces:
            both = outlines.keys() & known.keys() - {0}
            if both and units == measures and all(outlines[number] == known[number] for number in both):
                places.append(place)
                known.update(outlines)
                break
        else:
            faces.append(([place], outlines, measures))
    return tuple(tuple(places) for places, _, _ in faces)


def compact_face(programs: Sequence[bytes], used: Collection[int], *, grid: int = 1) -> CompactFace:
    """One program for cuts of one face; ``used``: the numbers in the text, of whichever cut.

    ``grid``: thousandths of the em that outlines are rounded to, and the most by which they move: on 3 a third lighter
    than they were drawn, and at the size of text a hundredth of a millimetre away.

    Number 0 is drawn only where it is used: text without a glyph is refused before, and whatever else is asked for
    shows nothing.
    """
    cuts = [Sfnt(data) for data in programs]
    most = max(cut.count for cut in cuts)
    numbers = sorted({0, *(number for number in used if number < most)})
    owner = {number: _owner(cuts, number) for number in numbers}
    blank = frozenset(
        number
        for number in numbers
        if not owner[number].glyph(number).outline or (number == 0 and 0 not in used)
    )
    truetype = _truetype(cuts, owner, blank)
    if len(cuts) == 1 or all(cut is cuts[0] for cut in owner.values()):
        cff = cff_of(programs[0], numbers, blank=blank, grid=grid)
    else:
        merged = {number: owner[number].glyph(number) for number in numbers}
        cff = cff_of(_sparse(cuts, merged), numbers, blank=blank, grid=grid)
    if cff is not None and len(zlib.compress(cff, 9)) < len(zlib.compress(truetype.data, 9)):
        return CompactFace(data=cff, glyphs=None)
    return truetype


def _owner(cuts: Sequence[Sfnt], number: int) -> Sfnt:
    """The cut that draws it, else the first that numbers so far."""
    reaching = [cut for cut in cuts if number < cut.count] or [cuts[0]]
    return next((cut for cut in reaching if cut.outline(number)), reaching[0])


def _truetype(cuts: Sequence[Sfnt], owner: Mapping[int, Sfnt], blank: Collection[int]) -> CompactFace:
    inside = {number for cut in cuts for number in cut.closure(n for n, of in owner.items() if of is cut)}
    order = [0, *sorted((inside | owner.keys()) - {0})]
    places = {number: place for place, number in enumerate(order)}
    glyphs = [
        _blanked(_owner(cuts, number).glyph(number))
        if number in blank
        else _owner(cuts, number).glyph(number)
        for number in order
    ]
    data = truetype_of(cuts[0], glyphs, places)
    return CompactFace(data=data, glyphs=MappingProxyType({number: places[number] for number in owner}))


def _sparse(cuts: Sequence[Sfnt], glyphs: Mapping[int, Glyph]) -> bytes:
    """The cuts' glyphs in one file under their own numbers, for the pens."""
    last = max(cut.count for cut in cuts)
    needed = {number for cut in cuts for number in cut.drawn()}
    every = [
        glyphs.get(number) or (_owner(cuts, number).glyph(number) if number in needed else _BLANK)
        for number in range(last)
    ]
    return truetype_of(cuts[0], every, {number: number for number in range(last)})


def _blanked(glyph: Glyph) -> Glyph:
    return Glyph(outline=b"", advance=glyph.advance, bearing=0)
