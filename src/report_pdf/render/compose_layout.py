"""A piece of a composed line, in the place of the engine's Pango layout of a text box.

Where a gap is so wide or so narrow that readers of PDF text would see a space or a new line, the characters beside it
are marked with their text (ISO 32000-2, 14.9.4 ActualText).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text.line_break import Layout

from report_pdf.render.shaping import ShapedText

__all__ = ["ComposedLayout", "Run", "runs_of"]

_SPACE_SEEN_EM = 0.095
"""Readers invent a space above this gap: pypdf 0.095 em, poppler and pdfium 0.1 (measured)."""
_LINE_SEEN_EM = -0.195
"""Poppler's raw order starts a new line when characters overlap by 0.2 em (measured)."""


class ComposedLayout(Layout):  # type: ignore[misc] # the engine is untyped
    """Characters ``start`` to ``end`` of a shaped text, with what is added after each.

    The engine's own layout is only made when something asks for it that the composer does not draw. ``gap_after`` is
    what stands between it and the next box of the line, ``hyphen`` what ends it.
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
        self.text = shaped.text[start:end]
        self.justification_spacing = 0
        self.max_width: float | None = None
        self.first_line_direction = 0
        self.width = sum(shaped.advances[start:end]) + sum(kerns) - lead

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
    """The spans of characters that must be marked; they may overlap."""
    text, start, end = layout.shaped.text, layout.start, layout.end
    for i, kern in enumerate(layout.kerns[:-1], start):
        if kern and layout.is_seen(kern) and text[i] != " " and text[i + 1] != " ":
            yield i, i + 1
    if layout.is_seen(layout.gap_after) and text[end - 1] != " ":
        yield end - 1, end - 1


def _joined(layout: ComposedLayout) -> list[tuple[int, int]]:
    """Overlapping spans as one; a ligature (——) has its glyph at its first character and is never parted."""
    joined: list[tuple[int, int]] = []
    for span in sorted(_seen(layout)):
        first, last = _whole(span, layout)
        overlap = first == last == layout.end - 1 and layout.gap_after < 0
        if joined and first <= joined[-1][1] and overlap:
            # Poppler takes the overlap with the next box for the character's own only if it stands alone.
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
