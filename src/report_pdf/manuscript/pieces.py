"""A manuscript whose file says what its parts are (Markdown, Word) as pieces, and the pieces as blocks.

What the file says holds; what it leaves open (title, dek, lede, byline, parts, captions) is recognised by the same
rules as in a plain text, so that one article gives the same ``Manuscript`` however it was sent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report_pdf.findings import Finding, Place
from report_pdf.manuscript import signs
from report_pdf.manuscript.inspect import inspect_structure
from report_pdf.manuscript.lines import Line, visible
from report_pdf.manuscript.recognise import recognise, slots_after
from report_pdf.manuscript.signs import Mark
from report_pdf.model.manuscript import (
    Block,
    Bullet,
    Byline,
    Caption,
    Dek,
    Figure,
    Heading,
    Kicker,
    Lede,
    Note,
    PageBreak,
    Paragraph,
    Part,
    PictureSlot,
    Quote,
    Span,
    SpanKind,
    Title,
)

__all__ = ["Look", "Piece", "blocks_of"]

_BESIDE = (Figure, Kicker, Note, PageBreak)
"""Blocks that are no lines of the text."""
_HEADLINES = (Byline, Caption, Dek, Heading, Kicker, Lede, Part, Quote, Title)
"""Blocks with a face of their own."""
_GAP = 3
_PART_NAME = 12
"""A longer heading is no part's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How most of a paragraph is set: ``size`` in half-points (0: unknown), its Chinese ``face``.

    ``aside``: at the right, as a date, a signature or an address stands.
    """

    size: int = 0
    face: str = ""
    bold: bool = False
    centred: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, or a block that is already one.

    Attributes:
        text: Its characters, outer blanks included or not.
        place: Where the first of them stands.
        source: The exact piece of the source; all pieces' joined are the source.
        spans: Over ``text``.
        level: Of the heading the file says it is, from 1; 0: none.
        bullet: Of the list item the file says it is, from 1; 0: none.
        number: Of a numbered item, with its mark.
        block: A block ready as it is (table, box, note, figure …); ``text`` and ``spans`` are not looked at.
        blanks: Empty lines after it.
        look: How it is set, where the file says so.
        strong: It stands out from the text around it, as a heading does.
    """

    text: str = ""
    place: Place
    source: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    bullet: int = 0
    number: str = ""
    block: Block | None = None
    blanks: int = 0
    look: Look | None = None
    strong: bool = False


