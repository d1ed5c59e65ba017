"""A piece of a composed line, in the place of the engine's Pango layout of a text box.

Readers of PDF text see a space in a gap that is wide, and some a new line in one that is narrow. A wide gap becomes part
of the glyph before it, by a face whose cells are wider (``compose_wide``): then there is no gap. Where that cannot be,
and where marks overlap, the characters are marked with their text (ISO 32000-2, 14.9.4 ActualText).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text.line_break import Layout

from report_pdf.render.compose_wide import WIDENINGS_EM
from report_pdf.render.shaping import ShapedText

__all__ = ["ComposedLayout", "Run", "cells_of", "runs_of", "widen"]

_SPACE_SEEN_EM = 0.095
"""Readers invent a space above this gap: pypdf 0.095 em, poppler and pdfium 0.1 (measured)."""
_LINE_SEEN_EM = -0.195
"""Poppler's raw order starts a new line when characters overlap by 0.2 em (measured)."""
_ROUNDING_EM = 0.005
_MARKED_MOST_EM = 0.14
"""So much between all characters of a line is left to marking, which costs no glyphs: mupdf sees no space in it either."""


class ComposedLayout(Layout):  # type: ignore[misc] # the engine is untyped
    """Characters ``start`` to ``end`` of a shaped text, with what is added after each.

    The engine's own layout is only made when something asks for it that the composer does not draw. ``gap_after`` is
    what stands between it and the next box of the line, ``hyphen`` what ends it, ``wider`` by how much, in em, the cells
    of characters are.
    """

    def __init__(
        self, shaped: ShapedText, start: int, end: int, *, kerns: Sequence[float], lead: float, size: float
    ) -> None:
        self.shaped = shaped
        self.start = start
        self.end = end
        self.kerns = kerns
        self.lead = lead
        self.size = size
        self.loose_em = 0.0
        self.gap_after = 0.0
        self.hyphen: ShapedText | None = None
        self.wider: dict[int, float] = {}
        self.text = shaped.text[start:end]
        self.justification_spacing = 0
        self.max_width: float | None = None
        self.first_line_direction = 0
        self.width = sum(shaped.advances[start:end]) + sum(kerns) - lead

    def gap(self, char: int) -> float:
        """What stands after a character and is not in its cell."""
        own = self.gap_after if char == self.end - 1 else self.kerns[char - self.start]
        return own - self.wider.get(char, 0.0) * self.size

    def is_seen(self, gap: float) -> bool:
        """Whether a reader takes ``gap`` for a space or a new line that is not there."""
        return not _LINE_SEEN_EM * self.size <= gap <= _SPACE_SEEN_EM * self.size

    def reactivate(self, style: Any) -> None:
        """Nothing to make again: the glyphs are there."""

    def measure_decoration(self, style: Any) -> None:
        """Learns where lines along the text run (``text-decoration``)."""
        if style["text_decoration_line"] != "none":
            self.setup(style)
            self.deactivate()

    def materialise(self, style: Any) -> None:
        """Becomes an engine's layout, for what the composer does not draw."""
        self.setup(style)
        self.set_text(self.text)

    def deactivate(self) -> None:
        """Drops what ``reactivate`` made, if anything."""
        for name in ("layout", "language", "style"):
            self.__dict__.pop(name, None)


def widen(layout: ComposedLayout, widens: Callable[[int], bool]) -> None:
    """Chooses the characters whose cells take in the gap after them; ``widens`` says which have such a cell.

    A ligature (——) is drawn with its first character: that one's cell takes in the gap after the last.
    """
    layout.wider = {}
    for chain in list(_chains(layout)):
        cells = {i: _widening(layout.gap(i) / layout.size) for i in chain}
        needed = chain[-1] == layout.end - 1 or max(map(layout.gap, chain)) > _MARKED_MOST_EM * layout.size
        if needed and all(cell and widens(_drawn_with(layout, i)) for i, cell in cells.items()):
            layout.wider |= cells


def cells_of(layout: ComposedLayout) -> dict[int, float]:
    """``wider`` by the character that draws each cell."""
    return {_drawn_with(layout, i): cell for i, cell in layout.wider.items()}


def _drawn_with(layout: ComposedLayout, char: int) -> int:
    while char > layout.start and not layout.shaped.glyphs[char]:
        char -= 1
    return char


def _chains(layout: ComposedLayout) -> Iterator[list[int]]:
    """Neighbours that each have a wide gap after them; a ligature is one."""
    text, start, limit = layout.shaped.text, layout.start, _SPACE_SEEN_EM * layout.size
    wide = [
        i for i, kern in enumerate(layout.kerns[:-1], start) if kern > limit and text[i] != " " != text[i + 1]
    ]
    if layout.gap_after > limit and text[layout.end - 1] != " ":
        wide.append(layout.end - 1)
    chain: list[int] = []
    for i in wide:
        if chain and chain[-1] < _drawn_with(layout, i) - 1:
            yield chain
            chain = []
        chain.append(i)
    if chain:
        yield chain


def _widening(gap_em: float) -> float:
    """The blank that leaves no more than readers overlook; nothing beyond the widest."""
    fitting = (cell for cell in WIDENINGS_EM if gap_em - cell <= _SPACE_SEEN_EM - _ROUNDING_EM)
    return next(fitting, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters drawn together; ``said`` is their text where a reader would not find it by itself."""

    first: int
    last: int
    said: str | None = None


def runs_of(layout: ComposedLayout) -> Iterator[Run]:
    """The characters of ``layout``, plain and marked ones apart."""
    plain = layout.start
    for first, last in _joined(layout):
        if plain < first:
            yield Run(first=plain, last=first - 1)
        yield Run(first=first, last=last, said=layout.shaped.text[first : last + 1])
        plain = last + 1
    if plain < layout.end:
        yield Run(first=plain, last=layout.end - 1)


def _seen(layout: ComposedLayout) -> Iterator[tuple[int, int]]:
    """The spans of characters that must be marked; they may overlap. What is marked has one face."""
    text, start, end = layout.shaped.text, layout.start, layout.end
    wider = layout.wider
    for i, kern in enumerate(layout.kerns[:-1], start):
        if kern and layout.is_seen(kern) and i not in wider and text[i] != " " != text[i + 1]:
            yield i, i if i + 1 in wider else i + 1
    if layout.is_seen(layout.gap_after) and end - 1 not in wider and text[end - 1] != " ":
        yield end - 1, end - 1


def _joined(layout: ComposedLayout) -> list[tuple[int, int]]:
    """Overlapping spans as one; a ligature (——) has its glyph at its first character and is never parted."""
    joined: list[tuple[int, int]] = []
    for span in sorted(_seen(layout)):
        first, last = _whole(span, layout)
        overlap = first == last and layout.gap(last) < 0
        if joined and first <= joined[-1][1] and overlap:
            # Poppler takes the overlap with what follows for the character's own only if it stands alone.
            joined[-1] = (joined[-1][0], first - 1)
        elif joined and first <= joined[-1][1]:
            first, last = min(first, joined[-1][0]), max(last, joined.pop()[1])
        joined.append((first, last))
    return joined


def _whole(span: tuple[int, int], layout: ComposedLayout) -> tuple[int, int]:
    glyphs, (first, last) = layout.shaped.glyphs, span
    while first > layout.start and not glyphs[first]:
        first -= 1
    while last + 1 < layout.end and not glyphs[last + 1]:
        last += 1
    return first, last