def blocks_of(pieces: Sequence[Piece], *, file: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks in order, and what they show. Where no piece is a heading by the file, headings are recognised.

    Where the file shows no picture itself, long gaps are where pictures stood, as in a plain text.
    """
    running = [at for at, piece in enumerate(pieces) if not isinstance(piece.block, _BESIDE)]
    if not running:
        return tuple(piece.block for piece in pieces if piece.block is not None), ()
    texts = [pieces[at] for at in running]
    lines = [_line(piece, blanks) for piece, blanks in zip(texts, _blanks(pieces, running), strict=True)]
    marks = _marks(texts, lines)
    pictured = any(isinstance(piece.block, Figure) for piece in pieces)
    slots = frozenset() if pictured else slots_after(lines, marks)
    made = {at: _block(texts[n], lines[n], marks[n]) for n, at in enumerate(running)}
    after = {at: _slot(pieces[at]) for n, at in enumerate(running) if n in slots}
    blocks: list[Block] = []
    for at, piece in enumerate(pieces):
        blocks += [block for block in (made.get(at, piece.block), after.get(at)) if block is not None]
    return tuple(blocks), inspect_structure(lines, marks, file=file)


def _marks(texts: Sequence[Piece], lines: Sequence[Line]) -> tuple[Mark, ...]:
    """A file whose only heading is its title leaves the others to be recognised."""
    explicit = any(piece.level for piece in texts[1:])
    strong = frozenset(n for n, piece in enumerate(texts) if piece.strong)
    marks = recognise(lines, preset=_preset(texts), by_look=not explicit, strong=strong)
    marks = tuple(
        Mark(kind=Paragraph, start=0, end=len(line.raw)) if _is_aside(piece, mark) else mark
        for piece, line, mark in zip(texts, lines, marks, strict=True)
    )
    return _ranked(marks) if explicit else marks


def _is_aside(piece: Piece, mark: Mark) -> bool:
    """A short line at the right is no heading, unless the file says it is one."""
    aside = piece.look is not None and piece.look.aside and not piece.level
    return aside and mark.kind in (Heading, Part)


def _blanks(pieces: Sequence[Piece], running: Sequence[int]) -> list[int]:
    """Empty lines after each running piece; a figure is a gap of its own."""
    ends = [*running[1:], len(pieces)]
    return [
        sum(piece.blanks + _GAP * isinstance(piece.block, Figure) for piece in pieces[at:end])
        for at, end in zip(running, ends, strict=True)
    ]


def _slot(piece: Piece) -> PictureSlot:
    line = piece.place.line
    return PictureSlot(
        text="", place=replace(piece.place, line=line + 1 if line else None, column=1), source=""
    )


def _line(piece: Piece, blanks: int) -> Line:
    """What stands ready reads as text: what comes before it may be its heading."""
    raw = piece.text.strip() if piece.block is None else _ready_text(piece.block)
    return Line(
        raw=raw or "。",
        number=piece.place.line or 1,
        column=piece.place.column or 1,
        lead="",
        own=piece.source,
        blanks=("\n",) * blanks,
    )


def _ready_text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Title) else ""


def _preset(pieces: Sequence[Piece]) -> dict[int, Mark]:
    """The marks the file gives itself. A heading in the first place is the title."""
    marks = {at: mark for at, piece in enumerate(pieces) if (mark := _own_mark(piece)) is not None}
    if pieces and pieces[0].level and pieces[0].block is None:
        marks[0] = Mark(kind=Title, start=0, end=len(pieces[0].text.strip()))
    return marks


def _own_mark(piece: Piece) -> Mark | None:
    raw = piece.text.strip()
    if piece.block is not None:
        return Mark(kind=type(piece.block), start=0, end=1)
    if piece.level:
        found = signs.mark_of(raw)
        if found.kind is Heading:
            return replace(found, level=piece.level)
        return Mark(kind=Heading, start=0, end=len(raw), level=piece.level)
    if piece.bullet:
        return Mark(kind=Bullet, start=0, end=len(raw), number=piece.number, level=piece.bullet)
    return None


def _ranked(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The file's levels without gaps, from 1; short headings right over lower ones are parts."""
    parts = _part_levels(marks)
    marks = tuple(
        replace(mark, kind=Part) if mark.kind is Heading and mark.level in parts else mark for mark in marks
    )
    used = sorted({mark.level for mark in marks if mark.kind is Heading})
    return tuple(
        replace(mark, level=used.index(mark.level) + 1) if mark.kind is Heading else mark for mark in marks
    )


def _part_levels(marks: Sequence[Mark]) -> frozenset[int]:
    """The level of parts: the highest, if all its headings are short, without number, and one groups lower ones."""
    headings = [(at, mark) for at, mark in enumerate(marks) if mark.kind is Heading]
    if not headings:
        return frozenset()
    top = min(mark.level for _, mark in headings)
    highest = [(at, mark) for at, mark in headings if mark.level == top]
    named = all(not mark.number and mark.end <= _PART_NAME for _, mark in highest)
    groups = any(
        at + 1 < len(marks) and marks[at + 1].kind is Heading and marks[at + 1].level > top
        for at, _ in highest
    )
    return frozenset({top}) if named and groups else frozenset()


def _block(piece: Piece, line: Line, mark: Mark) -> Block:
    if piece.block is not None:
        return replace(piece.block, spans=_without_whole(piece.block))
    lead = len(piece.text) - len(piece.text.lstrip())
    text, spans = _visible(piece, lead + mark.start, lead + mark.end)
    column = line.column + lead + mark.start if piece.place.column else None
    block = Paragraph(text=text, place=replace(piece.place, column=column), source=piece.source, spans=spans)
    made = _as(mark, block)
    return replace(made, spans=_without_whole(made))


def _without_whole(block: Block) -> tuple[Span, ...]:
    """A title that is bold from end to end is no emphasis, nor is a quotation in italics."""
    if not isinstance(block, _HEADLINES):
        return block.spans
    kinds = {SpanKind.STRONG, SpanKind.EMPHASIS}
    return tuple(
        span
        for span in block.spans
        if span.kind not in kinds or block.text[: span.start].strip() or block.text[span.end :].strip()
    )


def _as(mark: Mark, block: Block) -> Block:
    text, place, source, spans = block.text, block.place, block.source, block.spans
    if mark.kind is Heading:
        return Heading(
            text=text, place=place, source=source, spans=spans, number=mark.number, level=mark.level
        )
    if mark.kind is Bullet:
        return Bullet(
            text=text, place=place, source=source, spans=spans, number=mark.number, level=mark.level
        )
    if mark.kind is Caption:
        return Caption(text=text, place=place, source=source, spans=spans, lost_arrow=mark.lost_arrow)
    return mark.kind(text=text, place=place, source=source, spans=spans)


def _visible(piece: Piece, start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    """The text between ``start`` and ``end`` without characters that are never set; its spans follow."""
    kept = [at for at in range(start, end) if visible(piece.text[at])]
    spans = []
    for span in piece.spans:
        moved = replace(span, start=bisect_left(kept, span.start), end=bisect_left(kept, span.end))
        is_call = span.start == span.end
        if moved.start < moved.end or (is_call and start <= span.start <= end):
            spans.append(moved)
    return "".join(piece.text[at] for at in kept), tuple(spans)
